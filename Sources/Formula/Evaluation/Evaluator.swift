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
    var scope: [(name: String, value: Int)] = []

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
        case .call(let function, let argument): return try call(function, argument, range)
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

    mutating func spend(_ cost: Int, _ range: Range<Int>) throws(FormulaFault) {
        fuel -= cost
        if fuel < 0 { throw FormulaFault(.tooMuchWork, at: range) }
    }

    /// Gives a fact the place where it arose.
    func at<Result>(_ range: Range<Int>, _ body: () throws(FormulaFact) -> Result) throws(FormulaFault)
        -> Result
    {
        do { return try body() } catch { throw FormulaFault(error, at: range) }
    }

    mutating func pass(_ fault: FormulaFault) throws(FormulaFault) {
        if !isLenient { throw fault }
        note = note ?? fault
    }
}
