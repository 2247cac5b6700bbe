import ExactMath

/// How answers are judged: a number of each sequence, small where it does well; the mean over sequences counts.
public enum Measure: Sendable, Equatable {
    /// The mean over answered entries of (y − target)², without ½.
    case squaredError
    /// The mean loss of an answered step in nats, under `nll` and `bce`.
    case nats
    /// The share of answered steps whose answer is wrong: another class is likelier, a probability is on the wrong side of ½, a number
    /// has the other sign.
    case wrongAnswers
    /// Whether any answer of the sequence is wrong.
    case wrongSequences

    /// What a table of results calls it.
    public var words: String {
        switch self {
        case .squaredError: "mean squared error of an answer, without ½"
        case .nats: "mean cross-entropy of an answer in nats"
        case .wrongAnswers: "share of wrong answers"
        case .wrongSequences: "share of sequences with a wrong answer"
        }
    }
}

/// What can be had without a memory, in a measure.
public struct Baseline: Sendable, Equatable {
    /// What `value` is measured in.
    public let measure: Measure
    /// The mean over sequences, the smaller the better.
    public let value: Double
    /// The value exactly: `1/6`, `ln 2`.
    public let exact: String
    /// How it is had: `always answer 1`.
    public let rule: String
    /// By what factor a trained network should do better.
    public let factor: Double

    /// Takes the value twice: as a double, and exactly in `exact`.
    public init(_ measure: Measure, _ value: Double, _ exact: String, rule: String, factor: Double) {
        self.measure = measure
        self.value = value
        self.exact = exact
        self.rule = rule
        self.factor = factor
    }
}

extension MinibatchRunner {
    /// The mean over the sequences of every measure.
    public func result(
        of measures: [Measure], _ parameters: [Double], on sequences: [SequenceData<Double>]
    ) -> [Double] {
        let loss = architecture.loss
        let judged = evaluate(parameters, sequences) { trace, sequence in
            measures.map { trace.judged(by: $0, loss, sequence) }
        }
        return measures.indices.map { index in judged.reduce(0) { $0 + $1[index] } / Double(judged.count) }
    }
}

extension BatchTrace<Double> {
    fileprivate func judged(by measure: Measure, _ loss: Loss, _ sequence: Int) -> Double {
        let answers = stepLosses(of: sequence)
        guard !answers.isEmpty else { return 0 }
        let count = Double(answers.count)
        switch measure {
        case .squaredError:
            return answers.reduce(0) { $0 + 2 * $1.value } / (count * Double(network.outputWidth))
        case .nats: return answers.reduce(0) { $0 + $1.value } / count
        case .wrongAnswers: return Double(answers.count { isWrong($0.step, loss, sequence) }) / count
        case .wrongSequences: return answers.contains { isWrong($0.step, loss, sequence) } ? 1 : 0
        }
    }

    private func isWrong(_ t: Int, _ loss: Loss, _ sequence: Int) -> Bool {
        let y = output(at: t, of: sequence)
        switch target(at: t, of: sequence) {
        case nil: preconditionFailure("an answered step has a target")
        case .index(let index)?:
            return y.indices.contains { $0 != index && !(y[$0] < y[index]) }
        case .vector(let values)?:
            let middle = loss == .bce ? 0.5 : 0
            return zip(y, values).contains { y, target in !((y - middle) * (target - middle) > 0) }
        }
    }
}
