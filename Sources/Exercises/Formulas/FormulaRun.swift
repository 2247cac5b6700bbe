import ExactMath
import Formula

/// One forward and backward run of a network with random numbers: everything that the names of a formula stand for, consistently.
struct FormulaRun<Number: FormulaNumber>: Sendable {
    let model: FormulaModel
    let lastStep: Int
    private(set) var constants: [String: NumberGrid<Number>] = [:]
    /// Each sequence from the first step of its range on.
    private(set) var sequences: [String: [NumberGrid<Number>]] = [:]

    /// A run of `lastStep` steps; `draw` gives the numbers.
    init(
        _ model: FormulaModel, _ sizes: FormulaSizes, lastStep: Int, draw: () -> Number
    ) throws(FormulaFact) {
        self.model = model
        self.lastStep = lastStep
        func random(_ rows: Int, _ columns: Int) -> NumberGrid<Number> {
            NumberGrid(rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in draw() })
        }
        let output = model == .oneToMany ? sizes.input : sizes.output
        constants["W_aa"] = random(sizes.state, sizes.state)
        constants["W_ax"] = random(sizes.state, sizes.input)
        constants["W_ya"] = random(output, sizes.state)
        let initial = random(sizes.state, 1)
        switch model {
        case .linear:
            let inputs = (0..<lastStep).map { _ in random(sizes.input, 1) }
            let targets = (0..<lastStep).map { _ in random(output, 1) }
            try runLinear(initial, inputs, targets)
        case .oneToMany:
            constants["b_a"] = random(sizes.state, 1)
            constants["b_y"] = random(output, 1)
            try runOneToMany(initial, random(sizes.input, 1))
        }
    }

    private func product(_ name: String, _ x: NumberGrid<Number>) throws(FormulaFact) -> NumberGrid<Number> {
        guard let matrix = constants[name] else { throw FormulaFact.unknownName(name, suggestion: nil) }
        return try matrix.product(x)
    }

    private func transposedProduct(_ name: String, _ x: NumberGrid<Number>) throws(FormulaFact) -> NumberGrid<Number> {
        guard let matrix = constants[name] else { throw FormulaFact.unknownName(name, suggestion: nil) }
        return try matrix.transposed.product(x)
    }

    private func sum(_ a: NumberGrid<Number>, _ b: NumberGrid<Number>) throws(FormulaFact) -> NumberGrid<Number> {
        try a.combined(b) { x, y throws(FormulaFact) in try x.plus(y) }
    }

    /// Forward a and ŷ, then e = ŷ − y, and backward δ^t = W_yaᵀ e^t + W_aaᵀ δ^{t+1}
    private mutating func runLinear(
        _ initial: NumberGrid<Number>, _ inputs: [NumberGrid<Number>], _ targets: [NumberGrid<Number>]
    ) throws(FormulaFact) {
        var states = [initial]
        var outputs: [NumberGrid<Number>] = []
        var errors: [NumberGrid<Number>] = []
        var state = initial
        for (input, target) in zip(inputs, targets) {
            state = try sum(product("W_aa", state), product("W_ax", input))
            states.append(state)
            let output = try product("W_ya", state)
            outputs.append(output)
            errors.append(try output.combined(target) { x, y throws(FormulaFact) in try x.plus(y.negated) })
        }
        var carry = NumberGrid<Number>.zero(rows: initial.rows, columns: 1)
        var adjoints = [carry]
        for error in errors.reversed() {
            carry = try sum(transposedProduct("W_ya", error), transposedProduct("W_aa", carry))
            adjoints.insert(carry, at: 0)
        }
        sequences = ["a": states, "x": inputs, "y": targets, "yhat": outputs, "e": errors, "delta": adjoints]
    }

    /// The first input is given, later ones are the outputs before.
    private mutating func runOneToMany(_ initial: NumberGrid<Number>, _ first: NumberGrid<Number>) throws(FormulaFact) {
        guard let stateBias = constants["b_a"], let outputBias = constants["b_y"] else { return }
        var states = [initial]
        var outputs: [NumberGrid<Number>] = []
        var (state, input) = (initial, first)
        for _ in 0..<lastStep {
            let activation = try sum(sum(product("W_aa", state), product("W_ax", input)), stateBias)
            state = try activation.map { x throws(FormulaFact) in try x.applying(.tanh) }
            states.append(state)
            input = try sum(product("W_ya", state), outputBias)
            outputs.append(input)
        }
        sequences = ["a": states, "x": [first], "yhat": outputs]
    }

    /// The element at a step; nil outside the range.
    func element(_ name: String, at step: Int) -> NumberGrid<Number>? {
        let range = model.steps(of: name, last: lastStep)
        guard range.contains(step), let elements = sequences[name] else { return nil }
        return elements[step - range.lowerBound]
    }
}

/// What an answer may refer to.
public struct FormulaRules: Sendable {
    /// The quantity asked: its name and its step; it cannot stand in its own answer.
    public var asked: (name: String, step: Step)?
    /// Sequences that may stand only at t + offset.
    public var onlyAt: [String: Int] = [:]
    /// Sequences that may not stand at all, with the reason.
    public var forbidden: [String: String] = [:]
    /// x^0 is zero here, not a fault: an answer with x^{t−1} is a slip.
    public var inputBeforeFirstIsZero = false

    /// Where the quantity asked stands in time: at every t, at step 1, or at step T.
    public enum Step: Sendable {
        case free
        case first
        case last
    }
}

/// The names of a formula at one step t of a run.
struct RunEnvironment<Number: FormulaNumber>: FormulaEnvironment {
    let run: FormulaRun<Number>
    let rules: FormulaRules
    /// The free step; nil where the answer has none.
    let step: Int?

    func constant(_ name: String) throws(FormulaFact) -> NumberGrid<Number> {
        guard let constant = run.constants[name] else { throw FormulaFact.unknownName(name, suggestion: nil) }
        return constant
    }

    func integer(_ name: String) -> Int? {
        switch name {
        case "T": return run.lastStep
        case "t": return step
        default: return nil
        }
    }

    func zero(of name: String) -> NumberGrid<Number>? {
        run.sequences[name]?.first.map { .zero(rows: $0.rows, columns: $0.columns) }
    }

    func element(_ name: String, at index: Int) throws(FormulaFact) -> NumberGrid<Number> {
        if let asked = rules.asked, asked.name == name {
            switch asked.step {
            case .free: if index == step { throw FormulaFact.asksForItself("\(name)[t]") }
            case .first: if index == 1 { throw FormulaFact.asksForItself("\(name)[1]") }
            case .last: if index == run.lastStep { throw FormulaFact.asksForItself("\(name)[T]") }
            }
        }
        if let offset = rules.onlyAt[name], let step, index != step + offset {
            throw FormulaFact.onlyAt(name: name, allowed: "t+\(offset)", index: Self.relative(index, to: step))
        }
        if let element = run.element(name, at: index) { return element }
        if rules.inputBeforeFirstIsZero, name == "x", index == 0, let zero = zero(of: name) { return zero }
        throw FormulaFact.indexOutOfRange(
            name: name, index: index, allowed: run.model.steps(of: name, last: run.lastStep), when: "")
    }

    private static func relative(_ index: Int, to step: Int) -> String {
        if index == step { return "t" }
        return index > step ? "t+\(index - step)" : "t-\(step - index)"
    }
}
