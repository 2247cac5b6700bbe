// The places and sentences that `ErrorTests` expects: text, values, model.

let textCases: [Case] = [
    Case(
        "",
        "1:1: the file is empty; a scene begins with unfold: 1"),
    Case(
        "# nothing\n",
        "1:1: the file is empty; a scene begins with unfold: 1"),
    Case(
        "unfold: [1\n",
        "2:1: this is not YAML: did not find expected ',' or ']'"),
    Case(
        "unfold: 1\nmodel:\n\tstack: 1\n",
        "3:1: a tab stands where YAML takes spaces only"),
    Case(
        "unfold: 1\n---\nunfold: 1\n",
        "2:1: a second document begins here; a file has one"),
    Case(
        .many, [("loss: mse", "loss: &l mse")],
        "9:7: the anchor &l must not stand here; write the value where it is used"),
    Case(
        .many, [("loss: mse", "loss: *l")],
        "9:7: the alias *l must not stand here; write the value itself"),
    Case(
        "unfold: 1\n*a : 1\n",
        "2:1: the alias *a must not stand here; write the value itself"),
    Case(
        .many, [("loss: mse", "loss: !!str mse")],
        "9:7: the tag 'tag:yaml.org,2002:str' must not stand here; a value needs none"),
    Case(
        "unfold: 1\n[a]: 1\n",
        "2:1: a list or mapping stands where a key should; a key is a word"),
    Case(
        .many, [("loss: mse", "loss: mse\nloss: nll")],
        "10:1: the key 'loss' stands here a second time; the first is in line 9"),
]

let valuesCases: [Case] = [
    Case(
        "- 1\n",
        "1:1: the scene is a list, needs a mapping of keys"),
    Case(
        "model: {}\n",
        "1:1: the scene lacks the key 'unfold'"),
    Case(
        .many, [("unfold: 1", "unfold: 2")],
        "1:9: unfold is '2'; this program reads format version 1"),
    Case(
        .many, [("loss: mse", "los: mse")],
        "9:1: the scene has no key 'los'; did you mean 'loss'?"),
    Case(
        .many, [("loss: mse", "xyzzy: mse")],
        "9:1: the scene has no key 'xyzzy'; its keys are unfold, title, notes, arithmetic, model, sequence, loss, reduction, parameters and training"
    ),
    Case(
        .many, [("hidden: 2", "hiden: 2")],
        "4:17: stack.0 has no key 'hiden'; did you mean 'hidden'?"),
    Case(
        .many, [(", hidden: 2", "")],
        "4:5: stack.0 lacks the key 'hidden'"),
    Case(
        "unfold: 1\n",
        "1:1: the scene lacks the key 'model'"),
    Case(
        .many, [("unfold: 1", "unfold: 1\ntitle: [a]")],
        "2:8: title is a list, needs a text"),
    Case(
        .many, [("unfold: 1", "unfold: 1\ntitle: \"a\\e[31mb\"")],
        "2:8: title has the control character U+001B"),
    Case(
        .many, [("unfold: 1", "unfold: 1\ntitle: \(String(repeating: "a", count: 201))")],
        "2:8: title has more than 200 characters"),
    Case(
        .many, [("loss: mse", "loss: mean")],
        "9:7: loss is 'mean'; it can be mse, nll, bce or none"),
    Case(
        .many, [("loss: mse", "loss: mes")],
        "9:7: loss is 'mes'; did you mean 'mse'?"),
    Case(
        .many, [("cell: rnn", "cell: lsmt")],
        "4:12: cell is 'lsmt'; did you mean 'lstm'?"),
    Case(
        .many, [("hidden: 2", "hidden: 2, activation: softplus")],
        "4:40: activation is 'softplus'; it can be identity, tanh, sigmoid or relu"),
    Case(
        .many, [("hidden: 2", "hidden: 0")],
        "4:25: hidden is '0', needs a whole number from 1 to 1,024"),
    Case(
        .many, [("hidden: 2", "hidden: 1025")],
        "4:25: hidden is '1025', needs a whole number from 1 to 1,024"),
    Case(
        .many, [("hidden: 2", "hidden: 2.5")],
        "4:25: hidden is '2.5', needs a whole number from 1 to 1,024"),
    Case(
        .many, [("hidden: 2", "hidden: [2]")],
        "4:25: hidden is a list, needs a whole number"),
    Case(
        .many, [("hidden: 2", "hidden: 2, bias: yes")],
        "4:34: bias is 'yes', needs true or false"),
    Case(
        .many, [("inputs: [[1], [2]]", "inputs: [[one], [2]]")],
        "7:13: input 1: 'one' is no number; 3, -0.5, 1e-3 and 2/7 are"),
    Case(
        .many, [("inputs: [[1], [2]]", "inputs: [[~], [2]]")],
        "7:13: input 1 is nothing, needs a number"),
    Case(
        .many, [("inputs: [[1], [2]]", "inputs: [[.inf], [2]]")],
        "7:13: input 1: '.inf' is not finite; a scene's numbers are"),
    Case(
        .many, [("inputs: [[1], [2]]", "inputs: [[.NaN], [2]]")],
        "7:13: input 1: '.NaN' is not finite; a scene's numbers are"),
    Case(
        .many, [("inputs: [[1], [2]]", "inputs: [[1e999], [2]]")],
        "7:13: input 1: '1e999' is larger than the largest double"),
    Case(
        .many,
        [
            (
                "inputs: [[1], [2]]",
                "inputs: [[11111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111], [2]]"
            )
        ],
        "7:13: input 1: '111111111111111111111111111111111111111111111111111111111111…' has too many digits; at most 100 are read"
    ),
    Case(
        .many, [("inputs: [[1], [2]]", "inputs: [[1/0], [2]]")],
        "7:13: input 1: '1/0' divides by zero"),
    Case(
        .many, [("inputs: [[1], [2]]", "inputs: [[0.5/2], [2]]")],
        "7:13: input 1: '0.5/2' is no number; 3, -0.5, 1e-3 and 2/7 are"),
]

let modelCases: [Case] = [
    Case(
        .many, [("  stack:\n  - {cell: rnn, hidden: 2}\n", "  stack: []\n")],
        "3:10: the stack is empty, needs at least one layer"),
    Case(
        .many, [("hidden: 2", "hidden: 2, reset: after")],
        "4:28: the cell rnn takes no 'reset'; gru does"),
    Case(
        .many, [("cell: rnn, hidden: 2", "cell: lstm, hidden: 2, activation: tanh")],
        "4:29: the cell lstm takes no 'activation'; rnn and feedforward do"),
    Case(
        .many, [("hidden: 2", "hidden: 2, peephole: full")],
        "4:28: the cell rnn takes no 'peephole'; lstm does"),
    Case(
        .oneToMany, [("hidden: 2", "hidden: 2, bidirectional: true")],
        "5:28: a layer of one-to-many cannot be bidirectional: its inputs are its own earlier outputs"),
    Case(
        .many, [("hidden: 2", "hidden: 2, residual: true")],
        "4:28: stack.0 is residual, but its input has width 1 and its output width 2; they must be equal"),
    Case(
        .many, [("hidden: 2}", "hidden: 2}\n  - {cell: rnn, hidden: 2, bidirectional: true, residual: true}")],
        "5:49: stack.1 is residual, but its input has width 2 and its output width 4 (2·2); they must be equal"),
    Case(
        .seq2seq, [("  decoder: {cell: gru, hidden: 2}\n", "")],
        "3:3: the shape seq2seq needs a decoder"),
    Case(
        .many, [("  readout", "  decoder: {cell: gru, hidden: 2}\n  readout")],
        "5:3: the shape many-to-many has no decoder; only seq2seq has"),
    Case(
        .seq2seq, [("gru, hidden: 2", "gru, hidden: 2, residual: true")],
        "6:35: a decoder cannot be residual"),
    Case(
        .seq2seq, [("gru, hidden: 2", "gru, hidden: 3")],
        "6:32: the decoder's hidden width is 3, but the encoder's final state, from which it starts, has width 2; make them equal or write start: zero"
    ),
    Case(
        .seq2seq, [("gru, hidden: 2", "gru, hidden: 2, initial_state: learned")],
        "6:50: initial_state: learned has no use in a decoder that starts from the encoder; write start: zero"),
    Case(
        .many, [("  readout", "  feedback: output\n  readout")],
        "5:3: the shape many-to-many feeds nothing back; only one-to-many and seq2seq do"),
    Case(
        .seq2seq, [("  readout", "  feedback: none\n  readout")],
        "7:13: feedback is 'none'; a decoder reads output, argmax or target"),
    Case(
        .oneToMany, [("size: 1", "size: 3"), ("[[0], [1]]", "[[0, 0, 1]]")],
        "3:10: outputs of width 3 are fed back as inputs of width 1; make them equal or write feedback: none"),
    Case(
        .language,
        [
            ("  stack", "  shape: one-to-many\n  stack"), (", tied: true", ""), ("tokens: [a, b]", "tokens: [a]"),
            ("sequence:", "  readout: {size: 2, activation: softmax}\nsequence:"),
        ],
        "3:10: outputs of width 2 are fed back through an embedding of 3 tokens; make them equal"),
    Case(
        .language, [("sequence:", "  readout: {size: 3, activation: softmax}\nsequence:")],
        "6:3: a tied embedding takes the place of the readout; write one of them"),
    Case(
        .language, [("size: 2", "size: 4")],
        "5:44: a tied embedding needs its size, which is 4, equal to the top layer's width, which is 2"),
    Case(
        .many, [("loss: mse", "loss: nll")],
        "5:12: the loss nll needs a readout with activation softmax; here it is identity"),
    Case(
        .many, [("loss: mse", "loss: nll"), ("  readout: {size: 1}\n", "")],
        "8:7: the loss nll needs a readout with activation softmax; here is no readout"),
    Case(
        .many, [("loss: mse", "loss: bce")],
        "5:12: the loss bce needs a readout with activation sigmoid; here it is identity"),
    Case(
        .many, [("size: 1", "size: 1, activation: softmax"), ("loss: mse", "loss: bce")],
        "5:34: the loss bce needs a readout with activation sigmoid; here it is softmax"),
    Case(
        .language, [("loss: nll", "loss: bce")],
        "5:53: the loss bce needs a readout with activation sigmoid; a tied embedding has softmax"),
    Case(
        .language, [("[a, b, c]", "[]")],
        "5:27: the vocabulary is empty, needs at least one token"),
    Case(
        .language, [("[a, b, c]", "[a, b, a]")],
        "5:34: the token 'a' stands in the vocabulary twice"),
    Case(
        .many, [("unfold: 1", "unfold: 1\narithmetic: rational"), ("cell: rnn", "cell: lstm")],
        "5:12: arithmetic: rational cannot compute cell lstm of stack.0; it has linear cells, identity activations and mse only"
    ),
    Case(
        .many, [("unfold: 1", "unfold: 1\narithmetic: rational")],
        "5:12: arithmetic: rational cannot compute activation tanh of stack.0; it has linear cells, identity activations and mse only"
    ),
    Case(
        .many,
        [
            ("unfold: 1", "unfold: 1\narithmetic: rational"), ("cell: rnn", "cell: linear"),
            ("size: 1", "size: 1, activation: sigmoid"),
        ],
        "6:34: arithmetic: rational cannot compute activation sigmoid of readout; it has linear cells, identity activations and mse only"
    ),
    Case(
        .many,
        [
            ("unfold: 1", "unfold: 1\narithmetic: rational"), ("cell: rnn", "cell: linear"),
            ("size: 1", "size: 1, activation: softmax"), ("loss: mse", "loss: nll"),
        ],
        "6:34: arithmetic: rational cannot compute activation softmax of readout; it has linear cells, identity activations and mse only"
    ),
    Case(
        .language, [("unfold: 1", "unfold: 1\narithmetic: rational"), ("cell: rnn", "cell: linear")],
        "6:53: arithmetic: rational cannot compute softmax (tied: true) of embedding; it has linear cells, identity activations and mse only"
    ),
    Case(
        .seq2seq,
        [
            ("unfold: 1", "unfold: 1\narithmetic: rational"), ("cell: rnn", "cell: linear"),
            ("cell: gru, hidden: 2", "cell: linear, hidden: 2, attention: {size: 1}"),
        ],
        "7:38: arithmetic: rational cannot compute attention of decoder; it has linear cells, identity activations and mse only"
    ),
]
