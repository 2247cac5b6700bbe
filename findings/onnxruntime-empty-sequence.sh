#!/usr/bin/env bash
# onnxruntime 1.32.0 (onnx 1.23.2 only builds the models)
#
# A sequence of length 0 in `sequence_lens` is taken without complaint, and its final state Y_h (and Y_c) is 0, whatever `initial_h` (and
# `initial_c`) was given. A sequence of length 1 starts from the given state as it should.
#
# Why a good guess misses: after no step the state is the state one began with: that is what the recurrence says, what a scan gives, and what
# Keras returns for a fully masked sequence.
#
# For somebody who steps through RNNs: carrying states from chunk to chunk through the runtime forgets every sequence that has nothing
# in one chunk, so put the old state back by hand where the length is 0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6

"$work/venv/bin/python" - <<'PY'
import numpy as np, onnxruntime
from onnx import TensorProto, helper

T, B = 2, 2
for op, gates, states in (("RNN", 1, ["h"]), ("GRU", 3, ["h"]), ("LSTM", 4, ["h", "c"])):
    given, final = [f"initial_{s}" for s in states], [f"Y_{s}" for s in states]
    node = helper.make_node(op, ["X", "W", "R", "", "lengths"] + given, ["Y"] + final, hidden_size=1)
    floats = lambda names: [helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in names]
    inputs = floats(["X", "W", "R"] + given) + [helper.make_tensor_value_info("lengths", TensorProto.INT32, [B])]
    graph = helper.make_graph([node], op, inputs, floats(["Y"] + final))
    built = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10)
    session = onnxruntime.InferenceSession(built.SerializeToString(), providers=["CPUExecutionProvider"])
    feed = {"X": np.zeros((T, B, 1), "float32"), "W": np.ones((1, gates, 1), "float32"), "R": np.ones((1, gates, 1), "float32"),
            "lengths": np.array([0, 1], "int32")} | {name: np.full((1, B, 1), 0.5, "float32") for name in given}
    _, *ends = session.run(None, feed)
    for name, end in zip(final, ends):
        empty, one = end[0, :, 0].tolist()
        print(f"{op:5}{name} from 0.5: after no step {empty}, after one step {one:.4f}")
        assert empty == 0 and one > 0.1
PY
