"""Exact BPTT of linear networks of many sizes: unfold beside Python's Fraction, as a table.

    swift build --package-path Benchmarks -c release --product growth
    python3 Benchmarks/peers/exact_grid.py Benchmarks/.build/release/growth
"""

import json
import subprocess
import sys
import time

from fraction_bptt import bptt, problem


def fraction_seconds(hidden, steps, numbers):
    """The shortest of several passes: the one that was disturbed least."""
    arguments = problem(hidden, steps, numbers)
    times = []
    while len(times) < 3 or (sum(times) < 0.2 and len(times) < 1000):
        start = time.perf_counter()
        bptt(*arguments)
        times.append(time.perf_counter() - start)
    return min(times)


def main():
    lines = subprocess.run([sys.argv[1], "exact"], check=True, capture_output=True, text=True).stdout.splitlines()
    print("| numbers | H | T | unfold | Fraction | ratio |")
    print("|---|---|---|---|---|---|")
    for line in map(json.loads, lines):
        theirs = fraction_seconds(line["hidden"], line["steps"], line["numbers"])
        print(
            f"| {line['numbers']} | {line['hidden']} | {line['steps']} | {line['seconds'] * 1e6:.4g} µs | {theirs * 1e6:.4g} µs "
            f"| {theirs / line['seconds']:.3g} |"
        )


if __name__ == "__main__":
    main()
