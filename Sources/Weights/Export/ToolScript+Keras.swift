import Recurrence
import Scenes

extension ToolScript.Words {
    /// Keras on JAX, in float64.
    static let keras = Self(
        title: "Keras",
        prelude: """
            # Written by `unfold export --format keras`; needs Keras and JAX.
            import os

            os.environ["KERAS_BACKEND"] = "jax"
            os.environ["JAX_ENABLE_X64"] = "1"
            import jax.numpy as jnp
            import keras
            import numpy as np

            keras.config.set_floatx("float64")
            keras.config.set_dtype_policy("float64")
            # Keras' own tanh computes float64 in float32.
            functions = {"tanh": jnp.tanh, "relu": "relu", "sigmoid": "sigmoid", "linear": "linear"}


            def build(kind, inputs, hidden, activation, reset, bias, weights):
                options = {"return_sequences": True, "use_bias": bias}
                if kind == "lstm":
                    layer = keras.layers.LSTM(hidden, activation=jnp.tanh, **options)
                elif kind == "gru":
                    layer = keras.layers.GRU(hidden, activation=jnp.tanh, reset_after=reset == "after", **options)
                else:
                    layer = keras.layers.SimpleRNN(hidden, activation=functions[activation], **options)
                layer.build((1, None, inputs))
                layer.set_weights([np.array(values) for values in weights.values()])
                return layer


            def run(layer, x, states):
                states = None if states is None else [np.array(state)[None] for state in states]
                return keras.ops.convert_to_numpy(layer(x[None], initial_state=states))[0]
            """,
        pattern: { (layer: SceneLayer, kind: RecurrentKind) throws(CannotHold) -> CellPattern in
            try ToolExport.refusePeepholes(layer)
            return try Dialect.keras.cell(kind)
        },
        array: "np.array", embedding: "embedding[TOKENS]", readout: "x @ w_y.T + b_y",
        functions: [
            .identity: "a_y", .sigmoid: "keras.ops.convert_to_numpy(keras.ops.sigmoid(a_y))", .tanh: "np.tanh(a_y)",
            .softmax: "keras.ops.convert_to_numpy(keras.ops.softmax(a_y))",
        ],
        concatenate: "np.concatenate(outputs, axis=1)", reversed: "X[::-1]")
}

extension Dialect {
    /// How the tool writes down a layer of a kind.
    func cell(_ kind: RecurrentKind) throws(CannotHold) -> CellPattern {
        guard let pattern = cells.first(where: { $0.kind == kind && !$0.isNumbered }) else {
            throw CannotHold(words: "a layer of kind \(kind.rawValue)")
        }
        return pattern
    }
}
