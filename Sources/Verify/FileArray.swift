import Scenes
import Weights
import Wording

/// An array of a program's file, with the name that it has there.
public struct FileArray: Sendable, Equatable {
    /// As it stands in the file: untrusted text.
    public var name: String
    /// Sizes, outermost first.
    public var shape: [Int]
    /// Row by row.
    public var values: [Double]
    /// How far entries may be off, as a share of max(1, the largest): for numbers of so many bits.
    public var tolerance: Double
    /// Where its name stands in a text file.
    public var position: TextLocation

    /// By default an array as exact as doubles are, from a file without lines.
    public init(
        name: String, shape: [Int], values: [Double], tolerance: Double = Self.ofDoubles,
        position: TextLocation = .start
    ) {
        self.name = name
        self.shape = shape
        self.values = values
        self.tolerance = tolerance
        self.position = position
    }

    /// The tolerance of 64-bit numbers, and of all that JSON holds.
    public static let ofDoubles = 1e-9
    /// The tolerance of 32-bit numbers.
    public static let ofSingles = 1e-4
    /// The tolerance of 16-bit numbers, float16 and bfloat16.
    public static let ofHalves = 2e-2

    /// The name as it may be printed.
    var shownName: String { SafeText.of(name, limit: 80) }
    var shapeWords: String { shape.isEmpty ? "a number" : shape.map(String.init).joined(separator: "×") }
}

/// The arrays of a program's file.
public struct ArrayFile: Sendable {
    /// The name that errors and marks give.
    public var file: String
    /// In the order of the file, those without floating-point numbers left out.
    public var arrays: [FileArray]
    /// Sentences about what is no array of numbers.
    public var notes: [String] = []

    /// Arrays that are at hand, without notes.
    public init(file: String, arrays: [FileArray]) {
        self.file = file
        self.arrays = arrays
    }

    /// Reads a file's bytes: JSON of nested lists, npz, or safetensors.
    public init(_ bytes: [UInt8], file: String) throws {
        self.file = file
        let first = bytes.first { !" \t\r\n".utf8.contains($0) && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }
        if first == UInt8(ascii: "{"), !Self.isSafetensors(bytes) {
            arrays = try Self.json(bytes, file: file)
            return
        }
        let tensors = try TensorFile(bytes)
        notes = tensors.unread
        arrays = []
        for tensor in tensors.tensors {
            let tolerance: Double? =
                switch tensor.type {
                case .f64: FileArray.ofDoubles
                case .f32: FileArray.ofSingles
                case .f16, .bf16: FileArray.ofHalves
                default: nil
                }
            guard let tolerance else {
                notes.append("\(SafeText.of(tensor.name, limit: 80)) has no floating-point numbers and is not compared")
                continue
            }
            arrays.append(
                FileArray(name: tensor.name, shape: tensor.shape, values: try tensor.values(), tolerance: tolerance))
        }
    }

    /// Whether the bytes begin with the length of a header in JSON; as a length, the first bytes of a text are far too large.
    private static func isSafetensors(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 8, bytes[8] == UInt8(ascii: "{") else { return false }
        return bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) } <= UInt64(bytes.count - 8)
    }

    private static func json(_ bytes: [UInt8], file: String) throws -> [FileArray] {
        do {
            let root = try DocumentReader.read(bytes).root
            guard root.kind == .mapping else {
                throw VerifyError(file, "it is \(root.summary), needs a mapping of names to arrays", at: root.position)
            }
            return try root.pairs.map { key, value in
                var reader = NestedNumbers(file: file, name: SafeText.of(key.text, limit: 80))
                try reader.read(value, depth: 0)
                return FileArray(name: key.text, shape: reader.shape, values: reader.values, position: key.position)
            }
        } catch let misfit as Misfit {
            throw SceneError(file: file, position: misfit.position, fact: misfit.fact)
        }
    }
}

/// Lists of lists of numbers, as long as one another.
private struct NestedNumbers {
    let file: String
    let name: String
    var shape: [Int] = []
    var values: [Double] = []
    /// The depth at which numbers stand.
    private var depthOfNumbers: Int?

    init(file: String, name: String) {
        self.file = file
        self.name = name
    }

    mutating func read(_ node: DocumentNode, depth: Int) throws(VerifyError) {
        guard node.kind == .sequence else {
            guard let number = Self.number(node) else {
                throw VerifyError(file, "\(name) has \(node.summary), needs a number", at: node.position)
            }
            guard depthOfNumbers ?? depth == depth, depth == shape.count else { throw uneven(node) }
            depthOfNumbers = depth
            values.append(number)
            return
        }
        let count = node.children.reduce(0) { count, _ in count + 1 }
        if depth == shape.count {
            guard depthOfNumbers == nil else { throw uneven(node) }
            shape.append(count)
        } else if shape[depth] != count {
            throw uneven(node)
        }
        for child in node.children { try read(child, depth: depth + 1) }
    }

    private func uneven(_ node: DocumentNode) -> VerifyError {
        VerifyError(file, "\(name) is uneven here; its rows need to be as long as one another", at: node.position)
    }

    /// A number as JSON writes it, and NaN and Infinity as Python's json does.
    private static func number(_ node: DocumentNode) -> Double? {
        guard node.kind == .plain else { return nil }
        switch node.text {
        case "NaN": return .nan
        case "Infinity": return .infinity
        case "-Infinity": return -.infinity
        default:
            guard node.bytes.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }) else { return nil }
            return Double(node.text)
        }
    }
}
