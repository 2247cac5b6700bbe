#!/usr/bin/env bash
# openvino 2026.4.1 beside onnxruntime 1.32.0 (onnx 1.23.2 only builds the models)
#
# OpenVINO reads an ONNX LSTM with peephole weights (input P) or with input_forget = 1, and runs it without them: the
# numbers are, bit for bit, those of the plain LSTM. layout = 1 (batch first) is dropped as well, so steps
# and sequences change places. Nothing is raised or printed. clip, activations and sequence_lens are obeyed.
#
# Why a good guess misses: it refuses what it does not know elsewhere (an unknown activation, a wrong rank), and
# onnxruntime beside it computes the first two and refuses layout = 1 when the session is made.
#
# For somebody who steps through RNNs: a peephole LSTM or one with coupled gates (f = 1 − i) that was exported to ONNX
# gives plausible, wrong states. Write both out: couple the gates in the weights, peepholes need a graph of small nodes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check openvino==2026.4.1 onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
"$work/venv/bin/python" - <<'PY'
import numpy as np
import onnx
import onnxruntime
import openvino
from onnx import TensorProto, helper, numpy_helper

N = 2  # as many steps as sequences, inputs and units
rng = np.random.default_rng(5)
draw = lambda *shape: rng.normal(size=shape).astype("f")
X = draw(N, N, N)
arrays = {"W": draw(1, 4 * N, N), "R": draw(1, 4 * N, N), "B": draw(1, 8 * N), "P": draw(1, 3 * N)}
lengths = np.array([2, 1], "int32")


def built(peepholes=False, lengths=False, **attributes):
    inputs = ["X", "W", "R", "B", "lengths" if lengths else "", "", "", "P" if peepholes else ""]
    node = helper.make_node("LSTM", inputs, ["Y"], hidden_size=N, **attributes)
    shape = [N, N, 1, N] if attributes.get("layout") else [N, 1, N, N]
    given = [helper.make_tensor_value_info("X", TensorProto.FLOAT, X.shape)]
    given += [helper.make_tensor_value_info("lengths", TensorProto.INT32, [N])] * lengths
    kept = [numpy_helper.from_array(a, name) for name, a in arrays.items() if name != "P" or peepholes]
    graph = helper.make_graph([node], "lstm", given, [helper.make_tensor_value_info("Y", TensorProto.FLOAT, shape)], kept)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10)
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString()


def by_openvino(model, feed):
    compiled = openvino.Core().compile_model(openvino.Core().read_model(model), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    return np.array(compiled(feed)[compiled.output(0)])


def by_onnxruntime(model, feed):
    onnxruntime.set_default_logger_severity(4)
    return onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"]).run(None, feed)[0]


plain = built()
assert np.allclose(by_openvino(plain, {"X": X}), by_onnxruntime(plain, {"X": X}), atol=1e-6)
reference = by_openvino(plain, {"X": X})
for name, how, obeyed in (
    ("peepholes", dict(peepholes=True), False),
    ("input_forget=1", dict(input_forget=1), False),
    ("clip=0.2", dict(clip=0.2), True),
    ("activations Sigmoid, Relu, Tanh", dict(activations=["Sigmoid", "Relu", "Tanh"]), True),
    ("sequence_lens", dict(lengths=True), True),
):
    feed = {"X": X} | ({"lengths": lengths} if "lengths" in how else {})
    here, there = by_openvino(built(**how), feed), by_onnxruntime(built(**how), feed)
    print(f"{name:32}OpenVINO differs from the plain LSTM by {np.abs(here - reference).max():.4f}, onnxruntime by {np.abs(there - reference).max():.4f}")
    assert np.abs(there - reference).max() > 0.01
    assert np.allclose(here, there, atol=1e-6) if obeyed else np.array_equal(here, reference)

batch_first = by_openvino(built(layout=1), {"X": X})
right = by_onnxruntime(plain, {"X": X.swapaxes(0, 1)})  # the same sequences, steps first: (T, 1, batch, N)
print(f"layout=1{'':24}OpenVINO gives the shape {batch_first.shape} and the numbers of layout 0, {np.abs(batch_first.ravel() - right.transpose(2, 0, 1, 3).ravel()).max():.4f} off")
assert np.array_equal(batch_first.ravel(), reference.ravel())
PY
