import ExactMath
import Wording

/// How many parameters a network has.
public struct ParametersKind: ExerciseKind {
    public let id = "parameters"
    public let title = "how many parameters has this network?"
    public let slips: [Slip] = [.p01, .p02, .p03]

    /// The kind with its four levels: a plain layer, any cell with a readout, two layers, and an embedding before them.
    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        var working = ParameterCount(steps: generator.integer(in: 5...40))
        let cells = level == 1 ? [CountedCell.rnn] : CountedCell.allCases
        var width = generator.integer(in: 2...12)
        if level == 4 {
            let vocabulary = generator.integer(in: 20...90)
            working.parts.append(.embedding(vocabulary: vocabulary, size: width))
        }
        for _ in 0..<(level >= 3 ? 2 : 1) {
            let hidden = generator.integer(in: 2...16)
            let cell = generator.element(of: cells)
            let twice = level == 4 && generator.integer(in: 0...1) == 1
            working.parts.append(.layer(cell, input: width, hidden: hidden, bidirectional: twice))
            width = twice ? 2 * hidden : hidden
        }
        if level >= 2 { working.parts.append(.readout(input: width, output: generator.integer(in: 2...9))) }
        guard working.tells(slips, at: level) else { return nil }
        return exercise(working, slips, origin: .seed(seed, level: level))
    }

    func exercise(_ count: ParameterCount, _ slips: [Slip], origin: Exercise.Origin) -> Exercise {
        Exercise(
            kind: id, origin: origin, title: title, fields: count.fields, slips: slips, working: count
        ) { count.text }
    }
}

/// A cell whose parameters are counted.
enum CountedCell: String, Sendable, CaseIterable {
    case rnn, ugrnn
    case gruBefore = "gru (reset before)"
    case gruAfter = "gru (reset after)"
    case lstm
    case lstmDiagonal = "lstm (diagonal peepholes)"

    /// Blocks of W x + U h + b.
    var blocks: Int {
        switch self {
        case .rnn: 1
        case .ugrnn: 2
        case .gruBefore, .gruAfter: 3
        case .lstm, .lstmDiagonal: 4
        }
    }

    /// Vectors of width H besides one bias a block: c_h, or three peepholes.
    var extraBiases: Int { self == .gruAfter ? 1 : 0 }
    var peepholes: Int { self == .lstmDiagonal ? 3 : 0 }
}

struct ParameterCount: Working {
    enum Part: Sendable {
        case embedding(vocabulary: Int, size: Int)
        case layer(CountedCell, input: Int, hidden: Int, bidirectional: Bool)
        case readout(input: Int, output: Int)
    }

    var parts: [Part] = []
    /// T, which must not matter.
    var steps: Int

    init(steps: Int) { self.steps = steps }

    func count(_ part: Part, _ slips: SlipSet = []) -> Int {
        let bias = slips.contains(.p02) ? 0 : 1
        switch part {
        case .embedding(let vocabulary, let size): return vocabulary * size
        case .readout(let input, let output): return output * input + bias * output
        case .layer(let cell, let input, let hidden, let bidirectional):
            let biases = slips.contains(.p01) ? 2 * cell.blocks : bias * (cell.blocks + cell.extraBiases)
            let one = cell.blocks * (hidden * input + hidden * hidden) + (biases + cell.peepholes) * hidden
            return one * (bidirectional ? 2 : 1) * (slips.contains(.p03) ? steps : 1)
        }
    }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = RunningAnswers(adopting: adopt)
        var total = Rational.zero
        for part in parts { total = total + sheet.put(Rational(count(part, slips))) }
        _ = sheet.put(total)
        return sheet.answers
    }

    private var names: [String] {
        var layer = -1
        return parts.map {
            switch $0 {
            case .embedding: return "embedding"
            case .readout: return "readout"
            case .layer:
                layer += 1
                return "stack_\(layer)"
            }
        }
    }

    var fields: [AnswerField] {
        (names + ["total"]).map { name in
            let words = name == "total" ? "all parameters" : "the parameters of \(name)"
            return AnswerField(
                name, .scalar, .integer, WrittenForm(words, "\\text{\(words.replacing("_", with: "\\_"))}"))
        }
    }

    private func words(_ part: Part) -> String {
        switch part {
        case .embedding(let vocabulary, let size): "an embedding of \(vocabulary) tokens, \(size) numbers each"
        case .readout(let input, let output): "a readout from \(input) to \(output) with a bias"
        case .layer(let cell, let input, let hidden, let bidirectional):
            "\(bidirectional ? "a bidirectional layer" : "a layer") of \(cell.rawValue), input width \(input), H = \(hidden)"
                + (bidirectional ? " in each direction" : "")
        }
    }

    var text: ExerciseText {
        ExerciseText(
            statement: [.text("A network for sequences of length \(steps), bottom first:")]
                + zip(names, parts).map {
                    .paragraph(WrittenForm("\($0): \(words($1))", LaTeX.escaped("\($0): \(words($1))")))
                } + [
                    .text(
                        "Each gate has one bias; a GRU with reset after has one more vector, c_h. Initial states are zero. How many parameters has each part, and how many are there in all?"
                    )
                ],
            hints: [
                "Every gate and every candidate has the same three things: a matrix for the input, a matrix for the state, a bias.",
                "Count the blocks of the cell first: an rnn has one, an LSTM four.",
                "The input matrix is H × input width, the state matrix H × H, the bias H.",
                "The weights are the same at every step: the length of the sequence does not occur.",
            ],
            solution: zip(names, parts).map { "\($0): \(count($1))   (\(words($1)))" }
                + ["total: \(parts.reduce(0) { $0 + count($1) })"],
            given: [
                JSON.Member(
                    "parts",
                    .array(zip(names, parts).map { .object(["name": .string($0), "description": .string(words($1))]) }))
            ])
    }
}
