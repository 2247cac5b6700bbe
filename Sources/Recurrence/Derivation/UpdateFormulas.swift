import ExactMath
import Formula
import Wording

/// An update of a training: the clipped gradient and the new weights, with their formulas.
///
/// Their numbers are doubles: a norm is irrational, also where the gradients are fractions.
public struct UpdateFormulas: Sendable {
    /// The run that the gradients come from; its parameters are the weights before the update.
    public let trace: Trace<Double>
    /// The clip before the update; nil for none.
    public let clipping: Clipping?
    /// How the weights move along the clipped gradient.
    public let optimizer: Optimizer
    /// The learning rate of this update.
    public let rate: Double
    /// The gradients after the clip; nil where there is none.
    public let clipped: ClippedGradients<Double>?
    /// All parameters' entries after the update.
    public let updated: [Double]
    private let names: FormulaNames
    /// What the optimiser remembers of earlier updates.
    private let memory: OptimizerState
    /// What it remembers after this one.
    public let remembered: OptimizerState
    /// Why the update is not made, as a training decides it; nil where it is.
    public let obstacle: Divergence.Cause?

    /// - Parameter memory: what the optimiser remembers; nil at the first update.
    public init(
        _ trace: Trace<Double>, clipping: Clipping?, optimizer: Optimizer, rate: Double, memory: OptimizerState? = nil
    ) {
        self.trace = trace
        self.clipping = clipping
        self.optimizer = optimizer
        self.rate = rate
        names = FormulaNames(trace)
        clipped = clipping.map(trace.clipped)
        var entries = Array(trace.values[0..<trace.network.parameterCount])
        var gradients = clipped?.approximations ?? Array(trace.gradients[0..<trace.network.parameterCount])
        for parameter in trace.network.parameters where !parameter.isTrainable {
            for index in parameter.range { gradients[index] = 0 }
        }
        var state = memory ?? OptimizerState(optimizer, rate: rate)
        state.rate = rate
        self.memory = state
        state.update(&entries, gradients: gradients)
        remembered = state
        updated = entries
        obstacle =
            Divergence.Cause.before(loss: trace.loss, norm: trace.gradientNorm)
            ?? Divergence.Cause.after(weights: entries, memory: state)
    }

    /// The numbers of the update's own names, beside those of the trace.
    public var numbers: TraceNumbers<Double> {
        var numbers = TraceNumbers(trace)
        numbers.extra["rate"] = .init(shape: .number, entries: [rate])
        numbers.extra["gradient_norm"] = .init(shape: .number, entries: [trace.gradientNorm])
        if let clipping { numbers.extra["threshold"] = .init(shape: .number, entries: [clipping.at.approximation]) }
        if let scale = clipped?.scale { numbers.extra["scale"] = .init(shape: .number, entries: [scale]) }
        for (index, parameter) in trace.network.parameters.enumerated() where parameter.isTrainable {
            let shape = GridShape(parameter.rows, parameter.columns, isMatrix: !parameter.isVector)
            numbers.extra["norm." + parameter.path] = .init(
                shape: .number, entries: [trace.gradientNorm(of: parameter)])
            numbers.extra["updated." + parameter.path] = .init(shape: shape, entries: Array(updated[parameter.range]))
            guard let clipped else { continue }
            numbers.extra["clipped." + parameter.path] = .init(
                shape: shape, entries: Array(clipped.approximations[parameter.range]))
            numbers.extra["scale." + parameter.path] = .init(shape: .number, entries: [clipped.factors[index]])
        }
        return numbers
    }

    private func name(_ prefix: String, _ parameter: Parameter) -> Expression {
        .name([prefix] + parameter.pathParts)
    }

    // MARK: Clipping

    /// ‖g‖ over all parameters, the scale, and each parameter's clipped gradient; clipping by value has no formula for a whole matrix.
    public var clipLines: [Derivation<Double>.Line] {
        guard let clipping else { return [] }
        let trained = trace.network.parameters.filter(\.isTrainable)
        let threshold = Expression.name(["threshold"])
        switch clipping.by {
        case .value: return []
        case .norm:
            let norm = Expression.name(["gradient_norm"])
            let isOver = trace.gradientNorm > clipping.at.approximation
            return [
                .init(
                    left: norm,
                    right: .whole(.call(.sqrt, .sum(trained.map { name("norm", $0).squared })))),
                .init(
                    left: .name(["scale"]), right: .whole(isOver ? .quotient(threshold, norm) : .integer(1))),
            ]
                + trained.map {
                    .init(
                        left: name("clipped", $0),
                        right: .whole(.product(.name(["scale"]), names.name($0, isGradient: true))))
                }
        case .parameterNorm:
            return trained.flatMap { parameter -> [Derivation<Double>.Line] in
                let isOver = trace.gradientNorm(of: parameter) > clipping.at.approximation
                let scale = name("scale", parameter)
                return [
                    .init(
                        left: scale,
                        right: .whole(isOver ? .quotient(threshold, name("norm", parameter)) : .integer(1))),
                    .init(
                        left: name("clipped", parameter),
                        right: .whole(.product(scale, names.name(parameter, isGradient: true)))),
                ]
            }
        }
    }

    /// The parameter whose clipped gradient or scale a line is about; nil for the norm and the scale of all.
    public func parameter(of line: Derivation<Double>.Line) -> Parameter? {
        guard case .quantity(let name) = line.left.kind else { return nil }
        return trace.network.parameters.first { $0.pathParts == Array(name.path.dropFirst()) }
    }

    // MARK: Update

    /// One entry of a parameter after the update; row and column from 0.
    public func updateLine(of parameter: Parameter, row: Int, column: Int) -> Derivation<Double>.Line {
        let indices = parameter.isVector ? [row + 1] : [row + 1, column + 1]
        let isNumber = parameter.count == 1
        func entry(_ expression: Expression) -> Expression { isNumber ? expression : expression.entry(indices) }
        let gradient = entry(
            clipping == nil ? names.name(parameter, isGradient: true) : name("clipped", parameter))
        let place = parameter.range.lowerBound + row * parameter.columns + column
        let step = Expression.product(.name(["rate"]), direction(gradient, at: place))
        return .init(
            left: entry(name("updated", parameter)), right: .whole(.difference(entry(names.name(parameter)), step)))
    }

    /// What the rate multiplies; what is remembered of earlier updates stands in it as a number.
    private func direction(_ g: Expression, at place: Int) -> Expression {
        func rooted(_ squares: Expression, _ epsilon: Double) -> Expression {
            .quotient(g, .sum([.call(.sqrt, squares), .decimal(epsilon)]))
        }
        /// decay · memory + term
        func remembered(_ entries: [Double], _ decay: Double, _ term: Expression) -> Expression {
            entries.isEmpty ? term : .sum([.product(.decimal(decay), .decimal(entries[place])), term])
        }
        /// 1 − decay, written out: in binary it has no short decimal
        func rest(of decay: Double) -> Expression { .difference(.integer(1), .decimal(decay)) }
        /// 1 − decay^n, of the n-th update
        func lack(_ decay: Double) -> Expression {
            .difference(.integer(1), .decimal(OptimizerState.power(decay, memory.steps + 1)))
        }
        switch optimizer {
        case .sgd: return g
        case .momentum(let momentum): return remembered(memory.first, momentum, g)
        case .adam(let beta1, let beta2, let epsilon):
            let mean = remembered(memory.first, beta1, .product(rest(of: beta1), g))
            let square = remembered(memory.second, beta2, .product(rest(of: beta2), g.squared))
            return .quotient(
                .quotient(mean, lack(beta1)), .sum([.call(.sqrt, .quotient(square, lack(beta2))), .decimal(epsilon)]))
        case .rmsprop(let decay, let epsilon):
            return rooted(remembered(memory.second, decay, .product(rest(of: decay), g.squared)), epsilon)
        case .adagrad(let epsilon):
            guard !memory.second.isEmpty else { return rooted(g.squared, epsilon) }
            return rooted(.sum([.decimal(memory.second[place]), g.squared]), epsilon)
        }
    }

    /// `no step is made, since the loss is not finite; the weights stay as they are`; nil where the update is made.
    public var noStepSentence: String? {
        guard let obstacle else { return nil }
        let reason =
            switch obstacle {
            case .loss: "the loss is not finite"
            case .gradient: "the gradient has no finite norm"
            case .weights: "a new weight would not be finite"
            case .memory: "what the optimiser remembers would not be finite"
            }
        return "no step is made, since \(reason); the weights stay as they are"
    }

    /// The update as a rule, in words that fit every entry.
    public var rule: String {
        switch optimizer {
        case .sgd: "w − rate · g"
        case .momentum(let momentum):
            "v = \(DecimalSpelling.exact.text(momentum)) v + g, w − rate · v; v is 0 before the first update"
        case .adam: "m = β₁ m + (1 − β₁) g, v = β₂ v + (1 − β₂) g², both divided by 1 − βᵗ, w − rate · m / (√v + ε)"
        case .rmsprop: "v = ρ v + (1 − ρ) g², w − rate · g / (√v + ε)"
        case .adagrad: "v = v + g², w − rate · g / (√v + ε)"
        }
    }
}

extension Expression {
    /// A double by the fewest digits that read back to it.
    static func decimal(_ value: Double) -> Expression {
        let text = DecimalSpelling.exact.text(abs(value))
        let rational = Rational(text) ?? Rational(value)
        let literal = NumberLiteral(value: rational, digits: DecimalDigits(decimals: 0, significant: 0), text: text)
        return value < 0 ? .negated(Expression(.number(literal))) : Expression(.number(literal))
    }
}
