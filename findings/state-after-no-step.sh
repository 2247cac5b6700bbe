#!/usr/bin/env bash
# onnxruntime 1.32.0 (onnx 1.23.2 only builds the models), flax 0.12.8 and keras 3.15.1 on jax 0.10.2
#
# The final state of a sequence of length 0 that began at ½: 0 in onnxruntime (sequence_lens), for RNN, GRU and LSTM,
# h and c; the state after *all* the padding in flax (seq_lengths), linen as nnx; ½ in Keras (a mask of False only).
#
# Why a good guess misses: after no step the state is the one begun with, so says the recurrence; only Keras does so.
# The others take a length of 0 without a word, and lengths from 1 on are right in all three.
#
# For somebody who steps through RNNs: whoever carries states from chunk to chunk gets, for a sequence with nothing in
# this chunk, a forgotten state or one that has read padding. Put the old state back by hand where the length is 0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet onnx==1.23.2 onnxruntime==1.32.0 flax==0.12.8 keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6

KERAS_BACKEND=jax "$work/venv/bin/python" - <<'PY'
import jax, keras, numpy as np, onnxruntime
from flax import linen, nnx
from onnx import TensorProto, helper

T, B = 2, 2
lengths = np.array([0, 1], "int32")

def by_onnxruntime(op, gates, states):
    given, final = [f"initial_{s}" for s in states], [f"Y_{s}" for s in states]
    node = helper.make_node(op, ["X", "W", "R", "", "lengths"] + given, ["Y"] + final, hidden_size=1)
    floats = lambda names: [helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in names]
    inputs = floats(["X", "W", "R"] + given) + [helper.make_tensor_value_info("lengths", TensorProto.INT32, [B])]
    graph = helper.make_graph([node], op, inputs, floats(["Y"] + final))
    built = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10)
    session = onnxruntime.InferenceSession(built.SerializeToString(), providers=["CPUExecutionProvider"])
    feed = {"X": np.ones((T, B, 1), "float32"), "W": np.ones((1, gates, 1), "float32"), "R": np.ones((1, gates, 1), "float32"),
            "lengths": lengths} | {name: np.full((1, B, 1), 0.5, "float32") for name in given}
    return dict(zip(final, (end[0, :, 0].tolist() for end in session.run(None, feed)[1:])))

for op, gates, states in (("RNN", 1, "h"), ("GRU", 3, "h"), ("LSTM", 4, "hc")):
    for name, (none, one) in by_onnxruntime(op, gates, states).items():
        print(f"onnxruntime {op:5}{name}  after no step {none}, after one {one:.4f}")
        assert none == 0 and one > 0.5

sequences, start = np.ones((B, T, 1), "float32"), np.full((B, 1), 0.5, "float32")
layer = linen.RNN(linen.GRUCell(1), return_carry=True)
weights = layer.init(jax.random.PRNGKey(0), sequences)
run_linen = lambda **how: np.ravel(layer.apply(weights, sequences, initial_carry=start, **how)[0])
other = nnx.RNN(nnx.GRUCell(1, 1, rngs=nnx.Rngs(0)), return_carry=True)
run_nnx = lambda **how: np.ravel(other(sequences, initial_carry=start, **how)[0])
for name, run in (("linen", run_linen), ("nnx", run_nnx)):
    none, whole = run(seq_lengths=lengths)[0], run()[0]
    print(f"flax {name:6}GRU  h    after no step {none:.4f}, after all the padding {whole:.4f}")
    assert none == whole and abs(none - 0.5) > 1e-3

mask = np.arange(T) < lengths[:, None]
none, one = np.ravel(keras.ops.convert_to_numpy(keras.layers.GRU(1)(sequences, mask=mask, initial_state=start)))
print(f"keras       GRU  h    after no step {none}, after one {one:.4f}")
assert none == 0.5 and one != 0.5
PY
