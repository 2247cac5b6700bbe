"""ONNX models, made by hand and exported by PyTorch, each with ONNX Runtime's outputs: onnx_cases.py FOLDER"""
import sys

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from cases import Cases, plain

torch.manual_seed(5)
cases = Cases(sys.argv[1], f"onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}, torch {torch.__version__}")
rng = np.random.default_rng(1)
X = rng.normal(size=(5, 3)).astype("float32")
TOKENS = [2, 0, 4, 1, 3]
GATES = {"LSTM": 4, "GRU": 3, "RNN": 1}


def model(name, kind, directions=1, bias=True, peephole=False, state=False, kind_of=np.float32, opset=14, nested=False, refused=None, torch_order=False, **attributes):
    g, h = GATES[kind], 4
    array = lambda *shape: rng.normal(size=shape).astype(kind_of) * 0.7
    w, r = array(directions, g * h, 3), array(directions, g * h, h)
    arrays = {"W": w, "R": r}
    inputs = ["X", "W", "R", "", "", "", "", ""]
    nodes = []
    if torch_order:
        # PyTorch's rows, put into ONNX' order by nodes, as exporters of old scripts do.
        arrays = {"weight_ih": w[0], "weight_hh": r[0]}
        axes = numpy_helper.from_array(np.array([0], dtype="int64"), "axes")
        arrays["axes"] = np.array([0], dtype="int64")
        for target, source in [("W", "weight_ih"), ("R", "weight_hh")]:
            parts = []
            for k, (a, b) in enumerate([(0, h), (3 * h, 4 * h), (h, 2 * h), (2 * h, 3 * h)]):
                for n, v in [("s", a), ("e", b)]:
                    arrays[f"{target}{n}{k}"] = np.array([v], dtype="int64")
                nodes.append(helper.make_node("Slice", [source, f"{target}s{k}", f"{target}e{k}", "axes"], [f"{target}{k}"]))
                parts.append(f"{target}{k}")
            nodes.append(helper.make_node("Concat", parts, [f"{target}cat"], axis=0))
            nodes.append(helper.make_node("Unsqueeze", [f"{target}cat", "axes"], [target]))
    if bias:
        arrays["B"], inputs[3] = array(directions, 2 * g * h), "B"
    if state:
        arrays["h0"], inputs[5] = array(directions, 1, h), "h0"
        if kind == "LSTM":
            arrays["c0"], inputs[6] = array(directions, 1, h), "c0"
    if peephole:
        arrays["P"], inputs[7] = array(directions, 3 * h), "P"
    inputs = inputs[: 8 if kind == "LSTM" else 6]
    outputs = ["Y", "Y_h"] + (["Y_c"] if kind == "LSTM" else [])
    direction = "bidirectional" if directions == 2 else attributes.pop("direction", "forward")
    nodes.append(helper.make_node(kind, inputs, outputs, name="rnn", hidden_size=h, direction=direction, **attributes))
    tensor = TensorProto.FLOAT if kind_of == np.float32 else TensorProto.DOUBLE
    x = helper.make_tensor_value_info("X", tensor, [5, 1, 3])
    y = helper.make_tensor_value_info("Y", tensor, [5, directions, 1, h])
    initializers = [numpy_helper.from_array(v, k) for k, v in arrays.items()]
    if nested:
        inner = helper.make_graph(nodes, "inner", [], [y], initializers)
        zeros = helper.make_node("Constant", [], ["Y"], value=numpy_helper.from_array(np.zeros((5, directions, 1, h), kind_of)))
        outer = helper.make_node("If", ["condition"], ["Y"], name="choice", then_branch=inner, else_branch=helper.make_graph([zeros], "other", [], [y]))
        graph = helper.make_graph([outer], "g", [x], [y], [numpy_helper.from_array(np.array(True), "condition")])
    else:
        graph = helper.make_graph(nodes, "g", [x], [y], initializers)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    onnx.checker.check_model(made)
    onnx.save(made, cases.path(f"{name}.onnx"))
    if refused:
        cases.refuse(f"{name}.onnx", refused)
        return
    out = onnxruntime.InferenceSession(cases.path(f"{name}.onnx")).run(["Y"], {"X": X[:, None].astype(kind_of)})[0]
    cases.add(f"{name}.onnx", plain(out[:, :, 0].reshape(5, -1).astype("float64")), plain(X.astype("float64")), node="h", tolerance=2e-6)


model("lstm", "LSTM")
model("lstm_both", "LSTM", 2)
model("lstm_peephole", "LSTM", peephole=True)
model("lstm_states", "LSTM", state=True)
model("lstm_nobias", "LSTM", bias=False, opset=22)
model("gru", "GRU")
model("gru_after", "GRU", linear_before_reset=1)
model("gru_both", "GRU", 2, linear_before_reset=1, state=True)
model("rnn", "RNN")
model("rnn_relu", "RNN", activations=["Relu"])
model("rnn_both_sigmoid", "RNN", 2, activations=["Sigmoid", "Sigmoid"])
model("lstm_in_if", "LSTM", nested=True)
model("lstm_torch_order", "LSTM", torch_order=True)
model("lstm_torch_order_in_if", "LSTM", torch_order=True, nested=True)
model("reverse", "LSTM", direction="reverse", refused="reverse")
model("clip", "LSTM", clip=0.5, refused="clip")
model("input_forget", "LSTM", input_forget=1, refused="input_forget")
model("elu", "GRU", activations=["Sigmoid", "Elu"], refused="Elu")


class Tagger(nn.Module):
    def __init__(self, kind, layers=1, both=False, outputs=2, last=False, norm=False):
        super().__init__()
        self.emb = nn.Embedding(5, 3)
        self.rnn = getattr(nn, kind)(3, 4, layers, bidirectional=both, batch_first=True)
        self.fc = nn.Linear(8 if both else 4, outputs)
        self.last = last
        self.ln = nn.LayerNorm(4) if norm else nn.Identity()

    def forward(self, tokens):
        h = self.ln(self.rnn(self.emb(tokens))[0])
        return self.fc(h[:, -1] if self.last else h)


def exported(name, module, dynamo, refused=None):
    module = module.eval()
    tokens = torch.tensor([TOKENS])
    path = cases.path(f"{name}.onnx")
    torch.onnx.export(module, (tokens,), path, dynamo=dynamo, **({} if dynamo else {"opset_version": 17}))
    if refused:
        cases.refuse(f"{name}.onnx", refused)
        return
    session = onnxruntime.InferenceSession(path)
    out = session.run(None, {session.get_inputs()[0].name: tokens.numpy()})[0][0]
    cases.add(f"{name}.onnx", plain(np.atleast_2d(out).astype("float64")), tokens=TOKENS, tolerance=2e-6)


for dynamo in [True, False]:
    form = "dynamo" if dynamo else "script"
    exported(f"{form}_lstm", Tagger("LSTM"), dynamo)
    exported(f"{form}_gru_both_2", Tagger("GRU", 2, True), dynamo)
    exported(f"{form}_last", Tagger("GRU", last=True), dynamo)
    exported(f"{form}_rnn", Tagger("RNN"), dynamo, refused="unrolled" if dynamo else None)
    exported(f"{form}_norm", Tagger("GRU", norm=True), dynamo, refused="Layer")
big = Tagger("LSTM").eval()
torch.onnx.export(big, (torch.tensor([TOKENS]),), cases.path("outside.onnx"), dynamo=True, external_data=False)
loaded = onnx.load(cases.path("outside.onnx"))
onnx.save_model(loaded, cases.path("outside.onnx"), save_as_external_data=True, location="outside.onnx.data", size_threshold=0)
with torch.no_grad():
    cases.add("outside.onnx", plain(big(torch.tensor([TOKENS]))[0].double()), tokens=TOKENS, tolerance=2e-6)
cases.write()
