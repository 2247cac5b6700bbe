import Formula

/// How a notation writes one of a cell's names: with which symbol, and what the symbol stands for.
public struct Letter: Sendable, Hashable {
    /// What number a notation's symbol has, seen from our value.
    public enum Meaning: Sendable, Hashable {
        case same
        /// The symbol is the negative: McAllester subtracts B = −b.
        case negative
        /// The symbol is 1 minus the value: PyTorch's z is 1 − z.
        case complement
    }

    /// What the notation writes.
    public var symbol: Symbol
    /// What number stands behind the symbol.
    public var meaning: Meaning

    /// By default the symbol stands for our value itself.
    public init(_ symbol: Symbol, _ meaning: Meaning = .same) {
        self.symbol = symbol
        self.meaning = meaning
    }

    /// `W_ax`: a letter, and letters below after an underscore, above after a caret.
    public init(_ text: String, _ meaning: Meaning = .same) {
        self.init(Symbol(spelled: text), meaning)
    }
}

extension Symbol {
    /// A symbol from its name in a trace: `c_tilde`, `a_f`, `W^{x,R}`, `ŷ`.
    public init(spelled name: String) {
        var rest = name
        var accent = Accent.none
        if rest.hasSuffix("_tilde") {
            rest.removeLast("_tilde".count)
            accent = .tilde
        }
        if rest.hasPrefix("ŷ") {
            rest = "y" + rest.dropFirst()
            accent = .hat
        }
        let above = rest.split(separator: "^", maxSplits: 1).map(String.init)
        let below = above[0].split(separator: "_", maxSplits: 1).map(String.init)
        self.init(
            below[0], accent: accent, lower: below.count > 1 ? below[1] : "",
            upper: above.count > 1 ? above[1].filter { $0 != "{" && $0 != "}" } : "")
    }
}

/// How a cell's names are written in one notation.
public struct CellLetters: Sendable {
    /// By node or parameter; names that are not here keep ours.
    public var letters: [String: Letter]
    /// The matrices that a notation writes side by side, by the letter of the joined one: W_f [h; x] for U_f h + W_f x.
    public var stacks: [MatrixStack]

    /// By default every name is written as ours.
    public init(_ letters: [String: Letter] = [:], stacks: [MatrixStack] = []) {
        self.letters = letters
        self.stacks = stacks
    }
}

/// Matrices that are written as one, side by side in this order.
public struct MatrixStack: Sendable, Hashable {
    /// The letter of the joined matrix: `W_f`.
    public var symbol: String
    /// The parameters' names, and the symbol of each block where it stands alone.
    public var blocks: [Block]

    /// One of the matrices of a stack.
    public struct Block: Sendable, Hashable {
        /// Our name of the parameter: `U_f`.
        public var parameter: String
        /// The symbol of the matrix where it stands alone: `W_fh`.
        public var symbol: String
    }

    /// The joined matrix's symbol, then from left to right each parameter's name and its symbol alone.
    public init(_ symbol: String, _ blocks: KeyValuePairs<String, String>) {
        self.symbol = symbol
        self.blocks = blocks.map { Block(parameter: $0.key, symbol: $0.value) }
    }

    /// W_g [h; x] of a gate: U_g and W_g, the state first.
    public static func stateFirst(_ gate: String) -> MatrixStack {
        MatrixStack("W_\(gate)", ["U_\(gate)": "W_\(gate)h", "W_\(gate)": "W_\(gate)x"])
    }
}
