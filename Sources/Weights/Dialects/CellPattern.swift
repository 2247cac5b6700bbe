import Recurrence

/// How one tool writes down one kind of recurrent layer: names, blocks of rows, transposes, signs, biases.
struct CellPattern {
    /// One block of H rows.
    struct Gate {
        /// How a scene's names for it end: `_f`.
        var suffix: String
        /// Whether its weights change sign: a z that keeps the state where a scene's renews it, 1 − σ(a) = σ(−a).
        var isNegated = false
    }

    /// An array for all gates, or one for each in the order of `gates`.
    enum Arrays {
        case stacked(String)
        case separate([String])

        var names: [String] {
            switch self {
            case .stacked(let name): [name]
            case .separate(let names): names
            }
        }
    }

    /// A bias: what adds up to a scene's b, and what acts inside a GRU's reset and is its c_h.
    enum Bias {
        /// Stands outside the reset.
        case outer(Arrays)
        /// Beside U: outside for all gates but a GRU's new state.
        case recurrent(Arrays)
        /// Only the new state's, inside the reset.
        case inner(String)
        /// Keras' two rows, the first outer, the second recurrent; a single one where the reset acts before the product.
        case rows(String)

        var names: [String] {
            switch self {
            case .outer(let arrays), .recurrent(let arrays): arrays.names
            case .inner(let name), .rows(let name): [name]
            }
        }
    }

    var kind: RecurrentKind
    var gates: [Gate]
    var input: Arrays
    var recurrent: Arrays
    var biases: [Bias] = []
    /// Whether first indices count inputs (x K) and not outputs (W x).
    var isTransposed = false
    /// Of a GRU: where its reset acts; a Keras bias in one row says otherwise.
    var reset = ResetGate.after
    /// Diagonal peepholes of i, f, o.
    var peepholes: [String] = []
    /// Names whose being there says that it is another layer.
    var excluded: [String] = []
    /// Whether names end in the number of a layer: `_l0`, `_l0_reverse`.
    var isNumbered = false

    /// All names, those that must be there first.
    var requiredNames: [String] { input.names + recurrent.names }
    var optionalNames: [String] { biases.flatMap(\.names) + peepholes }
}

extension [CellPattern.Gate] {
    static let torchLSTM: Self = [.init(suffix: "_i"), .init(suffix: "_f"), .init(suffix: "_c"), .init(suffix: "_o")]
    /// r, z, n with a z that keeps.
    static let torchGRU: Self = [.init(suffix: "_r"), .init(suffix: "_z", isNegated: true), .init(suffix: "_h")]
    /// z, r, h with a z that keeps.
    static let kerasGRU: Self = [.init(suffix: "_z", isNegated: true), .init(suffix: "_r"), .init(suffix: "_h")]
    static let onnxLSTM: Self = [.init(suffix: "_i"), .init(suffix: "_o"), .init(suffix: "_f"), .init(suffix: "_c")]
    static let openVINOLSTM: Self = [
        .init(suffix: "_f"), .init(suffix: "_i"), .init(suffix: "_c"), .init(suffix: "_o"),
    ]
    static let single: Self = [.init(suffix: "")]
}
