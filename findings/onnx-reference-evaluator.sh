#!/usr/bin/env bash
# onnx 1.23.2, beside onnxruntime 1.32.0
#
# onnx.reference.ReferenceEvaluator runs GRU and LSTM nodes without looking at `sequence_lens`, `clip` or
# `activations`: its numbers are, bit for bit, those of the node without them. onnxruntime obeys all three.
#
# Why a good guess misses: the evaluator comes with the standard, its name promises a reference, and it raises for
# much that it does not know, but not for these.
#
# For somebody who steps through RNNs: padded batches, clipped pre-activations and gates other than the sigmoid cannot
# be checked against it; past the end of a sequence it goes on through the padding, and its Y_h is the state after the
# padding.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6

"$work/venv/bin/python" - <<'PY'
import numpy as np, onnxruntime
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

onnxruntime.set_default_logger_severity(4)
T, B, I, H = 3, 2, 2, 2
draw = np.random.default_rng(0)

def model(op, lengths=False, **attributes):
    inputs = ["X", "W", "R"] + (["", "lengths"] if lengths else [])
    node = helper.make_node(op, inputs, ["Y", "Y_h"], hidden_size=H, **attributes)
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("X", "W", "R")]
    if lengths:
        values.append(helper.make_tensor_value_info("lengths", TensorProto.INT32, [B]))
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("Y", "Y_h")]
    graph = helper.make_graph([node], op, values, outputs)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10)

for op, gates, squash in (("GRU", 3, ["HardSigmoid", "Tanh"]), ("LSTM", 4, ["HardSigmoid", "Tanh", "Tanh"])):
    feed = {"X": draw.standard_normal((T, B, I)).astype("float32"),
            "W": draw.standard_normal((1, gates * H, I)).astype("float32"),
            "R": draw.standard_normal((1, gates * H, H)).astype("float32")}
    plain = ReferenceEvaluator(model(op)).run(None, feed)
    lengths = {"lengths": np.array([1, 3], "int32")}
    for asked, node, more in (("sequence_lens", model(op, lengths=True), lengths),
                              ("clip", model(op, clip=0.1), {}),
                              ("activations", model(op, activations=squash), {})):
        reference = ReferenceEvaluator(node).run(None, feed | more)
        session = onnxruntime.InferenceSession(node.SerializeToString(), providers=["CPUExecutionProvider"])
        runtime = session.run(None, feed | more)
        same = all(np.array_equal(a, b) for a, b in zip(reference, plain))
        apart = max(np.abs(a - b).max() for a, b in zip(reference, runtime))
        print(f"{op:5}{asked:15}reference as if not asked: {same};  from onnxruntime {apart:.3f}")
        assert same and apart > 0.01
    checked = onnxruntime.InferenceSession(model(op).SerializeToString(), providers=["CPUExecutionProvider"]).run(None, feed)
    assert max(np.abs(a - b).max() for a, b in zip(plain, checked)) < 1e-5
PY
