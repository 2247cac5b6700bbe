"""Imports every case with unfold, converting where it says so, and compares with the tool's own outputs: check.py UNFOLD FOLDER [--keep]

With --keep, what a command wrote stays beside the file that it converted."""
import json
import pathlib
import subprocess
import sys
import tempfile

unfold, folder = sys.argv[1], pathlib.Path(sys.argv[2])


def distance(ours, theirs):
    if len(ours) != len(theirs) or any(len(a) != len(b) for a, b in zip(ours, theirs)):
        return float("inf")
    return max((abs(a - b) / max(1, abs(b)) for x, y in zip(ours, theirs) for a, b in zip(x, y)), default=0)


def outputs(scene, node):
    """The values of y, a_y or h of the top layer, by step."""
    trace = subprocess.run([unfold, "trace", scene, "--format", "json"], capture_output=True, text=True, check=True)
    nodes = json.loads(trace.stdout)["nodes"]
    if node == "h":
        top = max(int(n["part"].split(".")[1]) for n in nodes if n["part"].startswith("stack."))
        both = [n for n in nodes if n["part"] == f"stack.{top}.backward" and n["name"] == "h"]
        ours = [n for n in nodes if n["part"] in (f"stack.{top}", f"stack.{top}.forward") and n["name"] == "h"]
        by_step = lambda nodes: [n["value"] for n in sorted(nodes, key=lambda n: n["t"])]
        return [a + b for a, b in zip(by_step(ours), by_step(both))] if both else by_step(ours)
    found = [n for n in nodes if n["name"] == node]
    if not found and node == "a_y":
        found = [n for n in nodes if n["name"] == "y"]
    return [n["value"] for n in sorted(found, key=lambda n: n["t"])]


def run(case):
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        source = folder / case["file"]
        file = work / source.name
        for sibling in folder.glob(source.name.split(".")[0] + ".*"):
            (work / sibling.name).write_bytes(sibling.read_bytes())
        command = [unfold, "import", str(file), *case["options"], "--output", str(work / "scene.yaml")]
        if "map" in case:
            (work / "map.yaml").write_text(case["map"])
            command += ["--map", str(work / "map.yaml")]
        if "input" in case:
            (work / "input.json").write_text(json.dumps(case["input"]))
            command += ["--input", str(work / "input.json")]
        result = subprocess.run(command, capture_output=True, text=True)
        how = "read"
        conversion = [line for line in result.stderr.splitlines() if line.startswith("python3 ")]
        if result.returncode == 65 and conversion:
            how = "converted"
            converted = subprocess.run(conversion[0].replace("python3", sys.executable, 1), shell=True, capture_output=True, text=True)
            if converted.returncode != 0:
                return f"the command failed: {converted.stderr.strip().splitlines()[-1:]}"
            command[2] += ".npz"
            if "--keep" in sys.argv:
                (folder / (case["file"] + ".npz")).write_bytes(pathlib.Path(command[2]).read_bytes())
            result = subprocess.run(command, capture_output=True, text=True)
        if "refused" in case:
            fine = result.returncode in (64, 65) and case["refused"] in result.stderr
            return ("refused", 0.0) if fine else f"should be refused with {case['refused']!r}: {result.returncode} {result.stderr.strip()}"
        if result.returncode != 0:
            return f"status {result.returncode}: {result.stderr.strip()}"
        return how, distance(outputs(str(work / "scene.yaml"), case["node"]), case["output"])


failures = 0
for case in json.loads((folder / "cases.json").read_text()):
    outcome = run(case)
    name = f"{case['file']} {' '.join(case['options'])}".strip()
    if isinstance(outcome, str):
        failures += 1
        print(f"FAIL {name}: {outcome}")
    elif outcome[1] > case.get("tolerance", 0):
        failures += 1
        print(f"FAIL {name}: {outcome[0]}, off by {outcome[1]:.2g}")
    else:
        print(f"ok   {name}: {outcome[0]}, {outcome[1]:.1g}")
sys.exit(1 if failures else 0)
