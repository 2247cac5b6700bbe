"""Runs every case in unfold and in its peers, interleaved; checks that losses and gradients agree; prints and writes the medians.

Every library computes forward pass, loss and the gradients of all parameters in double precision on one thread. A round times each
of them once, for at least a twentieth of a second; ratios are taken between medians over all rounds. Each library has a process of
its own, so that the peak of its resident memory can be read.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time

AIMS = {
    "a": {"jax": 20, "torch": 400},
    "b": {"jax": 11, "torch": 250},
    "c": {"jax": 2.2, "numpy": 11, "torch": 13},
    "d": {"jax": 2, "torch": 6},
    "e": {"jax": 2.2, "torch": 19},
    "f": {"jax": 10, "torch": 1000},
    "g": {"jax": 6},
    "h": {"jax": 2.5, "torch": 25},
    "i": {"fraction": 10},
    "i-mixed": {"fraction": 10},
}
PEERS = {case: list(aims) for case, aims in AIMS.items()}
BATCH = 0.05
# Parameter gradients are sums over all steps: they agree to this fraction of the sum of their entries' sizes.
TOLERANCE = 1e-9


def serve(library, letter, scene):
    """The process of a library: one JSON line for every line that it reads."""
    import cases

    peer = __import__(f"{library}_peer")
    run, checksum = peer.prepare(cases.read(scene), letter)
    loss, gradients = checksum(run())
    passes = 1
    while True:
        start = time.perf_counter()
        for _ in range(passes):
            run()
        if time.perf_counter() - start >= BATCH:
            break
        passes *= 2
    print(json.dumps({"loss": loss, "gradient_checksum": gradients}), flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        for _ in range(passes):
            run()
        seconds = (time.perf_counter() - start) / passes
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps({"seconds": seconds, "memory": memory}), flush=True)


class Peer:
    def __init__(self, library, letter, scene):
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", __file__, "--serve", library, letter, scene],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.result = json.loads(self.process.stdout.readline())

    def time(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        self.memory = answer["memory"]
        return answer["seconds"]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class FractionPeer:
    """Python's Fraction, from the script that can also run alone."""

    memory = None

    def __init__(self, letter):
        numbers = "mixed" if letter == "i-mixed" else "tenths"
        script = os.path.join(os.path.dirname(__file__), "fraction_bptt.py")
        self.command = [sys.executable, script, "--numbers", numbers, "--repeats", "1"]
        self.result = None

    def time(self):
        return json.loads(subprocess.run(self.command, check=True, capture_output=True, text=True).stdout)["median_seconds"]

    def close(self):
        pass


def unfold_once(program, letter):
    process = subprocess.Popen(
        [program, "benchmark", "--case", letter, "--format", "json"], stdout=subprocess.PIPE, text=True)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"unfold benchmark --case {letter} ended with status {status}")
    return json.loads(text)[0], usage.ru_maxrss * 1024


def agrees(ours, theirs):
    return abs(ours - theirs) <= TOLERANCE * max(1, abs(ours), abs(theirs))


def compare(program, letter, rounds, folder):
    scene = os.path.join(folder, f"{letter}.scene.yaml")
    subprocess.run([program, "benchmark", "--case", letter, "--write-scene", scene], check=True)
    peers = {
        name: FractionPeer(letter) if name == "fraction" else Peer(name, letter, scene) for name in PEERS[letter]
    }
    times = {name: [] for name in ["unfold", *peers]}
    for _ in range(rounds):
        ours, memory = unfold_once(program, letter)
        times["unfold"].append(ours["median_seconds"])
        for name, peer in peers.items():
            times[name].append(peer.time())
    seconds = {name: statistics.median(values) for name, values in times.items()}
    result = {
        "case": letter, "loss": ours["loss"], "gradient_checksum": ours["gradient_checksum"], "level": ours["level"],
        "unfold": {"median_seconds": seconds["unfold"], "memory": memory}, "peers": {},
    }
    for name, peer in peers.items():
        same = peer.result is None or all(agrees(ours[key], peer.result[key]) for key in peer.result)
        result["peers"][name] = {
            "median_seconds": seconds[name], "ratio": seconds[name] / seconds["unfold"], "aim": AIMS[letter][name],
            "agrees": same if peer.result else None, "memory": peer.memory,
        }
        peer.close()
    return result


def duration(seconds):
    for limit, unit in ((1e-3, 1e6), (1, 1e3)):
        if seconds < limit:
            return f"{seconds * unit:.3g} {'µs' if unit == 1e6 else 'ms'}"
    return f"{seconds:.3g} s"


def markdown(results):
    lines = ["| case | unfold | peer | its time | ratio | aim | memory, unfold / peer | loss and gradients |",
             "|---|---|---|---|---|---|---|---|"]
    for r in results:
        for name, peer in r["peers"].items():
            memory = "–"
            if peer["memory"]:
                memory = f"{r['unfold']['memory'] / 1e6:.0f} / {peer['memory'] / 1e6:.0f} MB"
            same = {True: "agree", False: "DIFFER", None: "checked by its tests"}[peer["agrees"]]
            lines.append(
                f"| {r['case']} | {duration(r['unfold']['median_seconds'])} | {name} | {duration(peer['median_seconds'])} "
                f"| {peer['ratio']:.3g} | {peer['aim']} | {memory} | {same} |")
    return "\n".join(lines) + "\n"


def main():
    if len(sys.argv) > 1 and sys.argv[1] == "--serve":
        return serve(*sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the built unfold")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cases", default="a,b,c,d,e,f,g,h,i,i-mixed", help="letters with commas between them")
    parser.add_argument("--output", default=os.path.join(os.path.dirname(__file__), "..", "results"))
    options = parser.parse_args()
    os.environ.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    os.makedirs(options.output, exist_ok=True)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for letter in options.cases.split(","):
            results.append(compare(options.program, letter, options.rounds, folder))
            lines = markdown(results[-1:]).splitlines()
            print("\n".join(lines[2:] if results[1:] else lines), flush=True)
    with open(os.path.join(options.output, "results.md"), "w") as file:
        file.write(markdown(results))
    with open(os.path.join(options.output, "results.json"), "w") as file:
        json.dump({"machine": platform.processor() or platform.machine(), "results": results}, file, indent=1)
    if any(peer["agrees"] is False for r in results for peer in r["peers"].values()):
        sys.exit("losses or gradients differ")


if __name__ == "__main__":
    main()
