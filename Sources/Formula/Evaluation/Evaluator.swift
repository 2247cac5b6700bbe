import ExactMath

/// Computes the value of a tree, with a bound on the work.
package struct Evaluator<Environment: FormulaEnvironment> {
    package typealias Number = Environment.Number

    package enum Value {
        /// A sum without terms: zero of whatever shape its place asks for.
        case emptySum
        case grid(NumberGrid<Number>)
    }

    package var environment: Environment
    /// Operations that may still be done.
    package var fuel: Int
    /// Whether a step outside its range is zero and a negative power of a matrix is power 0, and both are noted; else they are faults.
    package var isLenient = false
    /// The first thing that was let pass.
    package var note: FormulaFault?
    /// Variables of the sums around.
    private var scope: [(name: String, value: Int)] = []

    package init(_ environment: Environment, fuel: Int = 20_000) {
        self.environment = environment
        self.fuel = fuel
    }

    package mutating func evaluate(_ expression: Expression) throws(FormulaFault) -> Value {
        let range = expression.range
        // Finding out what a node is costs as much as a few operations.
        try spend(8, range)
        switch expression.kind {
        case .number(let literal):
            return .grid(NumberGrid(try at(range) { () throws(FormulaFact) in try Number.literal(literal.value) }))
        case .word(let word): throw FormulaFault(.wordInArithmetic(word), at: range)
        case .constant(let name):
            return .grid(try at(range) { () throws(FormulaFact) in try environment.constant(name) })
        case .index:
            let value = try integer(expression)
            return .grid(NumberGrid(try at(range) { () throws(FormulaFact) in try Number.literal(Rational(value)) }))
        case .element(let name, let index): return .grid(try element(name, index, range))
        case .quantity(let name): return .grid(try quantity(name, range))
        case .negative(let inner):
            guard case .grid(let grid) = try evaluate(inner) else { return .emptySum }
            return .grid(try at(range) { () throws(FormulaFact) in try grid.map { $0.negated } })
        case .sum(let terms): return try sum(terms, range)
        case .product(let first, let rest): return try product(first, rest, range)
        case .power(let base, let exponent): return try power(base, exponent, range)
        case .entrywisePower(let base, let exponent): return try entrywisePower(base, exponent, range)
        case .transpose(let inner):
            guard case .grid(let grid) = try evaluate(inner) else { return .emptySum }
            return .grid(grid.transposed)
        case .call(let function, let argument): return .grid(try call(function, argument, range))
        case .series(let variable, let lower, let upper, let body):
            return try series(variable, lower, upper, body, range)
        case .list(let rows, let isVector): return .grid(try list(rows, isVector))
        case .comparison: throw FormulaFault(.comparisonNotAllowed, at: range)
        }
    }

    /// The value as a grid; an empty sum is the number 0.
    package mutating func grid(_ expression: Expression) throws(FormulaFault) -> NumberGrid<Number> {
        if case .grid(let grid) = try evaluate(expression) { return grid }
        return NumberGrid(.zero)
    }

    package mutating func number(_ expression: Expression) throws(FormulaFault) -> Number {
        let grid = try grid(expression)
        guard grid.isScalar else { throw FormulaFault(.notANumber(grid.shape), at: expression.range) }
        return grid.elements[0]
    }

    // MARK: Bounds

    private mutating func spend(_ cost: Int, _ range: Range<Int>) throws(FormulaFault) {
        fuel -= cost
        if fuel < 0 { throw FormulaFault(.tooMuchWork, at: range) }
    }

    /// Gives a fact the place where it arose.
    private func at<Result>(_ range: Range<Int>, _ body: () throws(FormulaFact) -> Result) throws(FormulaFault)
        -> Result
    {
        do { return try body() } catch { throw FormulaFault(error, at: range) }
    }

    private mutating func pass(_ fault: FormulaFault) throws(FormulaFault) {
        if !isLenient { throw fault }
        note = note ?? fault
    }

    // MARK: Indices

    /// A whole number made of numbers and indices; no value is beyond a million.
    package mutating func integer(_ expression: Expression) throws(FormulaFault) -> Int {
        try spend(1, expression.range)
        let value: Int
        switch expression.kind {
        case .number(let literal):
            guard let small = literal.smallInteger else {
                throw FormulaFault(
                    literal.value.isInteger ? .exponentTooLarge : .indexNotWhole, at: expression.range)
            }
            value = small
        case .index(let name):
            guard let known = scope.last(where: { $0.name == name })?.value ?? environment.integer(name) else {
                throw FormulaFault(.unboundIndex(name), at: expression.range)
            }
            value = known
        case .quantity(let name) where name.path.count == 1 && name.indices.isEmpty && !name.isGradient:
            guard let known = environment.integer(name.path[0]) else {
                throw FormulaFault(.indexNotWhole, at: expression.range)
            }
            value = known
        case .negative(let inner): value = -(try integer(inner))
        case .sum(let terms):
            var sum = 0
            for term in terms {
                let part = try integer(term.value)
                sum += term.isNegative ? -part : part
                if sum.magnitude > 1_000_000 { throw FormulaFault(.exponentTooLarge, at: expression.range) }
            }
            value = sum
        case .product(let first, let rest):
            var product = try integer(first)
            for factor in rest {
                let next = try integer(factor.value)
                switch factor.operator {
                case .divide:
                    guard next != 0 else { throw FormulaFault(.divisionByZero, at: factor.value.range) }
                    guard product % next == 0 else { throw FormulaFault(.indexNotWhole, at: expression.range) }
                    product /= next
                default: product *= next
                }
                if product.magnitude > 1_000_000 { throw FormulaFault(.exponentTooLarge, at: expression.range) }
            }
            value = product
        default: throw FormulaFault(.indexNotWhole, at: expression.range)
        }
        return value
    }

    /// "at t = 3, k = 1": where a fault arises.
    private var whereabouts: String {
        var parts: [String] = []
        for name in ["T", "t"] {
            if let value = environment.integer(name), !scope.contains(where: { $0.name == name }) {
                parts.append("\(name) = \(value)")
            }
        }
        return (parts + scope.suffix(3).map { "\($0.name) = \($0.value)" }).joined(separator: ", ")
    }

    private mutating func element(_ name: String, _ index: Expression, _ range: Range<Int>) throws(FormulaFault)
        -> NumberGrid<
            Number
        >
    {
        let step = try integer(index)
        do {
            return try environment.element(name, at: step)
        } catch {
            guard case .indexOutOfRange(let name, let index, let allowed, _) = error else {
                throw FormulaFault(error, at: range)
            }
            try pass(
                FormulaFault(.indexOutOfRange(name: name, index: index, allowed: allowed, when: whereabouts), at: range)
            )
            guard let zero = environment.zero(of: name) else { throw FormulaFault(error, at: range) }
            return zero
        }
    }

    private mutating func quantity(_ name: TraceName, _ range: Range<Int>) throws(FormulaFault) -> NumberGrid<Number> {
        try spend(1, range)
        if name.path.count == 1, name.indices.isEmpty, !name.isGradient, let value = environment.integer(name.path[0]) {
            return NumberGrid(try at(range) { () throws(FormulaFact) in try Number.literal(Rational(value)) })
        }
        var indices: [Int] = []
        for index in name.indices { indices.append(try integer(index)) }
        let result = try at(range) { () throws(FormulaFact) in try environment.quantity(name, indices: indices) }
        try spend(result.elements.count / 16, range)
        return result
    }

    // MARK: Sums and products

    private mutating func sum(_ terms: [Expression.Term], _ range: Range<Int>) throws(FormulaFault) -> Value {
        var grids: [(term: Int, grid: NumberGrid<Number>)] = []
        var shapes: [ShapeRules.Term] = []
        for (i, term) in terms.enumerated() {
            guard case .grid(let grid) = try evaluate(term.value) else { continue }
            grids.append((i, grid))
            shapes.append(ShapeRules.Term(grid.shape, of: term.value))
        }
        // A zero beside an empty sum takes its shape.
        if grids.count < terms.count, shapes.allSatisfy({ $0.isLiteralZero }) { return .emptySum }
        if case .mismatch(let place, let left, let right) = ShapeRules.sum(shapes) {
            let term = terms[grids[place].term]
            throw FormulaFault(.shapeMismatch(term.isNegative ? .subtract : .add, left, right), at: term.value.range)
        }
        var result: NumberGrid<Number>?
        for (i, grid) in grids {
            let isNegative = terms[i].isNegative
            try spend(grid.cost, range)
            let signed = isNegative ? try at(range) { () throws(FormulaFact) in try grid.map { $0.negated } } : grid
            guard let sum = result else {
                result = signed
                continue
            }
            result = try at(terms[i].value.range) { () throws(FormulaFact) in
                try sum.combined(signed) { a, b throws(FormulaFact) in try a.plus(b) }
            }
        }
        return .grid(result ?? NumberGrid(.zero))
    }

    private mutating func product(
        _ first: Expression, _ rest: [Expression.Factor], _ range: Range<Int>
    ) throws(FormulaFault) -> Value {
        var grids: [NumberGrid<Number>] = []
        var isEmpty = false
        // A key path in generic code is made anew each time.
        for expression in [first] + rest.map({ $0.value }) {
            if case .grid(let grid) = try evaluate(expression) { grids.append(grid) } else { isEmpty = true }
        }
        if isEmpty { return .emptySum }
        let operators = rest.map { $0.operator }
        switch ShapeRules.product(grids.map { $0.shape }, operators) {
        case .mismatch(let factor, let operation, let left, let right):
            throw FormulaFault(.shapeMismatch(operation, left, right), at: rest[max(factor - 1, 0)].value.range)
        case .sequential:
            return .grid(try chain(grids, operators, range))
        case .grouped:
            var groups: [NumberGrid<Number>] = []
            var start = 0
            for end in 1...grids.count where end == grids.count || operators[end - 1] == .entrywise {
                groups.append(try chain(Array(grids[start..<end]), Array(operators[start..<(end - 1)]), range))
                start = end
            }
            let entrywise = Array(repeating: Expression.Factor.Operator.entrywise, count: groups.count - 1)
            return .grid(try chain(groups, entrywise, range))
        }
    }

    private mutating func chain(
        _ grids: [NumberGrid<Number>], _ operators: [Expression.Factor.Operator], _ range: Range<Int>
    ) throws(FormulaFault) -> NumberGrid<Number> {
        var result = grids[0]
        for (i, `operator`) in operators.enumerated() {
            let right = grids[i + 1]
            try spend(result.cost * max(right.columns, 1) + right.cost, range)
            let left = result
            result = try at(range) { () throws(FormulaFact) in
                switch `operator` {
                case .times: return try left.product(right)
                case .entrywise: return try left.combined(right) { a, b throws(FormulaFact) in try a.times(b) }
                case .divide:
                    let divisor = right.elements[0]
                    return try left.map { element throws(FormulaFact) in try element.divided(by: divisor) }
                }
            }
        }
        return result
    }

    private mutating func series(
        _ variable: String, _ lower: Expression, _ upper: Expression, _ body: Expression,
        _ range: Range<Int>
    ) throws(FormulaFault) -> Value {
        let first = try integer(lower)
        let last = try integer(upper)
        if last < first { return .emptySum }
        guard last - first < AnswerLanguage.maximumTerms else { throw FormulaFault(.tooMuchWork, at: range) }
        var total: NumberGrid<Number>?
        scope.append((variable, first))
        defer { scope.removeLast() }
        for step in first...last {
            try spend(1, range)
            scope[scope.count - 1].value = step
            guard case .grid(let grid) = try evaluate(body) else { continue }
            try spend(grid.cost, range)
            guard let sum = total else {
                total = grid
                continue
            }
            guard sum.shape == grid.shape else {
                throw FormulaFault(.shapeMismatch(.add, sum.shape, grid.shape), at: body.range)
            }
            total = try at(range) { () throws(FormulaFact) in
                try sum.combined(grid) { a, b throws(FormulaFact) in try a.plus(b) }
            }
        }
        return total.map { .grid($0) } ?? .emptySum
    }

    // MARK: Powers and functions

    private mutating func power(_ base: Expression, _ exponent: Expression, _ range: Range<Int>)
        throws(FormulaFault) -> Value
    {
        // The square of a norm needs no root, so it is exact where the entries are.
        if case .call(.norm, let inner) = base.kind, exponent.isTwo {
            let grid = try self.grid(inner)
            try spend(8 * grid.cost, range)
            return .grid(NumberGrid(try at(range) { () throws(FormulaFact) in try Self.squares(grid) }))
        }
        guard case .grid(let grid) = try evaluate(base) else { return .emptySum }
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

    private mutating func entrywisePower(
        _ base: Expression, _ exponent: Expression, _ range: Range<Int>
    ) throws(FormulaFault) -> Value {
        guard case .grid(let grid) = try evaluate(base) else { return .emptySum }
        return .grid(try entrywise(grid, try wholePower(exponent), range))
    }

    private mutating func entrywise(_ grid: NumberGrid<Number>, _ exponent: Int, _ range: Range<Int>)
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
    private mutating func wholePower(_ exponent: Expression) throws(FormulaFault) -> Int {
        let whole: Int
        do { whole = try integer(exponent) } catch {
            if error.fact == .indexNotWhole { throw FormulaFault(.powerNotWhole, at: exponent.range) }
            throw error
        }
        guard whole <= AnswerLanguage.maximumExponent else { throw FormulaFault(.exponentTooLarge, at: exponent.range) }
        if whole < 0 { try pass(FormulaFault(.negativePower(exponent: whole, when: whereabouts), at: exponent.range)) }
        return max(whole, 0)
    }

    private mutating func call(_ function: MathFunction, _ argument: Expression, _ range: Range<Int>)
        throws(FormulaFault) -> NumberGrid<
            Number
        >
    {
        let grid = try grid(argument)
        try spend(8 * grid.cost, range)
        return try at(range) { () throws(FormulaFact) in
            switch function {
            case .softmax: return try Self.softmax(grid)
            case .norm: return try Self.norm(grid)
            default: return try grid.map { element throws(FormulaFact) in try element.applying(function) }
            }
        }
    }

    /// e^x / Σ e^x
    private static func softmax(_ grid: NumberGrid<Number>) throws(FormulaFact) -> NumberGrid<Number> {
        let exponentials = try grid.map { element throws(FormulaFact) in try element.applying(.exp) }
        var sum = Number.zero
        for element in exponentials.elements { sum = try sum.plus(element) }
        let total = sum
        return try exponentials.map { element throws(FormulaFact) in try element.divided(by: total) }
    }

    /// √Σ x²
    private static func norm(_ grid: NumberGrid<Number>) throws(FormulaFact) -> NumberGrid<Number> {
        NumberGrid(try squares(grid).applying(.sqrt))
    }

    /// Σ x²
    private static func squares(_ grid: NumberGrid<Number>) throws(FormulaFact) -> Number {
        var sum = Number.zero
        for element in grid.elements { sum = try sum.plus(element.times(element)) }
        return sum
    }

    private mutating func list(_ rows: [[Expression]], _ isVector: Bool) throws(FormulaFault) -> NumberGrid<Number> {
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
