import Recurrence
import Scenes

extension ToolScript.Words {
    /// Flax NNX, in float64.
    static let flax = Self(
        title: "Flax NNX",
        prelude: """
            # Written by `unfold export --format flax`; needs Flax.
            import jax

            jax.config.update("jax_enable_x64", True)
            import jax.numpy as jnp
            from flax import nnx


            def build(kind, inputs, hidden, activation, reset, bias, weights):
                options = {"dtype": jnp.float64, "param_dtype": jnp.float64, "rngs": nnx.Rngs(0)}
                if kind == "lstm":
                    cell = nnx.LSTMCell(inputs, hidden, **options)
                elif kind == "gru":
                    cell = nnx.GRUCell(inputs, hidden, **options)
                else:
                    functions = {"tanh": jnp.tanh, "relu": jax.nn.relu, "sigmoid": jax.nn.sigmoid, "linear": lambda a: a}
                    cell = nnx.SimpleCell(inputs, hidden, activation_fn=functions[activation], **options)
                for name, values in weights.items():
                    module, leaf = name.split(".")
                    setattr(getattr(cell, module), leaf, nnx.Param(jnp.array(values)))
                return nnx.RNN(cell)


            def run(layer, x, states):
                if states is None:
                    return layer(x[None])[0]
                carry = [jnp.array(state)[None] for state in states]
                # An LSTM's carry is (c, h).
                return layer(x[None], initial_carry=tuple(carry[::-1]) if len(carry) > 1 else carry[0])[0]
            """,
        pattern: { (layer: SceneLayer, kind: RecurrentKind) throws(CannotHold) -> CellPattern in
            try ToolExport.refusePeepholes(layer)
            if kind == .gru, layer.options.reset == .before { throw CannotHold(words: "reset: before") }
            return try Dialect.flaxNNX.cell(kind)
        },
        array: "jnp.array", embedding: "embedding[jnp.array(TOKENS)]", readout: "x @ w_y.T + b_y",
        functions: [
            .identity: "a_y", .sigmoid: "jax.nn.sigmoid(a_y)", .tanh: "jnp.tanh(a_y)", .softmax: "jax.nn.softmax(a_y)",
        ],
        concatenate: "jnp.concatenate(outputs, axis=1)", reversed: "X[::-1]")
}
