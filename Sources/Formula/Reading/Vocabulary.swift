import Wording

/// The names that a text may use, and what they mean.
public struct Vocabulary: Sendable {
    /// What a name stands for.
    public enum Meaning: Sendable, Equatable {
        /// A matrix or a vector that does not depend on the step.
        case constant(MatrixShape)
        /// A column of this many rows at every step.
        case sequence(rows: Dimension)
        /// A whole number: t, k, T.
        case index
    }

    /// What kind of text is read.
    public enum Mode: Sendable {
        /// Numbers, lists, words.
        case constants
        /// Matrices and sequences with steps.
        case formula
        /// Numbers of a trace, comparisons.
        case trace
        /// What the program writes itself: the symbols of one notation, each a name of a trace.
        case written
    }

    /// The kind of text that the names may stand in.
    public var mode: Mode
    /// The names in their usual spelling, and what each stands for.
    public var meanings: [String: Meaning]
    /// Other spellings: Waa for W_aa, d for delta.
    public var aliases: [String: String]
    /// Functions that may be called; another one is `functionNotHere`.
    public var functions: Set<MathFunction>
    /// Words that stand for themselves: any.
    public var words: Set<String>
    /// Symbols as they are written, and what each stands for; the longest that fits is read.
    public var symbols = SymbolTable()

    /// A vocabulary without symbols; they are for the `written` mode and are set afterwards.
    public init(
        mode: Mode, meanings: [String: Meaning] = [:], aliases: [String: String] = [:], functions: Set<MathFunction>,
        words: Set<String> = []
    ) {
        self.mode = mode
        self.meanings = meanings
        self.aliases = aliases
        self.functions = functions
        self.words = words
    }

    /// Numbers and expressions of numbers, with these words.
    public static func constants(words: Set<String> = []) -> Vocabulary {
        Vocabulary(
            mode: .constants, functions: [.tanh, .sigmoid, .softmax, .exp, .log, .sqrt, .abs], words: words)
    }

    /// Numbers of a trace; t and T are resolved by the environment.
    public static let trace = Vocabulary(
        mode: .trace, functions: [.tanh, .sigmoid, .exp, .log, .sqrt, .abs, .norm])

    /// The program's own mathematics, in these symbols.
    public static func written(_ symbols: SymbolTable) -> Vocabulary {
        var vocabulary = Vocabulary(mode: .written, functions: Set(MathFunction.allCases))
        vocabulary.symbols = symbols
        return vocabulary
    }

    /// The name's usual spelling, if it is known.
    func canonical(_ name: String) -> String? {
        if meanings[name] != nil { return name }
        return aliases[name]
    }

    /// The letters that have a name of their own with a tilde: c where c_tilde is known.
    var tildes: Set<String> {
        Set(meanings.keys.filter { $0.hasSuffix("_tilde") }.map { String($0.dropLast("_tilde".count)) })
    }

    /// The known name that was probably meant.
    func suggestion(for name: String) -> String? {
        var names = Array(meanings.keys) + functions.map(\.rawValue) + Array(words)
        if mode == .formula { names.append("sum") }
        if let near = Spelling.nearest(to: name, among: names.sorted()) { return near }
        return Spelling.nearest(to: name, among: aliases.keys.sorted()).flatMap { aliases[$0] }
    }
}
