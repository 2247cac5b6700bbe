"""Exports scenes in a format, runs what comes out with its tool, and compares with unfold's own outputs: exports.py UNFOLD FORMAT SCENE…"""
import json
import subprocess
import sys
import tempfile

import numpy as np

unfold, format, scenes = sys.argv[1], sys.argv[2], sys.argv[3:]
endings = {"safetensors": "safetensors", "npz": "npz", "onnx": "onnx"}


def trace(scene):
    text = subprocess.run([unfold, "trace", scene, "--format", "json"], capture_output=True, text=True, check=True).stdout
    return json.loads(text)["nodes"]


def ours(scene):
    """y by step; without a readout it is the top layer's h."""
    nodes = trace(scene)
    if any(n["name"] == "y" for n in nodes):
        return {n["t"]: n["value"] for n in nodes if n["name"] == "y"}
    top = max(int(n["part"].split(".")[1]) for n in nodes if n["part"].startswith("stack."))
    h = {}
    for part in (f"stack.{top}", f"stack.{top}.forward", f"stack.{top}.backward"):
        for n in nodes:
            if n["part"] == part and n["name"] == "h":
                h[n["t"]] = h.get(n["t"], []) + n["value"]
    return h


def inputs(scene):
    return np.array([n["value"] for n in sorted((n for n in trace(scene) if n["part"] == "input"), key=lambda n: n["t"])])


def run_onnx(path, scene):
    import onnxruntime

    session = onnxruntime.InferenceSession(path)
    given = session.get_inputs()[0]
    if given.name == "tokens":
        x = np.array(tokens_of(scene))[:, None]
    else:
        x = inputs(scene)[:, None].astype("float32")
    return session.run(None, {given.name: x})[0]


def tokens_of(scene):
    program = subprocess.run([unfold, "export", scene, "--format", "pytorch"], capture_output=True, text=True, check=True).stdout
    return json.loads("[" + program.split('network["embedding"](torch.tensor([')[1].split("]")[0] + "]")


TOLERANCES = {"onnx": 2e-6, "mlx": 1e-7}

failures = 0
for scene in scenes:
    with tempfile.TemporaryDirectory() as work:
        path = f"{work}/export.{endings.get(format, 'py')}"
        result = subprocess.run([unfold, "export", scene, "--format", format, "--output", path], capture_output=True, text=True)
        if result.returncode == 65:
            print(f"ok   {scene}: refused: {result.stderr.strip().split(':1:1: ')[-1]}")
            continue
        assert result.returncode == 0, result.stderr
        expected = ours(scene)
        if format == "onnx":
            rows = run_onnx(path, scene)
            # A network with one output gives the last step's alone.
            theirs = dict(zip(sorted(expected)[-len(rows) :], rows.tolist()))
        elif format in ("safetensors", "npz"):
            if format == "npz":
                np.load(path)
            else:
                from safetensors.numpy import load_file

                load_file(path)
            theirs = expected
        else:
            run = subprocess.run([sys.executable, path], capture_output=True, text=True)
            if run.returncode != 0:
                failures += 1
                print(f"FAIL {scene}: the program ends with {run.stderr.strip().splitlines()[-1:]}")
                continue
            lines = [line.split(" ", 2) for line in run.stdout.splitlines() if line.startswith("y ")]
            theirs = {int(t): json.loads(row) for _, t, row in lines}
        if theirs and set(theirs) <= set(expected):
            expected = {t: expected[t] for t in theirs}
        worst = max((abs(a - b) for t in expected for a, b in zip(expected[t], theirs.get(t, [float("inf")]))), default=0)
        missing = set(expected) - set(theirs)
        fine = worst <= TOLERANCES.get(format, 1e-12) and not missing
        failures += not fine
        print(f"{'ok  ' if fine else 'FAIL'} {scene}: {worst:.1g}{f', no step {sorted(missing)}' if missing else ''}")
sys.exit(1 if failures else 0)
