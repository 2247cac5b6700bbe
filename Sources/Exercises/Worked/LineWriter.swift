import ExactMath
import Formula

/// Writes worked lines: in symbols, with the numbers in, and the result.
struct LineWriter<S: Scalar> {
    private let row: WorkedRow<S>
    private let symbol: (LineName) -> Symbol?
    private let spell: (S) -> String

    /// - Parameters:
    ///   - symbol: what stands for a line; a line without one is written out where it is read.
    ///   - spell: a number's text with a hyphen for a minus.
    init(_ row: WorkedRow<S>, symbol: @escaping (LineName) -> Symbol?, spell: @escaping (S) -> String) {
        self.row = row
        self.symbol = symbol
        self.spell = spell
    }

    /// `δ^2 = W_yaᵀ e^2 + W_aaᵀ δ^3 = [1, 0] + [0, 2] = [1, 2]`
    func line(_ name: LineName) -> String {
        guard let line = row.plan.right.lines[name] else { return "" }
        let formula = written(line.formula.unrolled)
        let result = vector(row.value(of: name.expression))
        var parts = [symbols(name.expression), symbols(formula), numbers(formula), result]
        // A line of one product, or of one name, has its result at once.
        if parts[2] == parts[3] { parts.remove(at: 2) }
        return parts.joined(separator: " = ").replacing("\u{A0}", with: " ")
    }

    // MARK: Symbols

    /// The expression with every line that has no symbol written out.
    private func written(_ expression: Expression) -> Expression {
        expression.renaming { name in
            let line = row.plan.right.line(name)
            if symbol(line) != nil { return nil }
            guard let formula = row.plan.right.lines[line]?.formula else { return nil }
            return written(formula)
        }
    }

    private func symbols(_ expression: Expression) -> String {
        Printer(.unicode) { name in
            var symbol = symbol(row.plan.right.line(name)) ?? Symbol(name.dotted)
            let indices = name.indices.dropFirst(row.plan.program.hasSteps(name.dotted) ? 1 : 0)
            symbol.entry = indices.compactMap { $0.wholeNumber.map(String.init) }
            symbol.isNumber = symbol.isNumber || row.plan.program.shape(of: name.dotted).isNumber
            return Leaf(symbol, in: .unicode)
        }.text(expression)
    }

    // MARK: Numbers

    /// Products are worked out, and every vector stands as its numbers.
    private func numbers(_ formula: Expression) -> String {
        var leaves: [String] = []
        func leaf(_ part: Expression) -> Expression {
            leaves.append(vector(row.value(of: part)))
            return .name(["number", "\(leaves.count - 1)"])
        }
        let expression = formula.replacing { node in
            switch node.kind {
            case .quantity, .transpose: return leaf(node)
            case .product(_, let rest) where rest.contains { $0.operator == .times }: return leaf(node)
            default: return nil
            }
        }
        return Printer(.unicode) { name in
            let text = name.path.last.flatMap(Int.init).map { leaves[$0] } ?? ""
            if text.hasPrefix("[") { return Leaf(text, .symbol(isScalar: false, isRaised: false)) }
            return Leaf(number: text, in: .unicode)
        }.text(expression)
    }

    private func vector(_ numbers: Shaped<S>) -> String { numbers.text(spell) }
}

extension Expression {
    /// Every sum over an index written out.
    fileprivate var unrolled: Expression {
        replacing { node in
            guard case .series(let variable, let lower, let upper, let body) = node.kind,
                let from = lower.wholeNumber, let through = upper.wholeNumber, from <= through
            else { return nil }
            return .sum((from...through).map { body.binding(variable, to: $0) })
        }
    }
}

extension WorkedProgram.Line {
    /// The whole right-hand side.
    var formula: Expression {
        let sum = Expression.sum(terms.map(\.expression))
        return factor.map { .hadamard(sum, $0) } ?? sum
    }
}

extension WorkedRow {
    /// The value of an expression of the right way's lines.
    func value(of expression: Expression) -> Shaped<S> {
        let code = plan.code(of: expression)
        var row = self.row.padded(to: code.count)
        return code.run(&row)[0]
    }
}
