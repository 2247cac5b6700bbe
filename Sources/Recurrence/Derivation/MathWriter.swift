import ExactMath
import Formula

/// Writes a derivation's lines: in symbols, with the numbers in, and the result, in one notation and one style.
public struct MathWriter<S: Scalar> {
    /// The derivation whose lines are written.
    public let derivation: Derivation<S>
    /// The signs that are used: Unicode, a keyboard's, LaTeX, or words.
    public let style: WritingStyle
    /// So many summands of a sum are written out.
    public var most: Int
    private let numbers: TraceNumbers<S>
    private let notation: NotationWriter
    private let spell: (S) -> String
    private let expansion: EntryExpansion

    /// - Parameter spell: a number's text, with a hyphen for a minus: "-0.4896", "1/3".
    public init(
        _ derivation: Derivation<S>, _ notation: Notation, _ style: WritingStyle, most: Int = .max,
        numbers: TraceNumbers<S>? = nil, spell: @escaping (S) -> String
    ) {
        self.init(
            derivation, Lettering(derivation.network, notation), style, most: most, numbers: numbers, spell: spell)
    }

    /// - Parameter lettering: the symbols of the derivation's network.
    public init(
        _ derivation: Derivation<S>, _ lettering: Lettering, _ style: WritingStyle, most: Int = .max,
        numbers: TraceNumbers<S>? = nil, spell: @escaping (S) -> String
    ) {
        self.derivation = derivation
        self.style = style
        self.most = most
        self.spell = spell
        let numbers = numbers ?? TraceNumbers(derivation.trace)
        self.numbers = numbers
        self.notation = NotationWriter(lettering)
        expansion = EntryExpansion { numbers.shape(of: $0) }
    }

    /// The symbols of the network's names in the writer's notation.
    public var lettering: Lettering { notation.lettering }

    // MARK: Symbols

    /// An expression in the notation's symbols. Gradients are written ∂v for ∂L/∂v unless `isFull`.
    public func symbols(_ expression: Expression, isFull: Bool = false) -> String {
        printed(notation.rewritten(expression), isFull: isFull)
    }

    private func printed(_ expression: Expression, isFull: Bool = false) -> String {
        Printer(style, most: most) { name in
            var symbol = lettering.symbol(name)
            if name.isGradient && !isFull { symbol.gradient = .short }
            return Leaf(symbol, in: style)
        }.text(expression)
    }

    /// `∂L/∂a₂ = Uᵀ ∂a₃ + W_yᵀ ∂a_y₂`, left and right apart; for what is no single vector's work, the line of one unit.
    public func symbols(of line: Derivation<S>.Line, unit: Int = 0) -> (left: String, right: String) {
        let equation = equation(of: line, unit: unit)
        return (printed(equation.left, isFull: true), printed(equation.right))
    }

    private func equation(of line: Derivation<S>.Line, unit: Int) -> NotationWriter.Equation {
        guard case .entries(let entries) = line.right else { return notation.equation(line.left, line.right.whole) }
        return notation.equation(line.left.entry([unit + 1]), entries[unit])
    }

    /// Both sides of a line as the notation has them; a vector that is no single work as the line of one unit.
    public func written(_ line: Derivation<S>.Line, unit: Int = 0) -> NotationWriter.Equation {
        equation(of: line, unit: unit)
    }

    /// The symbols that stand for an expression's names, as `symbols` writes them.
    public func symbolTable(of expressions: [Expression]) -> (table: SymbolTable, collisions: [String]) {
        var table = SymbolTable()
        var collisions: [String] = []
        for name in expressions.flatMap(\.traceNames) {
            for gradient in name.isGradient ? [Symbol.Gradient.full, .short] : [.none] {
                var symbol = lettering.symbol(name)
                symbol.gradient = gradient
                let text = Leaf(symbol, in: style).text
                if let other = table.note(text, name) {
                    collisions.append("\(text): \(name.dotted) and \(other.dotted)")
                }
            }
        }
        return (table, collisions)
    }

    // MARK: Numbers

    /// One entry of a line: its name, the right-hand side with the numbers in, and the result. Row and column from 0.
    public func entry(of line: Derivation<S>.Line, row: Int, column: Int = 0) -> WrittenEntry {
        let equation = equation(of: line, unit: row)
        let isSingle = if case .entries = line.right { true } else { false }
        let expanded = expansion.entry(isSingle ? 0 : row, column, of: equation.right)
        let left = isSingle ? equation.left : expansion.entry(row, column, of: equation.left)
        return WrittenEntry(
            left: printed(left, isFull: true), numbers: numeric(expanded), result: result(of: left))
    }

    /// One entry of an expression with the numbers in.
    public func numeric(_ expression: Expression, row: Int, column: Int = 0) -> String {
        numeric(expansion.entry(row, column, of: notation.rewritten(expression)))
    }

    private func numeric(_ expanded: Expression) -> String {
        Printer(style, most: most) { Leaf(number: number(of: $0), in: style) }.text(expanded)
    }

    /// A number as it stands in lines.
    public func spelled(_ value: S) -> String {
        Printer(style) { _ in Leaf(number: spell(value), in: style) }.text(.name(["value"]))
    }

    /// The number of a name with all its indices, as text with a hyphen for a minus.
    private func number(of name: TraceName) -> String {
        numbers.value(name, name.indices.compactMap(\.wholeNumber))?.entries.first.map(spell) ?? "?"
    }

    private func result(of left: Expression) -> String {
        guard case .quantity(let name) = left.kind else { return "" }
        return Printer(style) { Leaf(number: number(of: $0), in: style) }.text(Expression(.quantity(name)))
    }

    /// Rows and columns of the line's left-hand side.
    public func shape(of line: Derivation<S>.Line) -> GridShape { expansion.size(of: line.left) }

    /// A name with its step and entry: ∂L/∂U[1,2].
    public func name(_ expression: Expression, row: Int, column: Int = 0) -> String {
        printed(expansion.entry(row, column, of: notation.equation(expression, expression).left), isFull: true)
    }
}

/// One entry of a line as text.
public struct WrittenEntry: Sendable, Hashable {
    /// c₃[1]
    public var left: String
    /// 0.8412·0.7986 + 0.1904·0.3120
    public var numbers: String
    /// 0.7312
    public var result: String

    /// Takes the texts as they will stand in `left = numbers = result`.
    public init(left: String, numbers: String, result: String) {
        self.left = left
        self.numbers = numbers
        self.result = result
    }
}

extension Expression {
    /// A name with more indices.
    func entry(_ indices: [Int]) -> Expression {
        guard case .quantity(var name) = kind else { return self }
        name.indices += indices.map { .integer($0) }
        return Expression(.quantity(name))
    }
}
