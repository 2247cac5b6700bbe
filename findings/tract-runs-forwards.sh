#!/usr/bin/env bash
# tract 0.23.9 beside onnxruntime 1.32.0 (onnx 1.23.2 only builds the models)
#
# tract runs an ONNX RNN, GRU or LSTM whose direction is reverse forwards, and an RNN whose activation is Relu or
# Sigmoid with tanh; clip and input_forget are dropped too. The numbers are, bit for bit, those of the node without the
# attribute, and nothing is raised. Peepholes, initial states and linear_before_reset are obeyed.
#
# Why a good guess misses: a bidirectional node is right, so the way back is there; and the rare inputs work, so the
# common attributes are taken for granted.
#
# For somebody who steps through RNNs: a relu network, and a layer that reads from the end, give plausible, wrong states.
# Reverse the sequence outside (or take the second half of a bidirectional node), and compare one step by hand.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check tract==0.23.9 onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
"$work/venv/bin/python" - "$work/model.onnx" <<'PY'
import sys

import numpy as np
import onnx
import onnxruntime
import tract
from onnx import TensorProto, helper, numpy_helper

path = sys.argv[1]
T, N, I, H = 3, 1, 2, 4
rng = np.random.default_rng(3)
draw = lambda *shape: rng.normal(size=shape).astype("f")
X, h0 = draw(T, N, I), draw(1, N, H)
gates = {"RNN": 1, "GRU": 3, "LSTM": 4}
arrays = {op: {"W": draw(2, g * H, I), "R": draw(2, g * H, H), "B": draw(2, 2 * g * H)} for op, g in gates.items()}
P = draw(1, 3 * H)


def save(op, given=(), **attributes):
    ways = 2 if attributes.get("direction") == "bidirectional" else 1
    inputs = ["X", "W", "R", "B", "", "h0" if "h0" in given else "", "", "P" if "P" in given else ""]
    while not inputs[-1]:
        inputs.pop()
    kept = {name: a[:ways] for name, a in arrays[op].items()} | {k: v for k, v in (("h0", h0), ("P", P)) if k in given}
    node = helper.make_node(op, inputs, ["Y"], hidden_size=H, **attributes)
    shapes = (("X", [T, N, I]), ("Y", [T, ways, N, H]))
    x, y = (helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in shapes)
    graph = helper.make_graph([node], op, [x], [y], [numpy_helper.from_array(a, name) for name, a in kept.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)


def by_tract(*node, **attributes):
    save(*node, **attributes)
    return tract.onnx().load(path).into_model().into_runnable().run([X])[0].to_numpy()


def by_onnxruntime(*node, **attributes):
    save(*node, **attributes)
    return onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"]).run(None, {"X": X})[0]


cases = [(op, (), dict(direction="reverse"), False) for op in gates] + [(op, (), dict(clip=0.2), False) for op in gates]
cases += [("RNN", (), dict(activations=[name]), False) for name in ("Relu", "Sigmoid")] + [("LSTM", (), dict(input_forget=1), False)]
cases += [("GRU", (), dict(linear_before_reset=1), True), ("RNN", ("h0",), {}, True), ("LSTM", ("P",), {}, True)]
for op, given, attributes, obeyed in cases:
    plain, here, right = by_tract(op), by_tract(op, given, **attributes), by_onnxruntime(op, given, **attributes)
    assert np.abs(right - plain).max() > 0.01 and np.allclose(plain, by_onnxruntime(op), atol=1e-5)
    name = ", ".join([*given, *(f"{key} {value}" for key, value in attributes.items())])
    print(f"{op:5}{name:28}{'obeyed' if obeyed else 'dropped'}, {np.abs(here - right).max():.4f} off")
    assert np.allclose(here, right, atol=1e-5) if obeyed else np.array_equal(here, plain)
for op in gates:
    here, right = by_tract(op, direction="bidirectional"), by_onnxruntime(op, direction="bidirectional")
    print(f"{op:5}bidirectional               obeyed, {np.abs(here - right).max():.4f} off")
    assert np.allclose(here, right, atol=1e-5)
PY
