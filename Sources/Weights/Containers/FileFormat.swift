/// What the first bytes of a file of weights say that it is.
enum FileFormat: Equatable {
    case safetensors, npz, onnx, msgpack
    case foreign(ForeignFormat)
    case unknown

    init(_ bytes: [UInt8]) {
        func starts(_ magic: [UInt8], at offset: Int = 0) -> Bool {
            bytes.count >= offset && bytes[offset...].starts(with: magic)
        }
        func starts(_ text: String) -> Bool { starts(Array(text.utf8)) }

        // No safetensors header of allowed length looks like one of these: they differ from zero where its length must be zero.
        if starts([0x50, 0x4B, 0x03, 0x04]) || starts([0x50, 0x4B, 0x05, 0x06]) {
            self = Self.zip(bytes)
        } else if starts("MATLAB 7.3 MAT-file") {
            self = .foreign(.matlabHDF5)
        } else if starts(Self.hdf5) {
            self = .foreign(.hdf5)
        } else if starts("MATLAB 5.0 MAT-file") {
            self = .foreign(.matlab)
        } else if starts(NPY.magic) {
            self = .foreign(Pickle.contains("'|O'", in: bytes[..<min(bytes.count, 256)]) ? .numpyObjects : .npy)
        } else if starts("{"), let line = bytes.prefix(1 << 16).firstIndex(of: 0x0A), starts(NPY.magic, at: line + 1) {
            // Hyperparameters as a line of JSON, then arrays: the form that Equinox' documentation shows.
            self = .foreign(.npy)
        } else if starts(Self.legacyTorch) {
            self = .foreign(Pickle.content(ofTorch: bytes))
        } else if starts("GGUF") {
            self = .foreign(.gguf)
        } else if starts(Array("TFL3".utf8), at: 4) {
            self = .foreign(.tflite)
        } else if starts("<?xml"), Pickle.contains("<net ", in: bytes[..<min(bytes.count, 4096)]) {
            self = .foreign(.openVINO)
        } else if Self.isLongerThanAHeader(bytes) {
            self = Self.withoutMagic(bytes)
        } else {
            self = .safetensors
        }
    }

    private static let hdf5: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
    /// The number with which torch's checkpoints began before they were zip archives.
    private static let legacyTorch: [UInt8] = [
        0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19,
    ]

    /// A zip archive by its members' names: a checkpoint's first member is its pickle, told before the directory is
    /// read, which it may have in 64 bits.
    private static func zip(_ bytes: [UInt8]) -> FileFormat {
        let names: [String]
        if let archive = try? ZipArchive(bytes) {
            names = archive.members.map(\.name)
        } else if let length = bytes.unsigned16(at: 26), bytes.count >= 30 + length {
            names = [String(decoding: bytes[30..<30 + length], as: UTF8.self)]
        } else {
            names = []
        }
        if names.contains(where: { $0.hasSuffix("archive_format") }) { return .foreign(.torchExport) }
        if names.contains(where: { $0.hasSuffix("constants.pkl") }) { return .foreign(.torchScript) }
        if names.contains(where: { $0.hasSuffix("data.pkl") }) {
            if Pickle.contains("_all_weight_values", in: bytes[...]) { return .foreign(.torchQuantized) }
            return .foreign(Pickle.content(ofTorch: bytes))
        }
        if names.contains("config.json"), names.contains("model.weights.h5") { return .foreign(.keras) }
        return .npz
    }

    /// Whether the first eight bytes, read as a safetensors header's length, are more than is allowed.
    private static func isLongerThanAHeader(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 8 && (bytes[3..<8].contains { $0 != 0 } || bytes[2] > 0x10)
    }

    /// Formats that only their first field tells.
    private static func withoutMagic(_ bytes: [UInt8]) -> FileFormat {
        // PROTO, with a protocol from 2 to 5.
        if bytes[0] == 0x80, (2...5).contains(bytes[1]) {
            return .foreign(Pickle.contains("StructuredToParameterName@@", in: bytes[...]) ? .paddle : .pickle)
        }
        // A protocol buffer whose field 1, `ir_version`, is small and is followed by another field of ModelProto.
        let lengthDelimited: [UInt8] = [0x12, 0x1A, 0x22, 0x32, 0x3A, 0x42, 0x72]
        if bytes[0] == 0x08, (1...0x20).contains(bytes[1]), lengthDelimited.contains(bytes[2]) || bytes[2] == 0x28 {
            return .onnx
        }
        // A map whose first key is a text.
        let key =
            (0x81...0x8F).contains(bytes[0]) ? bytes[1] : bytes[0] == 0xDE ? bytes[3] : bytes[0] == 0xDF ? bytes[5] : 0
        if (0xA0...0xBF).contains(key) || key == 0xD9 || key == 0xDA { return .msgpack }
        // Where JSON follows, the length before it is what is wrong.
        return bytes.count > 8 && bytes[8] == UInt8(ascii: "{") ? .safetensors : .unknown
    }
}
