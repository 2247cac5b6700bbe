/// Why a file of weights was refused.
public enum WeightsError: Error, Sendable, Equatable {
    case fileTooLarge(bytes: Int)
    case foreign(ForeignFormat)
    /// Something in the container is not as its format says; `offset` is the byte of the file, from 0.
    case malformed(Container, offset: Int, String)
    /// A tensor's entry in the container contradicts itself, the file or a limit.
    case tensor(name: String, String)
    case duplicateName(String)
    case controlCharacters(name: String)
    case elementType(tensor: String, type: String)

    // What the arrays mean
    case noModule
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

    public enum Container: String, Sendable {
        case safetensors = "safetensors header"
        case zip = "zip archive"
        case npy = "npy array"
    }
}

extension WeightsError: CustomStringConvertible {
    /// One sentence; names from the file stand in it without control characters and cut short.
    public var description: String {
        switch self {
        case .fileTooLarge(let bytes):
            "the file has \(bytes) bytes; files of weights are read up to \(TensorFile.largestFile)"
        case .foreign(let format):
            "this is \(format.name); convert it with: python3 -c '\(format.conversion)'"
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
        case .noModule:
            "no recurrent weights: none of its names ends like weight_ih_l0 or weight_hh_l0"
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

    private static func several(_ unknown: String?, _ paths: [String]) -> String {
        let shown = paths.prefix(8).map { $0.isEmpty ? "the file itself" : quoted($0) }.joined(separator: ", ")
        let list = paths.count > 8 ? shown + ", …" : shown
        if let unknown { return "no recurrent weights under \(quoted(unknown)); there are some under \(list)" }
        return "recurrent weights of \(paths.count) modules: \(list); choose one with --prefix"
    }

    /// A name from a file in quotes: control and formatting characters escaped, at most 60 characters.
    static func quoted(_ name: String) -> String {
        let limit = 60
        var text = ""
        var count = 0
        for scalar in name.unicodeScalars {
            guard count < limit else { return "\"\(text)…\"" }
            text += isPlain(scalar) ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
            count += 1
        }
        return "\"\(text)\""
    }

    /// Whether a character cannot move the cursor, change colours or reorder a line.
    static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: false
        default: true
        }
    }
}
