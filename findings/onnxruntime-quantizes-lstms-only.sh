#!/usr/bin/env bash
# onnxruntime 1.32.0 (onnx 1.23.2 only builds the models)
#
# quantize_dynamic makes 8-bit integers of an LSTM's weights and leaves those of a GRU and of an RNN as they were, in
# float32, without saying so: the "quantized" file is the old one, bit for bit in what it computes and no smaller.
#
# Why a good guess misses: the call succeeds, it is known to quantize recurrent layers, and PyTorch's function of the
# same name takes LSTM and GRU. In a model with a readout the product beside the GRU is quantized, so the file does get
# smaller and its numbers a little different.
#
# For somebody who steps through RNNs: an error or a speed measured on the "8-bit GRU" is that of its readout. Look for
# DynamicQuantizeLSTM among the nodes; nothing like it exists for the other two.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
cd "$work"
"$work/venv/bin/python" - <<'PY'
import logging
import os

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

logging.disable(logging.WARNING)
T, N, I, H, C = 5, 2, 32, 64, 10
x = np.random.default_rng(0).normal(size=(T, N, I)).astype("f")


def build(op, gates, readout):
    rng = np.random.default_rng(1)
    draw = lambda *shape: rng.normal(size=shape, scale=0.2).astype("f")
    arrays = {"W": draw(1, gates * H, I), "R": draw(1, gates * H, H)}
    nodes = [helper.make_node(op, ["X", "W", "R"], ["states"], hidden_size=H)]
    if readout:
        arrays["V"] = draw(H, C)
        nodes.append(helper.make_node("MatMul", ["states", "V"], ["Y"]))
    out = helper.make_tensor_value_info(nodes[-1].output[0], TensorProto.FLOAT, [T, 1, N, C if readout else H])
    graph = helper.make_graph(nodes, op, [helper.make_tensor_value_info("X", TensorProto.FLOAT, x.shape)], [out],
                              [numpy_helper.from_array(a, name) for name, a in arrays.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, "plain.onnx")


def run(path):
    return onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"]).run(None, {"X": x})[0]


for readout in (False, True):
    for op, gates in (("RNN", 1), ("GRU", 3), ("LSTM", 4)):
        build(op, gates, readout)
        quantize_dynamic("plain.onnx", "small.onnx", weight_type=QuantType.QInt8)
        graph = onnx.load("small.onnx").graph
        bits = {a.name: numpy_helper.to_array(a).itemsize * 8 for a in graph.initializer if len(a.dims) > 1}
        ratio = os.path.getsize("small.onnx") / os.path.getsize("plain.onnx")
        off = float(np.abs(run("small.onnx") - run("plain.onnx")).max())
        kinds = [node.op_type for node in graph.node if node.op_type in (op, "Dynamic" + "Quantize" + op)]
        print(f"{op:5}{'with a readout ' if readout else ''}: {kinds[0]}, weights "
              + ", ".join(f"{name} {width} bits" for name, width in bits.items()) + f"; size × {ratio:.2f}, outputs off by {off:.5f}")
        assert onnx.helper.get_node_attr_value(next(n for n in graph.node if n.op_type == kinds[0]), "hidden_size") == H
        if op == "LSTM":
            assert kinds == ["DynamicQuantizeLSTM"] and bits["W_quantized"] == bits["R_quantized"] == 8 and ratio < 0.4
        else:
            assert kinds == [op] and bits["W"] == bits["R"] == 32
            assert (off > 0 and ratio < 1) if readout else (off == 0 and ratio > 0.99)
PY
