import Wording

/// Why a file of weights was refused.
public enum WeightsError: Error, Sendable, Equatable {
    case fileTooLarge(bytes: Int)
    case foreign(ForeignFormat)
    case unknownFormat
    /// Something in the container is not as its format says; `offset` is the byte of the file, from 0.
    case malformed(Container, offset: Int, String)
    /// A tensor's entry in the container contradicts itself, the file or a limit.
    case tensor(name: String, String)
    case duplicateName(String)
    case controlCharacters(name: String)
    case elementType(tensor: String, type: String)
    /// An array whose elements numpy calls by a name that no weights have.
    case arrayType(String, String)

    // What the arrays mean
    case noModule
    /// No dialect, or not the one that was asked for, knows the names; some of them, and how many more there are.
    case noKnownModule(from: String?, names: [String], more: Int)
    /// What an ONNX graph has or lacks.
    case graph(String)
    /// A layer, by the name of an array, that no scene has.
    case layer(String, String)
    /// What the numbers need and the scene would not have; the path of a module that could be taken alone.
    case lost([String], String?)
    /// Modules that could be stacked in several orders, or stand side by side.
    case severalOrders([String], isUnique: Bool)
    /// An option that chooses, the names among which it does, and what they have in common.
    case severalMatrices(String, [String], String)
    /// The paths that there are; `unknown` is the one that was asked for and is not among them.
    case severalModules(_ unknown: String?, [String])
    case missingTensor(String)
    case projection(tensor: String)
    case notFinite(tensor: String)
    /// More of something than a scene file can have.
    case tooLarge(String, Int, limit: Int)
    /// A flag that does not fit the file.
    case option(String, String)
    /// A part of a scene that no torch module has.
    case notInTorch(part: String, String)

    /// What is malformed, in the words of its sentence.
    public enum Container: String, Sendable {
        case safetensors = "safetensors header"
        case zip = "zip archive"
        case npy = "npy array"
        case onnx = "ONNX model"
        case msgpack = "msgpack data"
        case config = "config.json"
        case modules = "modules.json"
    }
}

extension WeightsError: CustomStringConvertible {
    /// One sentence; names from the file stand in it without control characters and cut short.
    public var description: String {
        switch self {
        case .fileTooLarge(let bytes):
            "the file has \(bytes) bytes; files of weights are read up to \(TensorFile.largestFile)"
        case .foreign(let format):
            format.sentence(about: "FILE")
        case .unknownFormat:
            "it begins like none of the files that are read: safetensors, npz, ONNX, Flax' msgpack"
        case .malformed(let container, let offset, let what):
            "\(container.rawValue), byte \(offset): \(what)"
        case .tensor(let name, let what):
            "tensor \(Self.quoted(name)): \(what)"
        case .duplicateName(let name):
            "the name \(Self.quoted(name)) stands there twice; every tensor needs a name of its own"
        case .controlCharacters(let name):
            "the name \(Self.quoted(name)) has a control character in it; names are plain text"
        case .elementType(let tensor, let type):
            "tensor \(Self.quoted(tensor)) has elements of type \(type); weights are F64, F32, F16 or BF16"
        case .arrayType(let tensor, let type):
            "tensor \(Self.quoted(tensor)): its dtype \(Self.quoted(type)) is not read; weights are '<f8', '<f4' or '<f2'"
        case .noModule:
            "it has no recurrent weights"
        case .noKnownModule(let dialect, let names, let more):
            Self.noKnown(dialect, names, more)
        case .graph(let what):
            what
        case .layer(let name, let reason):
            "\(Self.quoted(name)) belongs to \(reason)"
        case .lost(let what, let module):
            Self.lost(what, module)
        case .severalOrders(let paths, let isUnique):
            Self.orders(paths, isUnique)
        case .severalMatrices(let option, let names, let what):
            "\(names.joined(separator: " and ")) \(what); choose one with \(option) NAME, or none with \(option) none"
        case .severalModules(let unknown, let paths):
            Self.several(unknown, paths)
        case .missingTensor(let name):
            "\(Self.quoted(name)) is missing; the other weights of its layer are there"
        case .projection(let tensor):
            "\(Self.quoted(tensor)) belongs to an LSTM with proj_size, which no scene has"
        case .notFinite(let tensor):
            "tensor \(Self.quoted(tensor)) has a number that is infinite or nan; a scene's numbers are finite"
        case .tooLarge(let what, let count, let limit):
            "the network has \(count) \(what); a scene file can have \(limit)"
        case .option(let name, let what):
            "\(name): \(what)"
        case .notInTorch(let part, let what):
            "\(part): \(what)"
        }
    }

    private static func noKnown(_ dialect: String?, _ names: [String], _ more: Int) -> String {
        let list = names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        let who = dialect.map { "none that --from \(plain($0)) knows" } ?? "none that a known tool gives"
        guard !names.isEmpty else { return "no recurrent weights: the file has no arrays" }
        return "no recurrent weights: of its names \(list) there is \(who); say what they are in a file for --map"
    }

    private static func lost(_ what: [String], _ module: String?) -> String {
        let shown = what.prefix(4).joined(separator: "; ") + (what.count > 4 ? "; and \(what.count - 4) more" : "")
        let help = module.map { $0.isEmpty ? "" : ". --prefix \(plain($0)) takes the recurrent layers alone" } ?? ""
        return "the network's numbers would not be those of its tool: \(shown)\(help)"
    }

    private static func orders(_ paths: [String], _ isUnique: Bool) -> String {
        let list = paths.map { $0.isEmpty ? "the file itself" : quoted($0) }.joined(separator: ", ")
        let why = isUnique ? "could stand side by side" : "fit one another in several orders"
        return
            "the recurrent modules \(list) \(why); say which feeds which with --stack \(paths.map(plain).joined(separator: ",")), or take one with --prefix"
    }

    private static func several(_ unknown: String?, _ paths: [String]) -> String {
        let shown = paths.prefix(8).map { $0.isEmpty ? "the file itself" : quoted($0) }.joined(separator: ", ")
        let list = paths.count > 8 ? shown + ", …" : shown
        if let unknown { return "no recurrent weights under \(quoted(unknown)); there are some under \(list)" }
        return
            "recurrent weights of \(paths.count) modules: \(list); choose one with --prefix, several with --stack A,B, or say with --map which is the decoder"
    }

    /// A name for an option: without control and formatting characters, and cut short.
    static func plain(_ name: String) -> String { String(quoted(name).dropFirst().dropLast()) }

    /// A name from a file in quotes: control and formatting characters written out as U+001B, at most 60 code points.
    static func quoted(_ name: String) -> String {
        "\"\(SafeText.writtenOut(name))\""
    }
}
