/// The named arrays of a safetensors or npz file.
public struct TensorFile: Sendable {
    /// In the order of the file's header or directory.
    public let tensors: [Tensor]
    /// The `__metadata__` of a safetensors file: untrusted text.
    public let metadata: [String: String]

    /// Largest file that is read, in bytes: sixteen times what the weights of the largest scene file take.
    public static let largestFile = 256 << 20

    /// Reads a file's bytes: safetensors, or an npz archive whose members are stored.
    ///
    /// Formats that can run code or need a decompressor are told by their first bytes and refused, with the line of
    /// Python that converts them.
    public init(_ bytes: [UInt8]) throws(WeightsError) {
        guard bytes.count <= Self.largestFile else { throw .fileTooLarge(bytes: bytes.count) }
        switch FileFormat(bytes) {
        case .safetensors: self = try Safetensors.read(bytes)
        case .zip: self = try NPZ.read(bytes)
        case .foreign(let format): throw .foreign(format)
        }
    }

    init(tensors: [Tensor], metadata: [String: String]) {
        self.tensors = tensors
        self.metadata = metadata
    }

    /// A safetensors file of 64-bit arrays.
    public static func safetensors(_ arrays: [NamedArray], metadata: [String: String] = [:]) -> [UInt8] {
        Safetensors.write(arrays, metadata: metadata)
    }

    /// An npz archive of 64-bit arrays, without compression.
    public static func npz(_ arrays: [NamedArray]) -> [UInt8] {
        NPZ.write(arrays)
    }

    public subscript(name: String) -> Tensor? {
        tensors.first { $0.name == name }
    }
}
