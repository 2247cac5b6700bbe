/// The language in which answers are written: one lexer, one parser and one evaluator for numbers, lists, words, formulas and the
/// numbers of a trace. Nothing that is typed is ever run as code, and no text, however hostile, costs more than a bounded time.
///
/// Grammar; `a | b` are alternatives, `x*` any number, `x?` at most one:
///
///     expression  = sum (comparison sum)?                  comparisons in the trace only
///     comparison  = "<" | "<=" | ">" | ">=" | "=" | "=="
///     sum         = sign* product (sign+ product)*
///     product     = power (("*" | ".*" | "/")? sign* power)*   side by side is a product
///     power       = operand (transpose | "^" exponent | ".^" exponent)*
///     transpose   = "'" | "ᵀ" | ".T" | "^T" | "^\top"      ^T of a number is a power
///     exponent    = "{" sum "}" | "(" sum ")" | sign* operand ("^" exponent)?
///     operand     = number | name | word | "(" sum ")" | "{" sum "}" | list | series
///                 | "\frac" argument argument | "√" operand | function "(" sum ")" | "transpose" "(" sum ")"
///     list        = "[" row ((";" | new line) row)* "]"     one row is a vector; a list of lists is a matrix
///     row         = sum ("," sum)* | sum (space sum)*
///     series      = "sum" "(" range "," sum ")" | ("sum" | "Σ" | "\sum") "_" range ("^" exponent)? product
///     range       = variable "=" sum (".." sum)? | variable ("≥" | ">" | "≤" | "<") sum | sum "≤" variable "≤" sum | variable
///     element     = sequence ("[" sum "]" | "_" exponent | "^" exponent | "<" sum ">" | "(" sum ")")
///     quantity    = part ("." part)* ("[" sum "]")* | "grad" "(" quantity ")"     in the trace only
///
/// Spellings: `*` is also · × @ \cdot and \times; `.*` ⊙ ∘ \odot; `/` ÷; `-` −; `'` ′ ’; `Σ` ∑; sup- and subscript characters
/// are ^{…} and _{…}; ½ and its like are numbers; \left, \right, \, and \quad say nothing; \begin{pmatrix} … & … \\ … \end{pmatrix}
/// is a list. A name takes its subscript in either spelling: W_aa, W_{aa}, Waa. Where c_tilde is a name, c~_1, \tilde{c}_1 and c̃_1
/// are c_tilde_1.
///
/// Products are read from left to right; ⊙ binds less than the matrix product where the shapes allow it, else as it stands.
public enum AnswerLanguage {
    /// The longest text that is read.
    public static let maximumCharacters = 10_000
    /// How deep brackets, exponents and calls may nest.
    public static let maximumDepth = 256
    /// How many transposes and powers may follow one operand.
    public static let maximumSuffixes = 64
    /// The most characters of one number.
    public static let maximumDigits = 150
    /// The most bits of a numerator or denominator.
    public static let maximumBits = 512
    /// The largest exponent of a power, either way.
    public static let maximumExponent = 400
    /// The most terms of one sum over an index.
    public static let maximumTerms = 1_000
}
