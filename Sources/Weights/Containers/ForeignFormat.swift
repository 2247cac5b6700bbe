/// A format that is not read here.
public enum ForeignFormat: Sendable, Equatable, CaseIterable {
    case pickle, torchCheckpoint, torchObjects, torchModule, torchExport, torchScript, torchQuantized, paddle
    case npy, numpyObjects, hdf5, keras, matlab, matlabHDF5, openVINO, tflite, gguf

    /// What follows `this is`: the format, with a warning where opening such a file can run code.
    public var name: String {
        switch self {
        case .pickle: "a Python pickle, which can run any code when it is opened, so only open what you trust"
        case .torchCheckpoint: "a PyTorch checkpoint, which is a Python pickle"
        case .torchObjects:
            "a PyTorch checkpoint with other Python objects in it, which can run any code when it is opened, "
                + "so only open what you trust"
        case .torchExport: "a program of torch.export, which is code as well as weights, so only open what you trust"
        case .torchModule:
            "a pickled PyTorch module, which can run any code when it is opened, so only open what you trust, "
                + "and which needs the Python code of its class beside it"
        case .torchScript: "a TorchScript archive, which is code as well as weights, so only open what you trust"
        case .torchQuantized: "a dynamically quantized PyTorch model"
        case .paddle:
            "PaddlePaddle's parameters in a Python pickle, which can run any code when it is opened, so only open what you trust"
        case .npy: "numpy arrays without names, one or, as Equinox writes them, several"
        case .numpyObjects:
            "numpy's file of Python objects, which can run any code when it is opened, so only open what you trust"
        case .hdf5: "an HDF5 file, such as Keras writes"
        case .keras: "a Keras model"
        case .matlab, .matlabHDF5: "a MATLAB file"
        case .openVINO: "a model of OpenVINO, whose weights stand in the .bin file beside it"
        case .tflite: "a TensorFlow Lite model"
        case .gguf: "a GGUF file"
        }
    }

    /// Why no command converts it.
    public var refusal: String? {
        switch self {
        case .torchQuantized:
            "its recurrent weights are packed 8-bit integers inside an object that only PyTorch runs; "
                + "save the model as it was before quantize_dynamic"
        case .tflite:
            "Keras' LSTM and GRU stand in it as loops over FULLY_CONNECTED, SPLIT and LOGISTIC, with no layer left; "
                + "save the Keras model itself with save_weights"
        case .gguf: "it holds language models in quantized blocks, and no LSTM or GRU layer is defined for it"
        default: nil
        }
    }
}
