import ExactMath
import Exercises
import Scenes
import Testing

/// A small scene of a teacher's own, of which a test changes a line.
enum TeachersScene: Sendable {
    /// A linear network, with and without its numbers.
    case linear, bare
    case classes, attention, oneToMany
    /// One with an infinite state, and two with so many numbers.
    case overflow, twoHundred, twoThousand

    /// The scene after an edit: `old → new`, several of them between bars.
    func scene(_ edit: String = "") throws -> Scene {
        var text = text
        for change in edit.split(separator: " | ") {
            let parts = change.split(separator: " → ", omittingEmptySubsequences: false)
            try #require(parts.count == 2 && text.contains(parts[0]), "\(change)")
            text = text.replacing(parts[0], with: parts[1])
        }
        return try Scene(text: text, file: "x")
    }

    private var text: String {
        let zero = "initialize: {scheme: zero}"
        return switch self {
        case .linear:
            Self.text(
                "many-to-many", "{cell: linear, hidden: 2}", "{size: 1, bias: false}", "[[1], [2]]",
                "targets: [[1], [3]]", "mse",
                "values: {stack.0.W: [[1], [-1]], stack.0.U: [[1/2, 1], [0, 1/4]], readout.W_y: [[1, 2]]}, " + zero)
        case .bare:
            Self.text(
                "many-to-many", "{cell: linear, hidden: 2}", "{size: 1, bias: false}", "[[1], [2]]",
                "targets: [[1], [3]]", "mse", zero)
        case .classes:
            Self.text(
                "many-to-many", "{cell: rnn, hidden: 1, activation: tanh}", "{size: 2, activation: softmax}",
                "[[1], [2]]", "targets: [0, 1]", "nll", zero)
        case .attention:
            Self.text(
                "seq2seq", "{cell: linear, hidden: 1}",
                "{size: 1}\n  decoder: {cell: linear, hidden: 1, start: zero, initial_state: given, attention: {size: 1}}",
                "[[1], [2]]", "targets: [[1]]", "mse", zero)
        case .oneToMany:
            Self.text(
                "one-to-many", "{cell: rnn, hidden: 1, activation: tanh}", "{size: 1}", "[[1]]", "length: 2", "none",
                zero)
        case .overflow:
            Self.text(
                "many-to-many", "{cell: rnn, hidden: 1, activation: relu}", "{size: 2, activation: softmax}",
                "[[1e200]]", "targets: [0]", "mse",
                "values: {stack.0.W: [[1e200]], readout.W_y: [[1], [1]]}, " + zero)
        case .twoHundred:
            Self.text(
                "many-to-many", "{cell: rnn, hidden: 1}", "{size: 98}", "[[1, 2]]", "targets: [0]", "mse", zero)
        case .twoThousand:
            Self.text(
                "many-to-many", "{cell: rnn, hidden: 32}", "{size: 16}", vectors(12),
                "targets: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]", "mse", zero)
        }
    }

    private static func text(
        _ shape: String, _ layer: String, _ readout: String, _ inputs: String, _ outputs: String, _ loss: String,
        _ parameters: String
    ) -> String {
        """
        unfold: 1
        model:
          shape: \(shape)
          stack: [\(layer)]
          readout: \(readout)
        sequence:
          inputs: \(inputs)
          \(outputs)
        loss: \(loss)
        parameters: {\(parameters)}

        """
    }
}

/// So many vectors of ones.
func vectors(_ count: Int, of width: Int = 1) -> String {
    let vector = "[" + [String](repeating: "1", count: width).joined(separator: ", ") + "]"
    return "[" + [String](repeating: vector, count: count).joined(separator: ", ") + "]"
}

/// Of a scene that fits an exercise is made, with what is right in it.
@Suite struct FittingSceneTests {
    /// A kind, a scene, and what is right.
    struct Fit: Sendable, CustomTestStringConvertible {
        let kind: String
        let base: TeachersScene
        let edit: String
        let answers: [String]
        var testDescription: String { "\(kind): \(edit)" }

        init(_ kind: String, _ base: TeachersScene, _ edit: String, _ answers: String...) {
            (self.kind, self.base, self.edit, self.answers) = (kind, base, edit, answers)
        }
    }

    private static func values(_ values: String) -> String { "scheme: zero} → scheme: zero}, values: {\(values)}" }
    private static let parity = "inputs: [[1], [2]] → task: parity\n  length: 3 | \n  targets: [0, 1] → "
    private static let rnn = "rnn, hidden: 1, activation: tanh"

    private static let fits = [
        Fit("linear-forward", .linear, "", "[1, -1]", "[-1]", "[-2]", "[3/2, -9/4]", "[-3]", "[-6]", "20"),
        Fit(
            "linear-forward", .linear, "many-to-many → many-to-one | [[1], [3]] → [[3]]", "[1, -1]", "[-1]", "[0]",
            "[3/2, -9/4]", "[-3]", "[-6]", "18"),
        Fit(
            "linear-forward", .linear, "[[1], [2]] → [[1]] | [[1], [3]] → [[1]]", "[1, -1]", "[-1]", "[-2]", "2"),
        Fit(
            "linear-bptt", .linear, "", "[-6, -12]", "[-5, -13]", "[-5/2, -33/4]", "[[-6, 6], [-12, 12]]",
            "[[-17], [-37]]", "[[-11, 31/2]]"),
        Fit("linear-bptt-last", .linear, "[[1], [3]] → [null, [3]]", "[-6, -12]", "[-3, -9]"),
        Fit("linear-triangle", .linear, "", "[-2, -4]", "[-6, -12]", "[-3, -9]"),
        Fit("truncated", .linear, "", "[-6, -12]", "[-2, -4]", "[[-6, 6], [-12, 12]]"),
        Fit(
            "linear-formula", .linear, "", "(W_aa')^(T-t) W_ya' e[T]", "W_ya' e[t] + W_aa' delta[t+1]",
            "sum(k=t..T, (W_aa')^(k-t) W_ya' e[k])", "sum(t=1..T, delta[t] a[t-1]')", "sum(t=1..T, delta[t] x[t]')",
            "sum(t=1..T, e[t] a[t]')"),
        Fit("find-mistake", .linear, "", "dW_ax", "M12", "[[-17], [-37]]"),
        Fit(
            "lstm-step", .bare, "linear, hidden: 2 → lstm, hidden: 1 | " + values("stack.0.b_c: [1]"), "[0.5000]",
            "[0.5000]", "[0.7616]", "[0.3808]", "[0.5000]", "[0.1817]"),
        Fit(
            "lstm-step", .bare,
            "linear, hidden: 2 → lstm, hidden: 1, peephole: diagonal, initial_state: given | "
                + values("stack.0.c0: [1], stack.0.V_f: [1]"), "[0.7311]", "[0.5000]", "[0.0000]", "[0.7311]",
            "[0.5000]", "[0.3119]"),
        Fit(
            "lstm-step", .bare,
            "linear, hidden: 2 → lstm, hidden: 1, peephole: full, initial_state: given | "
                + values("stack.0.c0: [1], stack.0.V_f: [[1]]"), "[0.7311]", "[0.5000]", "[0.0000]", "[0.7311]",
            "[0.5000]", "[0.3119]"),
        Fit(
            "gru-step", .bare,
            "linear, hidden: 2 → gru, hidden: 1, reset: after, initial_state: given | "
                + values("stack.0.h0: [1], stack.0.b_h: [1], stack.0.c_h: [1]"), "[0.5000]", "[0.5000]", "[0.9051]",
            "[0.9526]"),
        Fit(
            "ugrnn-step", .bare, "linear, hidden: 2 → ugrnn, hidden: 1 | " + values("stack.0.b_R: [1]"), "[0.7616]",
            "[0.5000]", "[0.3808]"),
        Fit(
            "lstm-bptt", .bare,
            "linear, hidden: 2 → lstm, hidden: 1 | " + values("stack.0.b_c: [1], readout.W_y: [[1]]"), "[-0.0743]",
            "[0.0000]", "[-0.1633]", "[-0.1802]", "[-0.4290]", "[0.0000]"),
        Fit(
            "gru-bptt", .bare,
            "linear, hidden: 2 → gru, hidden: 1 | " + values("stack.0.b_h: [1], readout.W_y: [[1]]"), "[-0.3491]",
            "[-0.3850]", "[0.0000]", "[-0.9168]"),
        Fit(
            "ugrnn-bptt", .bare,
            "linear, hidden: 2 → ugrnn, hidden: 1 | " + values("stack.0.b_R: [1], readout.W_y: [[1]]"), "[-0.3850]",
            "[0.3491]", "[-0.9168]"),
        Fit(
            "rnn-bptt", .classes, values("stack.0.W: [[1]], stack.0.U: [[1]], readout.W_y: [[1], [0]]"), "[0.0116]",
            "[-0.1288]", "[[0.0088]]", "[[-0.1057]]", "[[0.4813], [-0.4813]]", "[-0.1173]", "[0.4112, -0.4112]"),
        Fit("softmax-nll", .classes, "", "[0.5000, 0.5000]", "0.6931", "[-0.5000, 0.5000]"),
        Fit(
            "softmax-nll", .classes, "[0, 1] → [null, 1] | " + values("readout.b_y: [1, 2]"), "[0.2689, 0.7311]",
            "0.3133", "[0.2689, -0.2689]"),
        Fit(
            "attention-step", .attention,
            values(
                "stack.0.W: [[1]], decoder.h0: [1], attention.W: [[1]], attention.U: [[-1]], attention.v: [2]"),
            "[0.0000, -1.5232]", "[0.8210, 0.1790]", "[1.1790]"),
        Fit(
            "attention-step", .attention, "hidden: 1} → hidden: 1, residual: true}, {cell: linear, hidden: 1}",
            "[0.0000, 0.0000]", "[0.5000, 0.5000]", "[0.0000]"),
        Fit(
            "affine-backward", .bare,
            "linear, hidden: 2 → rnn, hidden: 1, activation: relu | "
                + values("stack.0.W: [[2]], stack.0.b: [1], readout.W_y: [[1]]"), "[4]", "[[2]]", "[2]"),
        Fit(
            "stacked", .linear, "", "[[1/2, 1], [0, 1/4]]", "[[1], [-1]]", "[1, -1]", "[[1/2, 1, 1], [0, 1/4, -1]]",
            "x_1"),
        Fit(
            "stacked", .bare, "linear, hidden: 2 → ugrnn, hidden: 1", "[[0]]", "[[0]]", "[0]", "[[0]]", "[[0]]",
            "[[0, 0]]", "x_1"),
        Fit("reach", .bare, "[[1], [3]] → [[1], null]", "[1, 0]", "[1, 0]", "[1]", "[0]", "[1]"),
        Fit("reach", .classes, parity, "[1, 1, 1]", "[1, 1, 1]", "[1]", "[1]", "[1]", "[1]", "[1]"),
        Fit("paths", .bare, "", "h0->h1", "Uᵀ dh_1"),
        Fit("paths", .bare, "linear → feedforward", "h0->h1", "Uᵀ (dh_1 ⊙ (1 − h_1²))"),
        Fit(
            "paths", .bare, "linear → feedforward, widths: [3]", "h0->u->h1",
            "Uᵀ ((Vᵀ (dh_1 ⊙ (1 − h_1²))) ⊙ (1 − u_1²))"),
        Fit("vanish", .linear, "", "[[1/2, 1], [0, 1/4]]", "1/2", "vanishes", "13"),
        Fit(
            "vanish", .linear, "[1/2, 1] → [98285/100000, 0]", "[[19657/20000, 0], [0, 1/4]]", "19657/20000",
            "vanishes", "400"),
        Fit("vanish", .linear, "[1/2, 1] → [1, 1]", "[[1, 1], [0, 1/4]]", "1", "neither"),
        Fit(
            "vanish", .linear, "[[1], [2]] → [[1]] | [[1], [3]] → [[1]]", "[[1/2, 1], [0, 1/4]]", "1/2", "vanishes",
            "13"),
        Fit(
            "vanish", .linear, "[[1], [2]] → \(vectors(3)) | [[1], [3]] → \(vectors(3))", "[[1/4, 3/4], [0, 1/16]]",
            "1/2", "vanishes", "13"),
        Fit(
            "vanish", .linear, "[[1], [2]] → \(vectors(7)) | [[1], [3]] → \(vectors(7))",
            "[[1/32, 31/256], [0, 1/1024]]", "1/2", "vanishes", "13"),
        Fit("parameters", .classes, "", "3", "4", "7"),
        Fit("parameters", .classes, rnn + " → gru, hidden: 1", "9", "4", "13"),
        Fit("parameters", .classes, rnn + " → gru, hidden: 1, reset: after", "10", "4", "14"),
        Fit("parameters", .classes, rnn + " → lstm, hidden: 1", "12", "4", "16"),
        Fit("parameters", .classes, rnn + " → lstm, hidden: 1, peephole: diagonal", "15", "4", "19"),
        Fit("parameters", .classes, rnn + " → ugrnn, hidden: 1", "6", "4", "10"),
        Fit(
            "parameters", .classes,
            "tanh} → tanh, bidirectional: true}, {cell: rnn, hidden: 3} | inputs: [[1], [2]] → tokens: [a, b] | "
                + "\nsequence → \n  embedding: {vocabulary: [a, b], size: 3}\nsequence", "6", "10", "18", "8", "42"),
        Fit(
            "one-to-many", .oneToMany, "", "x1->h1, h1->y1, h1->h2, y1->h2, h2->y2",
            "tanh(W_aa a[0] + W_ax x[1] + b_a)",
            "tanh(W_aa a[t-1] + W_ax yhat[t-1] + b_a)", "W_ya a[t] + b_y",
            "tanh(W_aa a[T-1] + W_ax yhat[T-1] + b_a)"),
        Fit(
            "clip", .bare, "hidden: 2 → hidden: 1 | " + values("readout.W_y: [[1]], stack.0.W: [[1]]"), "0.5000",
            "[[-1.0000]]", "[[-0.5000]]", "[[-1.0000]]", "[[-1.5000]]", "[[-1.0000]]", "[[-1.5000]]", "[[-1.5000]]",
            "[[-1.0000]]", "[[-1.5000]]"),
        Fit(
            "clip", .bare,
            "hidden: 2 → hidden: 1 | loss: mse → loss: mse\ntraining: {clip: {by: norm, at: 2}} | "
                + values("readout.W_y: [[1]], stack.0.W: [[1]]"), "0.6667", "[[-1.3333]]", "[[-0.6667]]",
            "[[-1.3333]]", "[[-2.0000]]", "[[-1.0000]]", "[[-2.0000]]", "[[-2.0000]]", "[[-1.0000]]", "[[-2.0000]]"),
        Fit(
            "backward", .linear, "unfold: 1 → unfold: 1\narithmetic: rational", "[-6, -12]", "[-5, -13]",
            "[[-17], [-37]]", "[[-6, 6], [-12, 12]]", "[[-11, 31/2]]"),
        Fit(
            "backward", .linear, "", "[-6.0000, -12.0000]", "[-5.0000, -13.0000]", "[[-17.0000], [-37.0000]]",
            "[[-6.0000, 6.0000], [-12.0000, 12.0000]]", "[[-11.0000, 15.5000]]"),
    ]

    @Test(arguments: fits)
    func itsAnswersAreTheScenes(fit: Fit) throws {
        let exercise = try Catalogue.exercise(fit.kind, scene: try fit.base.scene(fit.edit), name: "x")
        #expect(exercise.working.answers().map { $0.text() } == fit.answers)
        #expect(exercise.fields.count == fit.answers.count)
    }

    /// At every limit a scene still fits; so many numbers are then asked for.
    @Test(arguments: [
        ("lstm-step", TeachersScene.bare, "linear, hidden: 2 → lstm, hidden: 8", 48),
        ("lstm-step", .bare, "linear → lstm | [[1], [2]] → \(vectors(2, of: 8))", 12),
        ("lstm-step", .bare, "linear → lstm | [[1], [2]] → \(vectors(12)) | [[1], [3]] → \(vectors(12))", 12),
        ("rnn-bptt", .classes, parity, 10), ("rnn-bptt", .classes, "size: 2 → size: 8", 21),
        ("softmax-nll", .classes, "size: 2 → size: 8", 17),
        ("attention-step", .attention, "[[1], [2]] → \(vectors(12))", 25),
        ("attention-step", .attention, "hidden: 1} → hidden: 8}", 12),
        ("attention-step", .attention, "hidden: 1, start → hidden: 8, start", 5),
        ("attention-step", .attention, "attention: {size: 1} → attention: {size: 8}", 5),
        ("stacked", .bare, "hidden: 2 → hidden: 8", 153), ("stacked", .bare, "[[1], [2]] → \(vectors(2, of: 8))", 43),
        ("reach", .bare, "[[1], [2]] → \(vectors(20)) | [[1], [3]] → \(vectors(20))", 43),
        ("one-to-many", .oneToMany, "length: 2 → length: 12", 5), ("clip", .twoHundred, "", 601),
        ("clip", .twoHundred, "hidden: 1 → hidden: 1, initial_state: given", 601),
        ("backward", .twoThousand, "", 2_000), ("backward", .bare, "hidden: 2 → hidden: 32", 1_152),
        ("backward", .bare, "[[1], [2]] → \(vectors(20)) | [[1], [3]] → \(vectors(20))", 48),
        ("backward", .bare, "many-to-many → one-to-many | [[1], [2]] → [[1]] | [[1], [3]] → \(vectors(20))", 48),
    ])
    func theLargestScenesFit(kind: String, base: TeachersScene, edit: String, numbers: Int) throws {
        let exercise = try Catalogue.exercise(kind, scene: try base.scene(edit), name: "x")
        #expect(exercise.fields.reduce(0) { $0 + $1.shape.count } == numbers)
    }

    /// Scores are no probabilities where one has no logarithm.
    @Test(arguments: [("[0, 0]", ["M05", "M22", "G18"]), ("[1, 2]", ["M05", "M22", "G16", "G18"])])
    func slipsHangOnTheScenesNumbers(logits: String, slips: [String]) throws {
        let scene = try TeachersScene.classes.scene(Self.values("readout.b_y: \(logits)"))
        #expect(try Catalogue.exercise("softmax-nll", scene: scene, name: "x").slips.map(\.id) == slips)
    }

    @Test func aSheetSaysThatAStepHasNoLoss() throws {
        let sentence = "A step without a $y^{t}$ has no loss: there $L_t = 0$ and $e^{t} = 0$."
        func says(_ kind: String, _ edit: String) throws -> Bool {
            let exercise = try Catalogue.exercise(kind, scene: try TeachersScene.linear.scene(edit), name: "x")
            return exercise.problemLaTeX().contains(sentence)
        }
        #expect(try says("linear-triangle", "[[1], [3]] → [null, [3]]"))
        #expect(try !says("linear-triangle", ""))
        #expect(try !says("linear-bptt-last", "[[1], [3]] → [null, [3]]"))
    }

    /// What no file can say: a scene that was put together in a program, and does not fit itself.
    @Test func aScenePutTogetherIsLookedAtToo() throws {
        func reason(_ change: (inout Scene) -> Void) throws -> ExerciseProblem? {
            var scene = try TeachersScene.linear.scene()
            change(&scene)
            return #expect(throws: ExerciseProblem.self) {
                try Catalogue.exercise("linear-forward", scene: scene, name: "x")
            }
        }
        func unfit(_ reason: String) -> ExerciseProblem { .unfitScene(kind: "linear-forward", reason: reason) }
        func matrix(_ rows: Int, _ columns: Int) -> ParameterValue {
            ParameterValue(
                rows: rows, columns: columns, isVector: false,
                numbers: [Number](repeating: Number(1.0), count: rows * columns))
        }
        #expect(
            try reason { $0.sequence.targets.removeLast() }
                == unfit("there are 1 targets for 2 steps; one a step would fit."))
        for other in [matrix(1, 2), matrix(2, 1)] {
            #expect(
                try reason { $0.values["stack.0.U"] = other }
                    == unfit("stack.0.U does not stand in its `values`; every parameter has to."))
        }
    }
}
