/// The named arrays of a file of weights.
public struct TensorFile: Sendable {
    /// In the order of the file's header or directory.
    public let tensors: [Tensor]
    /// The `__metadata__` of a safetensors file: untrusted text.
    public let metadata: [String: String]
    /// Sentences about members that are no arrays of numbers.
    public let unread: [String]
    /// What an ONNX model computes with its arrays.
    let graph: ONNXGraph?

    /// Largest file that is read, in bytes: sixteen times what the weights of the largest scene file take.
    public static let largestFile = 256 << 20

    /// Reads a file's bytes: safetensors, npz, ONNX, or Flax' msgpack; `sibling` gives the bytes of a file beside it, in
    /// which ONNX may keep large arrays.
    ///
    /// Other formats are told by their first bytes and refused, with the command that converts them.
    public init(_ bytes: [UInt8], sibling: @escaping (String) -> [UInt8]? = { _ in nil }) throws(WeightsError) {
        guard bytes.count <= Self.largestFile else { throw .fileTooLarge(bytes: bytes.count) }
        switch FileFormat(bytes) {
        case .safetensors: self = try Safetensors.read(bytes)
        case .npz: self = try NPZ.read(bytes)
        case .onnx: self = try ONNXFile.read(bytes, sibling: sibling)
        case .msgpack: self = try FlaxMessagePack.read(bytes)
        case .foreign(let format): throw .foreign(format)
        case .unknown: throw .unknownFormat
        }
    }

    init(
        tensors: [Tensor], metadata: [String: String] = [:], unread: [String] = [],
        graph: ONNXGraph? = nil
    ) {
        self.tensors = tensors
        self.metadata = metadata
        self.unread = unread
        self.graph = graph
    }

    /// A safetensors file of 64-bit arrays.
    public static func safetensors(_ arrays: [NamedArray], metadata: [String: String] = [:]) -> [UInt8] {
        Safetensors.write(arrays, metadata: metadata)
    }

    /// An npz archive of 64-bit arrays, without compression.
    public static func npz(_ arrays: [NamedArray]) -> [UInt8] {
        NPZ.write(arrays)
    }

    /// The array of that name; nil where the file has none.
    public subscript(name: String) -> Tensor? {
        tensors.first { $0.name == name }
    }
}
