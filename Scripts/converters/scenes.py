"""Makes scenes of some cases, to be exported: scenes.py UNFOLD CASES KEPT SCENES; the kept ones serve for tools that were not run."""
import json
import pathlib
import subprocess
import sys
import tempfile

unfold, cases, kept, scenes = sys.argv[1], *(pathlib.Path(name) for name in sys.argv[2:5])
scenes.mkdir(parents=True, exist_ok=True)
for folder, names in {
    "torch": ["gru_2_both", "lstm_2_both", "lstm_1", "gru_2_nobias", "rnn_1", "rnn_relu", "learned_start", "tutorial", "char_lm", "tied", "two_modules"],
    "onnx": ["lstm_peephole", "gru", "lstm_states", "rnn_both_sigmoid", "script_last"],
    "keras": ["stacked.npz", "both.list.npz"],
    "mlx": ["gru_nobias"],
}.items():
    place = next(place / folder for place in (cases, kept) if (place / folder / "cases.json").exists())
    known = json.loads((place / "cases.json").read_text())
    for name in names:
        case = next((c for c in known if c["file"].startswith(name + ".") or c["file"] == name), None)
        if case is None or "input" not in case:
            sys.exit(f"no case {name} of {folder} with an input")
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(case["input"], file)
            file.flush()
            output = scenes / f"{folder}_{name.split('.')[0]}.yaml"
            subprocess.run([unfold, "import", str(place / case["file"]), *case["options"], "--input", file.name, "--output", str(output)], check=True, stderr=subprocess.DEVNULL)
