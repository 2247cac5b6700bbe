import ExactMath

/// Powers, functions and lists.
extension Evaluator {
    mutating func power(_ base: Expression, _ exponent: Expression, _ range: Range<Int>)
        throws(FormulaFault) -> Value
    {
        // The square of a norm needs no root, so it is exact where the entries are.
        if case .call(.norm, let inner) = base.kind, exponent.isTwo {
            let grid = try self.grid(inner)
            try spend(8 * grid.cost, range)
            return .grid(NumberGrid(try at(range) { () throws(FormulaFact) in try Self.squares(grid) }))
        }
        guard case .grid(let grid) = try evaluate(base) else { return try powerOfEmptySum(exponent, range) }
        if grid.isScalar, !grid.elements.isEmpty {
            let number = grid.elements[0]
            if let whole = try? integer(exponent) {
                try spend(16 * number.cost, range)
                return .grid(NumberGrid(try at(range) { () throws(FormulaFact) in try number.raised(to: whole) }))
            }
            let real = try self.number(exponent)
            try spend(16 * number.cost, range)
            guard let result = try at(range, { () throws(FormulaFact) in try number.power(real) }) else {
                throw FormulaFault(.powerNotWhole, at: exponent.range)
            }
            return .grid(NumberGrid(result))
        }
        guard ShapeRules.power(grid.shape) != nil else { throw FormulaFault(.notSquare(grid.shape), at: base.range) }
        let whole = try wholePower(exponent)
        if grid.shape.isVector { return .grid(try entrywise(grid, whole, range)) }
        var result = NumberGrid<Number>.identity(grid.rows)
        var square = grid
        var rest = whole
        while rest > 0 {
            try spend(2 * grid.rows * square.cost, range)
            let (current, accumulated) = (square, result)
            if rest & 1 == 1 { result = try at(range) { () throws(FormulaFact) in try accumulated.product(current) } }
            rest >>= 1
            if rest > 0 { square = try at(range) { () throws(FormulaFact) in try current.product(current) } }
        }
        return .grid(result)
    }

    mutating func entrywisePower(
        _ base: Expression, _ exponent: Expression, _ range: Range<Int>
    ) throws(FormulaFault) -> Value {
        guard case .grid(let grid) = try evaluate(base) else { return try powerOfEmptySum(exponent, range) }
        return .grid(try entrywise(grid, try wholePower(exponent), range))
    }

    /// A positive power of zero is zero; the power 0 would be one of an unknown shape.
    private mutating func powerOfEmptySum(_ exponent: Expression, _ range: Range<Int>) throws(FormulaFault) -> Value {
        guard let power = try? integer(exponent), power > 0 else {
            throw FormulaFault(.powerOfEmptySum, at: range)
        }
        return .emptySum
    }

    mutating func entrywise(_ grid: NumberGrid<Number>, _ exponent: Int, _ range: Range<Int>)
        throws(FormulaFault)
        -> NumberGrid<
            Number
        >
    {
        try spend(16 * grid.cost, range)
        return try at(range) { () throws(FormulaFact) in
            try grid.map { element throws(FormulaFact) in try element.raised(to: exponent) }
        }
    }

    /// The power of a matrix or vector: a whole number from 0 on.
    mutating func wholePower(_ exponent: Expression) throws(FormulaFault) -> Int {
        let whole: Int
        do { whole = try integer(exponent) } catch {
            if error.fact == .indexNotWhole { throw FormulaFault(.powerNotWhole, at: exponent.range) }
            throw error
        }
        guard whole <= AnswerLanguage.maximumExponent else { throw FormulaFault(.exponentTooLarge, at: exponent.range) }
        if whole < 0 { try pass(FormulaFault(.negativePower(exponent: whole, when: whereabouts), at: exponent.range)) }
        return max(whole, 0)
    }

    mutating func call(
        _ function: MathFunction, _ argument: Expression, _ range: Range<Int>
    ) throws(FormulaFault) -> Value {
        let grid: NumberGrid<Number>
        switch (try evaluate(argument), function) {
        case (.grid(let value), _): grid = value
        // What is zero at zero is so at a zero of whatever shape.
        case (.emptySum, .tanh), (.emptySum, .sqrt), (.emptySum, .abs), (.emptySum, .positive), (.emptySum, .relu):
            return .emptySum
        case (.emptySum, _): grid = NumberGrid(.zero)
        }
        try spend(8 * grid.cost, range)
        return .grid(
            try at(range) { () throws(FormulaFact) in
                switch function {
                case .softmax: return try Self.softmax(grid)
                case .norm: return try Self.norm(grid)
                default: return try grid.map { element throws(FormulaFact) in try element.applying(function) }
                }
            })
    }

    /// e^x / Σ e^x
    static func softmax(_ grid: NumberGrid<Number>) throws(FormulaFact) -> NumberGrid<Number> {
        let exponentials = try grid.map { element throws(FormulaFact) in try element.applying(.exp) }
        var sum = Number.zero
        for element in exponentials.elements { sum = try sum.plus(element) }
        let total = sum
        return try exponentials.map { element throws(FormulaFact) in try element.divided(by: total) }
    }

    /// √Σ x²
    static func norm(_ grid: NumberGrid<Number>) throws(FormulaFact) -> NumberGrid<Number> {
        NumberGrid(try squares(grid).applying(.sqrt))
    }

    /// Σ x²
    static func squares(_ grid: NumberGrid<Number>) throws(FormulaFact) -> Number {
        var sum = Number.zero
        for element in grid.elements { sum = try sum.plus(element.times(element)) }
        return sum
    }

    mutating func list(_ rows: [[Expression]], _ isVector: Bool) throws(FormulaFault) -> NumberGrid<Number> {
        if isVector {
            var elements: [Number] = []
            for entry in rows.first ?? [] { elements.append(try number(entry)) }
            return .column(elements)
        }
        // Entries may be vectors and matrices themselves: blocks side by side, and one row of blocks below the other.
        var result: NumberGrid<Number>?
        for row in rows {
            var line: NumberGrid<Number>?
            for entry in row {
                let block = try grid(entry)
                guard let before = line else {
                    line = block
                    continue
                }
                guard before.rows == block.rows else {
                    throw FormulaFault(.shapeMismatch(.compare, before.shape, block.shape), at: entry.range)
                }
                line = before.beside(block)
            }
            guard let line, let above = result else {
                result = line
                continue
            }
            guard above.columns == line.columns else {
                throw FormulaFault(
                    .shapeMismatch(.compare, above.shape, line.shape), at: row.first?.range ?? 0..<0)
            }
            result = NumberGrid(
                rows: above.rows + line.rows, columns: above.columns, elements: above.elements + line.elements)
        }
        return result ?? NumberGrid(.zero)
    }
}
