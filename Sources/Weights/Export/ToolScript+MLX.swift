import Recurrence
import Scenes

extension ToolScript.Words {
    /// MLX on the CPU, in float64, which it has only there.
    static let mlx = Self(
        title: "MLX",
        prelude: """
            # Written by `unfold export --format mlx`; needs MLX, whose sigmoid and softmax are right to about 1e-8 in float64, too.
            import mlx.core as mx
            import mlx.nn as nn

            mx.set_default_device(mx.cpu)


            def build(kind, inputs, hidden, activation, reset, bias, weights):
                if kind == "lstm":
                    layer = nn.LSTM(inputs, hidden, bias=bias)
                elif kind == "gru":
                    layer = nn.GRU(inputs, hidden, bias=bias)
                else:
                    functions = {"tanh": mx.tanh, "relu": nn.relu, "sigmoid": mx.sigmoid, "linear": lambda a: a}
                    layer = nn.RNN(inputs, hidden, bias=bias, nonlinearity=functions[activation])
                layer.update({name: mx.array(values, dtype=mx.float64) for name, values in weights.items()})
                return layer


            def run(layer, x, states):
                states = [mx.array(state, dtype=mx.float64) for state in states or []]
                h = layer(x, *states)
                return h[0] if isinstance(h, tuple) else h


            def array(values):
                return mx.array(values, dtype=mx.float64)
            """,
        pattern: { (layer: SceneLayer, kind: RecurrentKind) throws(CannotHold) -> CellPattern in
            try ToolExport.refusePeepholes(layer)
            if kind == .gru, layer.options.reset == .before { throw CannotHold(words: "reset: before") }
            var pattern = try Dialect.mlx.cell(kind)
            // Without a bias MLX leaves out what stands inside the reset, too.
            if !layer.bias { pattern.biases = [] }
            return pattern
        },
        array: "array", embedding: "embedding[mx.array(TOKENS)]", readout: "x @ w_y.T + b_y",
        functions: [
            .identity: "a_y", .sigmoid: "mx.sigmoid(a_y)", .tanh: "mx.tanh(a_y)", .softmax: "mx.softmax(a_y, axis=-1)",
        ],
        concatenate: "mx.concatenate(outputs, axis=1)", reversed: "X[::-1]")
}
