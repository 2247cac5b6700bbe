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
