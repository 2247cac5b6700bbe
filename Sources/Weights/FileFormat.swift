/// What the first bytes of a file of weights say that it is.
enum FileFormat: Equatable {
    case safetensors
    /// An npz archive, or a PyTorch checkpoint.
    case zip
    case foreign(ForeignFormat)

    init(_ bytes: [UInt8]) {
        func starts(_ magic: [UInt8]) -> Bool { bytes.starts(with: magic) }

        // No safetensors header of allowed length looks like one of these: they differ from zero where its length must be zero.
        if starts([0x50, 0x4B, 0x03, 0x04]) || starts([0x50, 0x4B, 0x05, 0x06]) {
            self = .zip
        } else if starts([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .foreign(.hdf5)
        } else if starts([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]) {
            self = .foreign(.npy)
        } else if starts([0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]) {
            // The number with which checkpoints began before they were zip archives.
            self = .foreign(.torchCheckpoint)
        } else if Self.isLongerThanAHeader(bytes), Self.isPickle(bytes) {
            self = .foreign(.pickle)
        } else if Self.isLongerThanAHeader(bytes), Self.isONNX(bytes) {
            self = .foreign(.onnx)
        } else {
            self = .safetensors
        }
    }

    /// Whether the first eight bytes, read as a safetensors header's length, are more than is allowed.
    private static func isLongerThanAHeader(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 8 && (bytes[3..<8].contains { $0 != 0 } || bytes[2] > 0x10)
    }

    /// PROTO, with a protocol from 2 to 5.
    private static func isPickle(_ bytes: [UInt8]) -> Bool {
        bytes[0] == 0x80 && (2...5).contains(bytes[1])
    }

    /// A protocol buffer whose field 1, `ir_version`, is small and is followed by another field of ModelProto.
    private static func isONNX(_ bytes: [UInt8]) -> Bool {
        let lengthDelimited: [UInt8] = [0x12, 0x1A, 0x22, 0x32, 0x3A, 0x42]
        return bytes[0] == 0x08 && (1...0x20).contains(bytes[1])
            && (lengthDelimited.contains(bytes[2]) || bytes[2] == 0x28)
    }
}

/// A format that is not read, and how it becomes one that is.
public enum ForeignFormat: Sendable, Equatable, CaseIterable {
    case pickle, torchCheckpoint, compressedNPZ, npy, hdf5, onnx

    public var name: String {
        switch self {
        case .pickle: "a Python pickle, which can run any code when it is opened, so only open what you trust"
        case .torchCheckpoint: "a PyTorch checkpoint, which is a Python pickle and can run any code when it is opened"
        case .compressedNPZ: "a compressed npz archive"
        case .npy: "a single numpy array without a name"
        case .hdf5: "an HDF5 file"
        case .onnx: "an ONNX model"
        }
    }

    /// One line of Python that writes the same arrays in a format that is read.
    public var conversion: String {
        switch self {
        case .pickle:
            #"import numpy, pickle; numpy.savez("FILE.npz", **pickle.load(open("FILE", "rb")))"#
        case .torchCheckpoint:
            """
            import torch; from safetensors.torch import save_file; \
            save_file(torch.load("FILE", map_location="cpu", weights_only=True), "FILE.safetensors")
            """
        case .compressedNPZ:
            #"import numpy; numpy.savez("FILE.stored.npz", **numpy.load("FILE"))"#
        case .npy:
            #"import numpy; numpy.savez("FILE.npz", weight_ih_l0=numpy.load("FILE"))"#
        case .hdf5:
            """
            import h5py, numpy; arrays = {}; h5py.File("FILE").visititems(lambda name, item: \
            arrays.update({name.replace("/", "."): item[()]}) if isinstance(item, h5py.Dataset) else None); \
            numpy.savez("FILE.npz", **arrays)
            """
        case .onnx:
            """
            import onnx, numpy; from onnx.numpy_helper import to_array; \
            numpy.savez("FILE.npz", **{t.name: to_array(t) for t in onnx.load("FILE").graph.initializer})
            """
        }
    }
}
