"""OpenVINO models, built by its own operations and converted from the ONNX cases, each with its own outputs: openvino_cases.py FOLDER"""
import pathlib
import sys

import numpy as np
import openvino
from openvino import opset13 as ops

from cases import Cases, plain

cases = Cases(sys.argv[1], f"openvino {openvino.__version__}")
rng = np.random.default_rng(4)
core = openvino.Core()
X = rng.normal(size=(1, 5, 3)).astype("float32")
TOKENS = [2, 0, 4, 1, 3]
GATES = {"lstm": 4, "gru": 3, "rnn": 1}


def run(file, value):
    compiled = core.compile_model(core.read_model(cases.path(file)), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    return np.array(compiled([value])[0], "float64")


def sequence(name, kind, directions=1, state=False, refused=None, **options):
    """A recurrent operation over five steps, whose weights are constants."""
    h, g = 4, GATES[kind]
    array = lambda *shape: (rng.normal(size=shape) * 0.7).astype("float32")
    start = lambda: array(1, directions, h) if state else np.zeros((1, directions, h), "float32")
    biases = (g + 1 if options.get("linear_before_reset") else g) * h
    x = ops.parameter([1, 5, 3], np.float32, name="x")
    states = [ops.constant(start()) for _ in range(2 if kind == "lstm" else 1)]
    weights = [ops.constant(w) for w in (array(directions, g * h, 3), array(directions, g * h, h), array(directions, biases))]
    direction = options.pop("direction", "bidirectional" if directions == 2 else "forward")
    operation = getattr(ops, f"{kind}_sequence")
    node = operation(x, *states, ops.constant(np.array([5], "int32")), *weights, h, direction, **options)
    openvino.save_model(openvino.Model([node.output(0)], [x], name), cases.path(f"{name}.xml"), compress_to_fp16=False)
    if refused:
        cases.refuse(f"{name}.xml", refused)
        return
    # batch, directions, steps, width
    y = run(f"{name}.xml", X)[0].transpose(1, 0, 2).reshape(5, -1)
    cases.add(f"{name}.xml", plain(y), plain(X[0].astype("float64")), node="h", tolerance=2e-6)


sequence("lstm", "lstm")
sequence("lstm_both", "lstm", 2)
sequence("lstm_states", "lstm", state=True)
sequence("gru", "gru")
sequence("gru_after", "gru", linear_before_reset=True)
sequence("gru_both", "gru", 2, linear_before_reset=True)
sequence("rnn", "rnn")
sequence("rnn_relu", "rnn", activations=["relu"])
sequence("reverse", "lstm", direction="reverse", refused="reverse")
sequence("clip", "lstm", clip=0.5, refused="clip")



# Whole models: what each operation reads is followed
def whole(name, build, refused=None, tokens=False):
    x = ops.parameter([1, 5] if tokens else [1, 5, 3], np.int64 if tokens else np.float32, name="x")
    openvino.save_model(openvino.Model([build(x).output(0)], [x], name), cases.path(f"{name}.xml"), compress_to_fp16=False)
    if refused:
        cases.refuse(f"{name}.xml", refused)
        return
    y = run(f"{name}.xml", np.array([TOKENS]) if tokens else X)[0]
    cases.add(f"{name}.xml", plain(y), None if tokens else plain(X[0].astype("float64")), TOKENS if tokens else None, tolerance=2e-6)


def array(*shape):
    return ops.constant((rng.normal(size=shape) * 0.7).astype("float32"))


def gru(x, inputs=3, hidden=3, length=5):
    """Batch, steps, width."""
    weights = [array(1, 3 * hidden, inputs), array(1, 3 * hidden, hidden), array(1, 3 * hidden)]
    start = ops.constant(np.zeros((1, 1, hidden), "float32"))
    node = ops.gru_sequence(x, start, ops.constant(np.array([length], "int32")), *weights, hidden, "forward")
    return ops.squeeze(node.output(0), ops.constant(np.array([1])))


def linear(x, inputs, outputs, bias=True):
    product = ops.matmul(x, array(outputs, inputs), False, True)
    return ops.add(product, array(1, 1, outputs)) if bias else product


def first_step(x):
    return ops.gather(x, ops.constant(np.array([0])), ops.constant(np.array(1)))


embedded = lambda x: ops.gather(array(6, 3), x, ops.constant(np.array(0)))
whole("softmax", lambda x: ops.softmax(linear(gru(embedded(x)), 3, 6), 2), tokens=True)
whole("logits", lambda x: linear(gru(embedded(x)), 3, 6), tokens=True)
whole("stacked", lambda x: ops.tanh(linear(gru(gru(x)), 3, 2)))
whole("side_by_side", lambda x: linear(ops.concat([gru(x), gru(x)], 2), 6, 2), refused="Concat")
whole("linear_before", lambda x: linear(gru(linear(x, 3, 3, bias=False)), 3, 2), refused="linear.0")
whole("two_linear", lambda x: linear(linear(gru(x), 3, 3), 3, 2), refused="linear.0")
whole("first_step", lambda x: linear(first_step(gru(x)), 3, 2), refused="Gather")
whole("short", lambda x: linear(gru(x, length=3), 3, 2), refused="sequence_lengths: 3")

# What a person has is converted from another tool's file.
onnx = pathlib.Path(sys.argv[1]).parent / "onnx"
for name in ["lstm", "gru", "gru_after", "lstm_both", "rnn", "script_lstm", "dynamo_lstm"]:
    source = onnx / f"{name}.onnx"
    if not source.exists():
        continue
    model = openvino.convert_model(str(source))
    file = f"from_onnx_{name}.xml"
    openvino.save_model(model, cases.path(file), compress_to_fp16=False)
    if "_" in name and name.split("_")[0] in ("script", "dynamo"):
        y = run(file, np.array([TOKENS]))[0]
        cases.add(file, plain(y), tokens=TOKENS, tolerance=2e-6)
    else:
        # steps, directions, batch, width
        y = run(file, X.transpose(1, 0, 2))[:, :, 0].reshape(5, -1)
        cases.add(file, plain(y), plain(X[0].astype("float64")), node="h", tolerance=2e-6)
cases.write()
