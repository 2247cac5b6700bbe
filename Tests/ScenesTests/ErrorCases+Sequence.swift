// The places and sentences that `ErrorTests` expects: sequence, parameters, training.

let sequenceCases: [Case] = [
    Case(
        .many, [("  inputs: [[1], [2]]\n", "")],
        "7:3: the sequence lacks inputs, tokens or a task"),
    Case(
        .many, [("  inputs: [[1], [2]]\n", "  inputs: [[1], [2]]\n  task: first-bit\n")],
        "8:3: the sequence has both inputs and task; write one of them"),
    Case(
        .many, [("inputs: [[1], [2]]", "tokens: [a, b]")],
        "7:3: tokens need an embedding; without one a sequence has inputs"),
    Case(
        .language, [("tokens: [a, b]", "inputs: [[1], [2]]")],
        "7:3: a model with an embedding reads tokens"),
    Case(
        .many, [("inputs: [[1], [2]]", "inputs: []")],
        "7:11: inputs is empty, needs at least one step"),
    Case(
        .many, [("inputs: [[1], [2]]", "inputs: [1, 2]")],
        "7:12: input 1 is '1', needs a vector, such as [1]"),
    Case(
        .many, [("inputs: [[1], [2]]", "inputs: [[], []]")],
        "7:12: the width of an input is '0', needs a whole number from 1 to 65,536"),
    Case(
        .many, [("inputs: [[1], [2]]", "inputs: [[1], [2, 3]]")],
        "7:17: input 2 has 2 numbers, needs 1 as input 1 has"),
    Case(
        .language, [("tokens: [a, b]", "tokens: [a, d]")],
        "7:15: 'd' is not in the vocabulary [a, b, c]"),
    Case(
        .language, [("targets: [b, c]", "targets: [b, d]")],
        "8:16: 'd' is not in the vocabulary [a, b, c]"),
    Case(
        .many, [("  stack", "  shape: one-to-one\n  stack")],
        "8:11: inputs has 2 steps, needs 1 (shape one-to-one)"),
    Case(
        .many, [("[[0], [1]]", "[[0]]")],
        "8:12: targets has 1 step, needs 2 (one for each of the 2 steps)"),
    Case(
        .many, [("  stack", "  shape: many-to-one\n  stack"), ("targets: [[0], [1]]", "targets: [[0], [1], [2]]")],
        "9:12: targets has 3 steps, needs 1 (shape many-to-one)"),
    Case(
        .many, [("  stack", "  shape: many-to-one\n  stack")],
        "9:13: only the last of 2 steps has an output; the targets before are null"),
    Case(
        .many, [("[[0], [1]]", "[[0], [1, 2]]")],
        "8:18: target 2 has 2 numbers, needs 1, the width of y"),
    Case(
        .many, [("[[0], [1]]", "[[0], {a: 1}]")],
        "8:18: target 2 is a mapping, needs a vector of 1 number, a class number or null"),
    Case(
        .many, [("[[0], [1]]", "[[0], cat]")],
        "8:18: target 2 is 'cat', needs a vector of 1 number, a class number or null"),
    Case(
        .many, [("[[0], [1]]", "[0, 1]")],
        "8:16: class 1 is none of y's; y has one entry, class 0; as a vector it is [1]"),
    Case(
        .language, [("targets: [b, c]", "targets: [b, 3]")],
        "8:16: class 3 is none of y's, which are 0 to 2"),
    Case(
        .seq2seq, [("[[0], [1]]", "[null, [1]]")],
        "10:13: target 1 is null, but feedback: target reads it at step 2"),
    Case(
        .many, [("  targets: [[0], [1]]\n", "")],
        "8:7: the loss mse needs targets"),
    Case(
        .seq2seq, [("  targets: [[0], [1]]\n", "  length: 2\n"), ("loss: mse\n", "")],
        "10:11: feedback: target, which seq2seq has unless told otherwise, needs targets; without them write feedback: output or argmax"
    ),
    Case(
        .oneToMany,
        [
            ("  targets: [[0], [1]]\n", "  length: 2\n"), ("loss: mse\n", ""),
            ("  readout", "  feedback: target\n  readout"),
        ],
        "6:13: feedback: target needs targets; without them write feedback: output or argmax"),
    Case(
        .oneToMany, [("sequence:\n", "sequence:\n  length: 3\n")],
        "8:11: length is 3, but there are 2 targets; write one of them"),
    Case(
        .oneToMany, [("  targets: [[0], [1]]\n", ""), ("loss: mse\n", "")],
        "8:3: one-to-many needs targets or a length"),
    Case(
        .many, [("sequence:\n", "sequence:\n  length: 3\n")],
        "7:3: length only goes with one-to-many, seq2seq or a task; many-to-many has as many steps as inputs"),
    Case(
        .many, [("sequence:\n", "sequence:\n  start: [3]\n")],
        "7:3: 'start' only goes with shape: seq2seq"),
    Case(
        .seq2seq, [("sequence:\n", "sequence:\n  start: [3, 4]\n")],
        "9:10: start has 2 numbers, needs 1, the width of y"),
    Case(
        .many, [("sequence:\n", "sequence:\n  seed: 3\n")],
        "7:3: 'seed' only goes with task"),
    Case(
        .task, [("first-bit", "first-bite")],
        "7:9: task is 'first-bite'; did you mean 'first-bit'?"),
    Case(
        .task, [("length: 5", "length: 200000")],
        "8:11: length is '200000', needs a whole number from 1 to 100,000"),
    Case(
        .task, [("  stack", "  shape: one-to-many\n  stack")],
        "3:10: the task first-bit needs shape one-to-one, many-to-one or many-to-many; here it is one-to-many"),
    Case(
        .task, [("size: 1", "size: 2")],
        "5:19: the task first-bit needs width of y 1; here it is 2"),
    Case(
        .task, [("length: 5", "length: 5\n  targets: [[1]]")],
        "9:3: the sequence has both task and targets; write one of them"),
]

let parametersCases: [Case] = [
    Case(
        .many, [("parameters:\n  initialize: {scheme: zero}\n", "")],
        "1:1: stack.0.W, stack.0.U, stack.0.b, readout.W_y and readout.b_y have no value; give them under values, or write initialize"
    ),
    Case(
        .many, [("{scheme: zero}", "{scheme: zero, seed: -1}")],
        "11:36: seed is '-1', needs a whole number from 0 on"),
    Case(
        .many, [("{scheme: zero}", "{scheme: zero, seed: 9223372036854775808}")],
        "11:36: seed is '9223372036854775808', needs a whole number from 0 to 9,223,372,036,854,775,807"),
    Case(
        .values, [("    stack.0.b: [0, 0]\n", "")],
        "9:5: stack.0.b has no value; give it under values, or write initialize"),
    Case(
        .values, [("stack.0.b", "stack.0.B")],
        "11:5: the model has no parameter 'stack.0.B'; did you mean 'stack.0.b'?"),
    Case(
        .values, [("    stack.0.b: [0, 0]\n", "    stack.0.b: [0, 0]\n    readout.W_y: [[1, 2]]\n")],
        "12:5: the model has no parameter 'readout.W_y'; it has stack.0.W, stack.0.U and stack.0.b"),
    Case(
        .values, [("[[1, 0], [0, 1]]", "[[1, 0]]")],
        "10:16: stack.0.U is 1×2, needs 2×2 (H×H)"),
    Case(
        .values, [("[[1, 0], [0, 1]]", "[[1, 0, 0], [0, 1, 0]]")],
        "10:16: stack.0.U is 2×3, needs 2×2 (H×H)"),
    Case(
        .values, [("[[1], [2]]\n    stack.0.U", "[[1, 2]]\n    stack.0.U")],
        "9:16: stack.0.W is 1×2, needs 2×1 (H×I)"),
    Case(
        .values, [("stack.0.b: [0, 0]", "stack.0.b: [0]")],
        "11:16: stack.0.b is a list of 1, needs a list of 2 numbers (H)"),
    Case(
        .values, [("stack.0.b: [0, 0]", "stack.0.b: [[0], [0]]")],
        "11:16: stack.0.b is a list of 2 rows, needs a list of 2 numbers (H)"),
    Case(
        .values, [("[[1, 0], [0, 1]]", "[1, 0]")],
        "10:17: row 1 of stack.0.U is '1', needs a list of numbers"),
    Case(
        .values, [("[[1, 0], [0, 1]]", "3")],
        "10:16: stack.0.U is '3', needs a list of rows"),
    Case(
        .values, [("[[1, 0], [0, 1]]", "[[1, 0], [0]]")],
        "10:25: row 2 of stack.0.U has 1 number, row 1 has 2"),
    Case(
        .values, [("[[1, 0], [0, 1]]", "[[1, 0], [0, x]]")],
        "10:29: stack.0.U: 'x' is no number; 3, -0.5, 1e-3 and 2/7 are"),
    Case(
        .many, [("scheme: zero", "scheme: glorot")],
        "11:24: scheme is 'glorot'; it can be uniform, xavier, orthogonal, identity or zero"),
    Case(
        .many, [("scheme: zero", "gain: 1e7")],
        "11:22: gain is '1e7', needs a number from −1,000,000 to 1,000,000"),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {optimizer: adm}")],
        "10:23: optimizer is 'adm'; did you mean 'adam'?"),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {momentum: 0.9}")],
        "10:12: 'momentum' only goes with optimizer: momentum"),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {optimizer: sgd, epsilon: 0.1}")],
        "10:28: 'epsilon' only goes with optimizer: adam, rmsprop or adagrad"),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {optimizer: rmsprop, decay: 1}")],
        "10:39: decay is '1', needs a number from 0 up to but not including 1"),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {optimizer: adagrad, epsilon: 0}")],
        "10:41: epsilon is '0', needs a number above 0"),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {schedule: linear}")],
        "10:22: schedule is 'linear', needs constant, {step: {every: 50, factor: 0.5}} or {cosine: {to: 0.001}}"),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {schedule: {}}")],
        "10:22: schedule is an empty mapping, needs constant, {step: {every: 50, factor: 0.5}} or {cosine: {to: 0.001}}"
    ),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {schedule: {stpe: {every: 2, factor: 0.5}}}")],
        "10:23: schedule has no key 'stpe'; did you mean 'step'?"),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {schedule: {step: {every: 0, factor: 0.5}}}")],
        "10:37: every is '0', needs a whole number from 1 to 1,000,000,000"),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {schedule: {step: {every: 2}}}")],
        "10:29: step lacks the key 'factor'"),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {schedule: {cosine: {to: 0}}}")],
        "10:23: 'cosine' only goes with epochs"),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {epochs: 9, schedule: {cosine: {to: -1}}}")],
        "10:47: to is '-1', needs a number from 0 to 1,000,000"),
    Case(
        .many, [("loss: mse", "loss: mse\nreduction: men")],
        "10:12: reduction is 'men'; did you mean 'mean'?"),
    Case(
        .many, [("loss: mse", "reduction: mean")],
        "9:1: 'reduction' only goes with a loss"),
    Case(
        .many,
        [("size: 1", "size: 1, activation: sigmoid"), ("loss: mse", "loss: bce"), ("[[0], [1]]", "[[0], [1.5]]")],
        "8:19: target 2 under bce is '1.5', needs a number from 0 to 1"),
    Case(
        .many, [("size: 1", "size: 1, activation: sigmoid"), ("loss: mse", "loss: bce"), ("[[0], [1]]", "[0, [1]]")],
        "8:13: 0 would be a class of y, which has one entry; as a label of bce it is [0]"),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {optimizer: momentum, momentum: 1}")],
        "10:43: momentum is '1', needs a number from 0 up to but not including 1"),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {optimizer: adam, betas: [0.9]}")],
        "10:36: betas is a list of 1, needs two numbers, such as [0.9, 0.999]"),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {rate: 0}")],
        "10:18: rate is '0', needs a number above 0"),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {clip: {by: norm, at: -1}}")],
        "10:33: at is '-1', needs a number above 0"),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {clip: {by: norm}}")],
        "10:18: clip lacks the key 'at'"),
    Case(
        .many, [("loss: mse", "loss: mse\ntraining: {epochs: 0}")],
        "10:20: epochs is '0', needs a whole number from 1 to 1,000,000,000"),
    Case(
        .many,
        [
            ("  inputs: [[1], [2]]\n  targets: [[0], [1]]\n", "  task: first-bit\n  length: 100000\n"),
            ("hidden: 2", "hidden: 1024"),
        ],
        "7:3: its trace would have 410,202,048 numbers, more than 50,000,000"),
    Case(
        .many,
        [
            ("unfold: 1", "unfold: 1\narithmetic: rational"), ("cell: rnn", "cell: linear"),
            ("  inputs: [[1], [2]]\n  targets: [[0], [1]]\n", "  task: first-bit\n  length: 20000\n"),
        ],
        "8:3: fractions grow with every step: its trace would take about 22,400 MB, more than 800; fewer steps or "
            + "arithmetic: double would fit"),
    Case(
        .many,
        [
            (
                "cell: rnn, hidden: 2}",
                "cell: lstm, hidden: 1024}\n" + String(repeating: "  - {cell: lstm, hidden: 1024}\n", count: 9)
            )
        ],
        "3:3: the model has 79,737,857 parameters, more than 50,000,000"),
]
