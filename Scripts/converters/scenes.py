"""Makes scenes of some cases, to be exported: scenes.py UNFOLD CASES SCENES"""
import json
import pathlib
import subprocess
import sys
import tempfile

unfold, cases, scenes = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
scenes.mkdir(parents=True, exist_ok=True)
for folder, names in {
    "torch": ["gru_2_both", "lstm_2_both", "lstm_1", "gru_2_nobias", "rnn_1", "rnn_relu", "learned_start", "tutorial", "char_lm", "tied", "two_modules"],
    "onnx": ["lstm_peephole", "gru", "lstm_states", "rnn_both_sigmoid", "script_last"],
    "keras": ["linear.npz", "both.list.npz"],
    "mlx": ["gru_nobias"],
}.items():
    known = json.loads((cases / folder / "cases.json").read_text()) if (cases / folder).exists() else []
    for name in names:
        case = next((c for c in known if c["file"].startswith(name + ".") or c["file"] == name), None)
        if case is None or "input" not in case:
            continue
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(case["input"], file)
            file.flush()
            output = scenes / f"{folder}_{name.split('.')[0]}.yaml"
            subprocess.run([unfold, "import", str(cases / folder / case["file"]), *case["options"], "--input", file.name, "--output", str(output)], check=True, stderr=subprocess.DEVNULL)
