"""Runs every case in unfold and in its peers, in turns; checks that losses and gradients agree; prints and writes least times and medians.

Every library computes forward pass, loss and the gradients of all parameters on one thread, in double precision but for oneDNN, which
has float32 only. A round times each of them once, for at least a twentieth of a second, while the others are stopped. The machine should
do nothing else meanwhile. `base` is an older build of unfold.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile

import report
import serving

# For every case its peers, and how many times faster unfold shall be; None where nothing is aimed at.
AIMS = {
    "a": {"base": 2, "casadi": 1.6, "onednn": None, "jax": 20, "torch": 400},
    "b": {"base": 2, "onednn": 4, "jax": 11, "torch": 250},
    "c": {"base": 1.8, "jax": 2.2, "numpy": 11, "torch": 13},
    "c-step": {"jax": None, "numpy": None},
    "d": {"base": 1.8, "onednn": 0.9, "jax": 2, "torch": 6},
    "e": {"base": 2, "onednn": 1.2, "jax": 2.2, "torch": 19},
    "f": {"base": 1.8, "jax": 10},
    "g": {"base": 2.2, "jax": 6},
    "h": {"base": 1.6, "jax": 3, "torch": 25},
    "i": {"base": 2, "flint": 2.5, "fraction": 10},
    "i-mixed": {"base": None, "flint": None, "fraction": 10},
}
BATCHES = [f"{cell}-{hidden}{batch}" for cell in ("rnn", "lstm", "gru") for hidden in (32, 128) for batch in ("", "×32")]
AIMS.update({name: {"torch": None} for name in BATCHES})
# What stands beside another precision agrees to that precision. Gradients are sums over all steps: they agree to this fraction of the sums.
TOLERANCE = {"onednn": 1e-3}


def agrees(ours, theirs, tolerance):
    return all(abs(ours[k] - theirs[k]) <= tolerance * max(1, abs(ours[k]), abs(theirs[k])) for k in theirs)


def compare(options, case, folder):
    letter, _, batch = case.partition("×")
    batch = int(batch) if batch else None
    scene = os.path.join(folder, f"{letter}.scene.yaml")
    command = [options.program, "benchmark", "--case", letter, "--write-scene", scene]
    subprocess.run(command + (["--batch", str(batch)] if batch else []), check=True)
    ours = serving.Unfold(options.program, letter, batch)
    peers = {}
    for name in AIMS[case]:
        if options.peers and name not in options.peers.split(","):
            continue
        if name == "base":
            if options.base:
                peers[name] = serving.Unfold(options.base, letter, batch)
        else:
            peers[name] = serving.peer(name, letter, scene, batch, folder)
    for _ in range(options.rounds):
        for one in (ours, *peers.values()):
            one.turn()
    result = {
        "case": case, **ours.result, "level": ours.level,
        "unfold": {**times(ours), "memory": ours.memory, "all_seconds": ours.times}, "peers": {}}
    for name, peer in peers.items():
        peer.close()
        result["peers"][name] = {
            **times(peer), "least_ratio": min(peer.times) / min(ours.times),
            "median_ratio": statistics.median(peer.times) / statistics.median(ours.times), "aim": AIMS[case][name],
            "agrees": agrees(ours.result, peer.result, TOLERANCE.get(name, 1e-9)), "memory": peer.memory,
            "loss": peer.result["loss"], "gradient_checksum": peer.result["gradient_checksum"],
            "all_seconds": peer.times}
    return result


def times(peer):
    return {"least_seconds": min(peer.times), "median_seconds": statistics.median(peer.times)}


def machine():
    try:
        with open("/proc/cpuinfo") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the built unfold")
    parser.add_argument("--base", help="an older build, as one more peer")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cases", default=",".join(AIMS), help="names with commas between them")
    parser.add_argument("--peers", help="only these, with commas between them")
    parser.add_argument("--output", default=os.path.join(os.path.dirname(__file__), "..", "results"))
    options = parser.parse_args()
    unknown = [name for name in options.cases.split(",") if name not in AIMS]
    if unknown:
        parser.error(f"there is no case {unknown[0]}; there are {', '.join(AIMS)}")
    os.environ.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    os.makedirs(options.output, exist_ok=True)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for case in options.cases.split(","):
            results.append(compare(options, case, folder))
            lines = report.markdown(results[-1:]).splitlines()
            print("\n".join(lines[2:] if results[1:] else lines), flush=True)
    for name, text in (
        ("results.md", report.markdown(results)), ("results.svg", report.svg(results)),
        ("results.json", json.dumps({"machine": machine(), "results": results}, indent=1) + "\n"),
    ):
        with open(os.path.join(options.output, name), "w") as file:
            file.write(text)
    if not all(peer["agrees"] for r in results for peer in r["peers"].values()):
        sys.exit("losses or gradients differ")


if __name__ == "__main__":
    main()
