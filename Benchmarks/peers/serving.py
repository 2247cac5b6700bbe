"""Peers as processes that take turns: each answers a line on its input with the time of a pass, and stands still meanwhile.

A peer is written in Python (`prepare` of NAME_peer.py gives a function for a pass) or is a program (`command` gives its command line).
All speak the same lines of JSON: first loss and sum of all gradients, then for each line that they read the seconds of a pass.
"""

import importlib
import json
import os
import signal
import subprocess
import sys
import time

BATCH_SECONDS = 0.05


def serve(name, letter, scene, batch):
    """The process of a peer in Python."""
    import cases

    peer = importlib.import_module(f"{name}_peer")
    case = None if letter in ("i", "i-mixed") else cases.read(scene, int(batch) or None)
    run, checksum = peer.prepare(case, letter)
    result = run()
    passes, seconds = 1, 0
    while True:
        start = time.perf_counter()
        for _ in range(passes):
            run()
        if time.perf_counter() - start >= BATCH_SECONDS:
            break
        passes *= 2
    loss, gradients = checksum(result)
    print(json.dumps({"loss": loss, "gradient_checksum": gradients}), flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        for _ in range(passes):
            run()
        seconds = (time.perf_counter() - start) / passes
        print(json.dumps({"seconds": seconds}), flush=True)


def peak_memory(pid):
    """The largest resident memory of a process so far, in bytes: what getrusage says of a child may be its parent's."""
    try:
        with open(f"/proc/{pid}/status") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return None


class Process:
    """A peer that waits, stopped, for its turn: an idle JAX or PyTorch would spin."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{' '.join(command)} ended with status {self.process.wait()}")
        self.result = json.loads(line)
        self.times = []
        self.memory = None
        self.process.send_signal(signal.SIGSTOP)

    def turn(self):
        self.process.send_signal(signal.SIGCONT)
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        self.process.send_signal(signal.SIGSTOP)
        self.times.append(answer["seconds"])
        self.memory = peak_memory(self.process.pid)

    def close(self):
        self.process.send_signal(signal.SIGCONT)
        self.process.stdin.close()
        self.process.wait()


class Unfold:
    """A build of unfold, started for every turn."""

    def __init__(self, program, letter, batch):
        self.command = [program, "benchmark", "--case", letter, "--format", "json"]
        if batch:
            self.command += ["--batch", str(batch)]
        self.times = []
        self.memory = None

    def turn(self):
        process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        while process.poll() is None:
            self.memory = peak_memory(process.pid) or self.memory
            time.sleep(0.05)
        if process.returncode != 0:
            sys.exit(f"{' '.join(self.command)} ended with status {process.returncode}")
        text = process.stdout.read()
        process.stdout.close()
        answer = json.loads(text)[0]
        self.result = {key: answer[key] for key in ("loss", "gradient_checksum")}
        self.level = answer["level"]
        self.times.append(answer["median_seconds"])

    def close(self):
        pass


def peer(name, letter, scene, batch, folder):
    """The process of a peer by its name."""
    module = None
    if name in ("onednn", "casadi"):
        import cases

        module = importlib.import_module(f"{name}_peer")
        return Process(module.command(cases.read(scene, batch), folder, scene))
    return Process(
        [sys.executable, "-W", "ignore", os.path.abspath(__file__), name, letter, scene, str(batch or 0)])


if __name__ == "__main__":
    serve(*sys.argv[1:])
