import ExactMath
import Exercises
import Scenes
import Testing

/// A scene that a kind cannot use is refused with the reason; every condition is broken alone, and every limit by one.
@Suite struct UnfitSceneTests {
    /// A kind, what it says, and the scene that it says it about.
    struct Unfit: Sendable, CustomTestStringConvertible {
        let kind: String
        let reason: String
        let base: TeachersScene
        let edit: String
        var testDescription: String { "\(kind): \(edit)" }
    }

    private static func unfit(_ kind: String, _ reason: String, _ base: TeachersScene, _ edits: String...) -> [Unfit] {
        edits.map { Unfit(kind: kind, reason: reason, base: base, edit: $0) }
    }

    private static let secondLayer = "hidden: 2} → hidden: 2}, {cell: linear, hidden: 2}"
    private static let tokens =
        "inputs: [[1], [2]] → tokens: [a, b] | \nsequence → \n  embedding: {vocabulary: [a, b], size: 1}\nsequence"
    private static let decoder =
        "many-to-many → seq2seq | \nsequence → \n  decoder: {cell: rnn, hidden: 2, start: zero}\nsequence"
    private static let noTargets = "[[1], [3]] → [null, null]"

    private static let linear = [
        unfit(
            "linear-forward", "the model's shape is one-to-one; many-to-many or many-to-one would fit.", .bare,
            "many-to-many → one-to-one | [[1], [2]] → [[1]] | [[1], [3]] → [[1]]"),
        unfit("linear-forward", "the stack has 2 layers; one would fit.", .bare, secondLayer),
        unfit(
            "linear-forward", "there is no readout; a linear one without a bias would fit.", .bare,
            "\n  readout: {size: 1, bias: false} →  | [[1], [3]] → [[1, 1], [3, 3]]"),
        unfit("linear-forward", "stack.0 is of the cell rnn; linear would fit.", .bare, "linear → rnn"),
        unfit(
            "linear-forward",
            "stack.0 has a bias, two directions or a residual connection; a plain layer would fit.", .bare,
            "hidden: 2 → hidden: 2, bias: true", "hidden: 2 → hidden: 2, bidirectional: true",
            "hidden: 2 → hidden: 1, residual: true"),
        unfit(
            "linear-forward",
            "the readout has an activation or a bias; activation: identity and bias: false would fit.", .bare,
            "bias: false → bias: false, activation: tanh", "bias: false → bias: true"),
        unfit("linear-forward", "the loss is none; mse would fit.", .bare, "mse → none"),
        unfit(
            "linear-forward", "the loss is the mean of its steps; reduction: sum would fit.", .bare,
            "loss: mse → loss: mse\nreduction: mean"),
        unfit(
            "linear-forward", "the sequence has no `inputs`; vectors would fit.", .bare, tokens,
            "inputs: [[1], [2]] → task: sine\n  length: 2 | \n  targets: [[1], [3]] → "),
        unfit(
            "linear-forward", "it is too large to be worked by hand; up to 12 steps and widths up to 8 would fit.",
            .bare, "[[1], [2]] → \(vectors(13)) | [[1], [3]] → \(vectors(13))", "hidden: 2 → hidden: 9",
            "size: 1 → size: 9 | [[1], [3]] → \(vectors(2, of: 9))", "[[1], [2]] → \(vectors(2, of: 9))"),
        // One step and one number less, and what is refused comes later.
        unfit(
            "linear-forward", "stack.0.U does not stand in its `values`; every parameter has to.", .bare,
            "[[1], [2]] → \(vectors(12)) | [[1], [3]] → \(vectors(12))", "hidden: 2 → hidden: 8",
            "size: 1 → size: 8 | [[1], [3]] → \(vectors(2, of: 8))", "[[1], [2]] → \(vectors(2, of: 8))"),
        unfit(
            "linear-forward", "stack.0.W does not stand in its `values`; every parameter has to.", .linear,
            "stack.0.W: [[1], [-1]],  → "),
        unfit(
            "linear-forward", "readout.W_y does not stand in its `values`; every parameter has to.", .linear,
            ", readout.W_y: [[1, 2]] → "),
        unfit(
            "linear-forward", "stack.0.h0 does not stand in its `values`; every parameter has to.", .linear,
            "hidden: 2 → hidden: 2, initial_state: given", "hidden: 2 → hidden: 2, initial_state: learned"),
        unfit("linear-forward", "a target is a class; vectors would fit.", .linear, "[[1], [3]] → [[1], 0]"),
        unfit(
            "linear-forward", "no step has a target; one or more would fit.", .linear, noTargets,
            "many-to-many → many-to-one | [[1], [3]] → [null]"),
        unfit(
            "linear-bptt-last", "the last step has no target, and so no loss; one with a target would fit.", .linear,
            "[[1], [3]] → [[1], null]"),
        unfit("linear-bptt", "the loss is none; mse would fit.", .bare, "mse → none"),
        unfit("linear-triangle", "the loss is none; mse would fit.", .bare, "mse → none"),
        unfit("truncated", "the loss is none; mse would fit.", .bare, "mse → none"),
        unfit("linear-formula", "the loss is none; mse would fit.", .bare, "mse → none"),
        unfit("find-mistake", "the loss is none; mse would fit.", .bare, "mse → none"),
        unfit(
            "find-mistake",
            "its slips cannot be told apart, or give numbers too long for paper; other numbers would fit.", .linear,
            "[[1], [-1]] → [[0], [0]] | [[1/2, 1], [0, 1/4]] → [[0, 0], [0, 0]] | [[1, 2]] → [[0, 0]]"),
    ]

    private static let cells = [
        unfit(
            "lstm-step", "one layer that reads vectors would fit.", .bare, "linear → lstm | " + secondLayer,
            "linear → lstm | " + tokens, "linear → lstm | " + decoder),
        unfit("lstm-step", "stack.0 is of the cell gru; lstm would fit.", .bare, "linear → gru"),
        unfit(
            "lstm-step", "stack.0 has no bias, two directions or a residual connection; a plain layer would fit.",
            .bare, "linear, hidden: 2 → lstm, hidden: 2, bias: false",
            "linear, hidden: 2 → lstm, hidden: 2, bidirectional: true",
            "linear, hidden: 2 → lstm, hidden: 1, residual: true"),
        unfit(
            "lstm-step", "it is too large to be worked by hand; up to 12 steps and widths up to 8 would fit.", .bare,
            "linear, hidden: 2 → lstm, hidden: 9", "linear → lstm | [[1], [2]] → \(vectors(2, of: 9))",
            "linear → lstm | [[1], [2]] → \(vectors(13)) | [[1], [3]] → \(vectors(13))"),
        unfit("gru-step", "stack.0 is of the cell lstm; gru would fit.", .bare, "linear → lstm"),
        unfit("ugrnn-step", "stack.0 is of the cell gru; ugrnn would fit.", .bare, "linear → gru"),
        unfit(
            "lstm-bptt", "it has no loss; loss: mse, nll or bce would fit.", .bare, "linear → lstm | mse → none"),
        unfit("gru-bptt", "it has no loss; loss: mse, nll or bce would fit.", .bare, "linear → gru | mse → none"),
        unfit("ugrnn-bptt", "it has no loss; loss: mse, nll or bce would fit.", .bare, "linear → ugrnn | mse → none"),
        unfit("rnn-bptt", "stack.0 is of the cell linear; rnn would fit.", .bare, ""),
        unfit("rnn-bptt", "its activation is not tanh; tanh would fit.", .classes, "tanh → relu"),
        unfit(
            "rnn-bptt", "a softmax readout with a bias, loss: nll and the shape many-to-many would fit.", .classes,
            "softmax → softmax, bias: false", "nll → mse", "nll → nll\nreduction: mean",
            "many-to-many → many-to-one | [0, 1] → [1]",
            "\n  readout: {size: 2, activation: softmax} →  | nll → none | [0, 1] → [0, 0]"),
        unfit(
            "rnn-bptt", "a target that is a class at every step would fit.", .classes, "[0, 1] → [0, null]",
            "[0, 1] → [0, [0, 1]]"),
        unfit(
            "rnn-bptt", "it is too large to be worked by hand; up to 12 steps and widths up to 8 would fit.", .classes,
            "size: 2 → size: 9"),
        unfit("softmax-nll", "its loss is mse; nll would fit.", .classes, "nll → mse"),
        unfit(
            "softmax-nll", "a target that is a class would fit.", .classes, "[0, 1] → [null, null]",
            "[0, 1] → [[1, 0], 1]"),
        unfit(
            "softmax-nll", "it is too large to be worked by hand; up to 8 classes would fit.", .classes,
            "size: 2 → size: 9"),
        unfit("softmax-nll", "its numbers overflow; smaller ones would fit.", .overflow, "mse → nll"),
        unfit(
            "attention-step", "a decoder with attention over a plain layer would fit.", .attention,
            ", attention: {size: 1} → ", "hidden: 1} → hidden: 1, bidirectional: true}",
            "hidden: 1} → hidden: 1, residual: true}"),
        unfit("attention-step", "a decoder with attention over a plain layer would fit.", .bare, ""),
        unfit(
            "attention-step", "it is too large to be worked by hand; up to 12 steps and widths up to 8 would fit.",
            .attention, "[[1], [2]] → \(vectors(13))", "hidden: 1} → hidden: 9}", "hidden: 1, start → hidden: 9, start",
            "attention: {size: 1} → attention: {size: 9}"),
        unfit("affine-backward", "stack.0 is of the cell linear; rnn would fit.", .bare, ""),
        unfit(
            "affine-backward", "a layer with activation: relu, initial_state: zero and a loss would fit.", .classes,
            "", "tanh → relu, initial_state: given", "tanh → relu, initial_state: learned", "tanh → relu | nll → none"),
        unfit("affine-backward", "its numbers overflow; smaller ones would fit.", .overflow, ""),
    ]

    private static let networks = [
        unfit(
            "stacked", "one plain layer of width up to 8 that reads vectors would fit.", .bare, secondLayer, decoder,
            "hidden: 2 → hidden: 2, bidirectional: true", "hidden: 2 → hidden: 9",
            "[[1], [2]] → \(vectors(2, of: 9))"),
        unfit(
            "stacked", "not every gate has a W for the input and a U for the state.", .bare,
            "linear → feedforward, widths: [3]"),
        unfit("stacked", "its cell has no matrix for the state.", .bare, "linear → mingru"),
        unfit("stacked", "the sequence has no `inputs`; vectors would fit.", .bare, tokens),
        unfit(
            "reach", "a many-to-many network that reads vectors would fit.", .bare, tokens, decoder,
            "many-to-many → many-to-one | [[1], [3]] → [[3]]"),
        unfit(
            "reach", "it has too many steps; up to 20 would fit.", .bare,
            "[[1], [2]] → \(vectors(21)) | [[1], [3]] → \(vectors(21))"),
        unfit("reach", "it has no loss; loss: mse, nll or bce would fit.", .bare, "mse → none"),
        unfit("reach", "no step has a target; one or more would fit.", .bare, noTargets),
        unfit(
            "paths", "a layer of a cell with at most one hidden layer of its own would fit.", .bare,
            "linear → feedforward, widths: [3, 3]"),
        unfit("paths", "its activation is not tanh; tanh would fit.", .classes, "tanh → relu"),
        unfit(
            "vanish", "a layer of the cell linear with hidden: 2 and one direction would fit.", .bare,
            "linear → rnn", "hidden: 2 → hidden: 3", "hidden: 2 → hidden: 2, bidirectional: true"),
        unfit(
            "vanish", "it vanishes so slowly that nobody counts the steps; a smaller matrix would fit.", .linear,
            "[1/2, 1] → [9829/10000, 0]"),
        unfit("parameters", "a network without a decoder would fit.", .classes, decoder),
        unfit(
            "parameters",
            "stack.0 has no bias, a given or learned state 0, or a cell that is not counted here; a plain layer would fit.",
            .classes, "tanh → tanh, bias: false", "tanh → tanh, initial_state: given",
            "tanh → tanh, initial_state: learned", "rnn, hidden: 1, activation: tanh → linear, hidden: 1, bias: true",
            "rnn, hidden: 1, activation: tanh → lstm, hidden: 1, peephole: full"),
        unfit(
            "parameters",
            "stack.1 has no bias, a given or learned state 0, or a cell that is not counted here; a plain layer would fit.",
            .classes, "tanh} → tanh}, {cell: linear, hidden: 1}"),
        unfit("parameters", "a readout with a bias would fit.", .classes, "softmax → softmax, bias: false"),
        unfit(
            "parameters", "its parts share parameters; a plain network would fit.", .classes,
            "inputs: [[1], [2]] → tokens: [a, b] | readout: {size: 2, activation: softmax} → "
                + "embedding: {vocabulary: [a, b], size: 1, tied: true}"),
        unfit(
            "one-to-many",
            "shape: one-to-many with one layer of the cell rnn, activation tanh and feedback: output would fit.",
            .oneToMany, "one-to-many → many-to-many | \n  length: 2 → ", "tanh} → tanh}, {cell: rnn, hidden: 1}",
            "rnn, hidden: 1, activation: tanh → gru, hidden: 1", "tanh → relu",
            "one-to-many → one-to-many\n  feedback: none", "one-to-many → one-to-many\n  feedback: argmax"),
        unfit(
            "one-to-many", "it has an embedding; a network that reads vectors would fit.", .oneToMany,
            "inputs: [[1]] → tokens: [a] | {size: 1} → {size: 2} | "
                + "\nsequence → \n  embedding: {vocabulary: [a, b], size: 1}\nsequence"),
        unfit(
            "one-to-many", "stack.0 has no bias or a residual connection; a plain layer would fit.", .oneToMany,
            "tanh} → tanh, bias: false}", "tanh} → tanh, residual: true}"),
        unfit(
            "one-to-many", "a readout with a bias and activation: identity would fit.", .oneToMany,
            "{size: 1} → {size: 1, bias: false}", "{size: 1} → {size: 1, activation: tanh}",
            "\n  readout: {size: 1} → "),
        unfit("one-to-many", "it has 1 steps; 2 to 12 would fit.", .oneToMany, "length: 2 → length: 1"),
        unfit("one-to-many", "it has 13 steps; 2 to 12 would fit.", .oneToMany, "length: 2 → length: 13"),
        unfit(
            "clip", "it has no loss, and so no gradients; loss: mse, nll or bce would fit.", .bare, "mse → none"),
        unfit(
            "clip", "it is too large to be worked by hand; up to 200 numbers of parameters would fit.", .twoHundred,
            "[[1, 2]] → [[1, 2, 3]]", "hidden: 1 → hidden: 1, initial_state: learned"),
        unfit("clip", "its numbers overflow; smaller ones would fit.", .overflow, ""),
        unfit(
            "backward", "it has no loss, and so no gradients; loss: mse, nll or bce would fit.", .bare, "mse → none"),
        unfit(
            "backward", "it is too large to be worked by hand; up to 20 steps and widths up to 32 would fit.", .bare,
            "many-to-many → many-to-one | [[1], [2]] → \(vectors(21)) | [[1], [3]] → [[1]]",
            decoder + " | [[1], [2]] → \(vectors(21))",
            "many-to-many → one-to-many | [[1], [2]] → [[1]] | [[1], [3]] → \(vectors(21))", "hidden: 2 → hidden: 33"),
        unfit(
            "backward", "more than 2000 numbers are asked for; --ask can name fewer.", .twoThousand,
            "size: 16 → size: 17 | [[1], [1], → [[1],  | targets: [0, 0, → targets: [0, "),
        unfit("backward", "its numbers overflow; smaller ones would fit.", .overflow, ""),
    ]

    @Test(arguments: (linear + cells + networks).flatMap { $0 })
    func aSceneThatDoesNotFitIsRefusedWithTheReason(unfit: Unfit) throws {
        let scene = try unfit.base.scene(unfit.edit)
        #expect(throws: ExerciseProblem.unfitScene(kind: unfit.kind, reason: unfit.reason)) {
            try Catalogue.exercise(unfit.kind, scene: scene, name: "x")
        }
    }

    @Test(arguments: ["gate-logic", "shape"])
    func kindsWithoutNumbersTakeNoScene(kind: String) throws {
        let scene = try TeachersScene.linear.scene()
        #expect(throws: ExerciseProblem.noScenes(kind: kind)) {
            try Catalogue.exercise(kind, scene: scene, name: "x")
        }
    }
}
