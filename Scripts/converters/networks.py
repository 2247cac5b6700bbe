"""Three networks that people use, read by unfold and compared with NumPy: networks.py UNFOLD FOLDER

g2p-en's decoder spells words as phonemes, silero-vad's LSTM listens for voices, Resemblyzer's three layers know a speaker. Their
files come with their packages, which are only unpacked and not installed.
"""
import json
import pathlib
import subprocess
import sys
import zipfile

import numpy as np

unfold, folder = sys.argv[1], pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
failures = 0


def unpack(package):
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--disable-pip-version-check", "--dest", str(folder), package], check=True)
    for wheel in folder.glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(folder / "unpacked")


def trace(file, sequence, *options):
    (folder / "input.json").write_text(json.dumps(sequence))
    scene = folder / "scene.yaml"
    subprocess.run([unfold, "import", str(file), "--input", str(folder / "input.json"), "--output", str(scene), *options], check=True, stderr=subprocess.DEVNULL)
    text = subprocess.run([unfold, "trace", str(scene), "--format", "json"], check=True, capture_output=True, text=True).stdout
    return json.loads(text)["nodes"]


def values(nodes, part, name):
    return np.array([n["value"] for n in sorted((n for n in nodes if n["part"] == part and n["name"] == name), key=lambda n: n["t"])])


def report(name, worst, limit=1e-10):
    global failures
    failures += not worst <= limit
    print(f"{'ok  ' if worst <= limit else 'FAIL'} {name}: off by {worst:.1e}")


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def lstm(x, w_ih, w_hh, b_ih, b_hh):
    h = c = np.zeros(w_hh.shape[1])
    outputs = []
    for row in x:
        i, f, g, o = np.split(w_ih @ row + b_ih + w_hh @ h + b_hh, 4)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        outputs.append(h)
    return np.array(outputs)


def gru_step(x, h, w_ih, w_hh, b_ih, b_hh):
    a, b = np.split(w_ih @ x + b_ih, 3), np.split(w_hh @ h + b_hh, 3)
    r, z = sigmoid(a[0] + b[0]), sigmoid(a[1] + b[1])
    return (1 - z) * np.tanh(a[2] + r * b[2]) + z * h


def silero():
    from safetensors.numpy import load_file

    unpack("silero-vad==6.2.3")
    file = folder / "unpacked/silero_vad/data/silero_vad_16k.safetensors"
    arrays = {k: v.astype("float64") for k, v in load_file(str(file)).items()}
    x = np.random.default_rng(1).normal(size=(8, 128))
    nodes = trace(file, x.tolist(), "--prefix", "lstm_cell")
    expected = lstm(x, *(arrays[f"lstm_cell.{n}"] for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")))
    report("silero-vad: h of its LSTM", np.abs(values(nodes, "stack.0", "h") - expected).max())

    import onnx
    from onnx import numpy_helper

    file = folder / "unpacked/silero_vad/data/silero_vad_16k_op15.onnx"
    arrays = {t.name: numpy_helper.to_array(t).astype("float64") for t in onnx.load(str(file)).graph.initializer}
    nodes = trace(file, x.tolist(), "--prefix", "model.decoder.If_1.then_branch")
    expected = lstm(x, *(arrays[f"model.decoder.rnn.{n}"] for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")))
    report("silero-vad: the LSTM inside an If of its ONNX model", np.abs(values(nodes, "stack.0", "h") - expected).max())


def resemblyzer():
    unpack("resemblyzer==0.1.4")
    file = folder / "unpacked/resemblyzer/pretrained.pt"
    command = subprocess.run([unfold, "import", str(file)], capture_output=True, text=True).stderr.splitlines()[-1]
    subprocess.run(command.replace("python3", sys.executable, 1), shell=True, check=True)
    arrays = {k: v.astype("float64") for k, v in np.load(str(file) + ".npz").items() if v.dtype.kind == "f"}
    x = np.random.default_rng(2).normal(size=(6, 40))
    nodes = trace(str(file) + ".npz", x.tolist(), "--prefix", "model_state.lstm")
    h = x
    for layer in range(3):
        h = lstm(h, *(arrays[f"model_state.lstm.{n}_l{layer}"] for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")))
        report(f"Resemblyzer: h of layer {layer}", np.abs(values(nodes, f"stack.{layer}", "h") - h).max())


MAP = """unfold-map: 1
parts:
  embedding: {{E: enc_emb, vocabulary: [{letters}]}}
  stack.0: {{cell: gru, reset: after, W: enc_w_ih, U: enc_w_hh, b: [enc_b_ih, enc_b_hh], order: [r, z, n], z: keep}}
  decoder: {{cell: gru, reset: after, W: dec_w_ih, U: dec_w_hh, b: [dec_b_ih, dec_b_hh], order: [r, z, n], z: keep, embedding: dec_emb}}
  readout: {{W: fc_w, b: fc_b, activation: softmax}}
"""


def g2p():
    unpack("g2p-en==2.1.0")
    file = folder / "unpacked/g2p_en/checkpoint20.npz"
    a = {k: v.astype("float64") for k, v in np.load(file).items()}
    letters = ["<pad>", "<unk>", "</s>", *"abcdefghijklmnopqrstuvwxyz"]
    (folder / "map.yaml").write_text(MAP.format(letters=", ".join(f"'{letter}'" for letter in letters)))
    for word in ["unfold", "recurrent", "gate", "hello", "xylophone"]:
        h = np.zeros(256)
        for letter in [*word, "</s>"]:
            h = gru_step(a["enc_emb"][letters.index(letter)], h, a["enc_w_ih"], a["enc_w_hh"], a["enc_b_ih"], a["enc_b_hh"])
        x, states, spelled = a["dec_emb"][2], [], []
        for _ in range(20):
            h = gru_step(x, h, a["dec_w_ih"], a["dec_w_hh"], a["dec_b_ih"], a["dec_b_hh"])
            states.append(h)
            spelled.append(int((a["fc_w"] @ h + a["fc_b"]).argmax()))
            if spelled[-1] == 3:
                break
            x = a["dec_emb"][spelled[-1]]
        nodes = trace(file, {"tokens": [*word, "</s>"], "start": 2, "length": len(spelled)}, "--map", str(folder / "map.yaml"))
        ours = values(nodes, "readout", "y").argmax(1).tolist()
        report(f"g2p-en: {word}, classes {ours}", np.abs(values(nodes, "decoder", "h") - np.array(states)).max() if ours == spelled else float("inf"))


silero()
resemblyzer()
g2p()
sys.exit(1 if failures else 0)
