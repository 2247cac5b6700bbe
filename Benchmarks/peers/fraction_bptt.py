#!/usr/bin/env python3
"""Exact backpropagation through time of a linear RNN, in Python's fractions.Fraction: the peer of the exact case.

    a_t = W_aa a_(t-1) + W_ax x_t      yhat_t = W_ya a_t      L = sum_t 1/2 |yhat_t - y_t|^2

Forward pass, loss, delta_t = dL/da_t for all t, dL/da_0 and the gradients of the three matrices, as plain loops. Prints the median time and a
checksum of the gradients: the sum of their entries modulo 2^61 - 1, which an exact peer must reproduce.

    fraction_bptt.py [--hidden 8] [--steps 100] [--numbers tenths|mixed] [--repeats 3]

The numbers come from SplitMix64 with seed 1: `tenths` are k/10 with k in -9 ... 9, `mixed` are n/d with n in -9 ... 9 and d in 2 ... 9.
"""

import argparse
import json
import statistics
import time
from fractions import Fraction

PRIME = 2**61 - 1
WORD = 2**64


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) % WORD
        z = self.state
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % WORD
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB % WORD
        return z ^ (z >> 31)

    def integer(self, low, high):
        """An integer in low ... high: the upper word of draw * span, drawn again where that would favour some."""
        span = high - low + 1
        threshold = (WORD - span) % span
        while True:
            product = self.next() * span
            if product % WORD >= threshold:
                return low + product // WORD


def draw(generator, numbers):
    if numbers == "tenths":
        return Fraction(generator.integer(-9, 9), 10)
    numerator = generator.integer(-9, 9)
    return Fraction(numerator, generator.integer(2, 9))


def problem(hidden, steps, numbers):
    """(W_aa, W_ax, W_ya, a_0, x, y), all of width `hidden`, drawn in this order, row by row."""
    generator = SplitMix64(1)

    def vector():
        return [draw(generator, numbers) for _ in range(hidden)]

    def vectors(count):
        return [vector() for _ in range(count)]

    return vectors(hidden), vectors(hidden), vectors(hidden), vector(), vectors(steps), vectors(steps)


def times(matrix, vector):
    return [sum((m * v for m, v in zip(row, vector)), Fraction(0)) for row in matrix]


def plus(a, b):
    return [p + q for p, q in zip(a, b)]


def transposed(matrix):
    return [list(column) for column in zip(*matrix)]


def add_outer(into, a, b):
    for row, p in zip(into, a):
        for c, q in enumerate(b):
            row[c] += p * q


def bptt(w_aa, w_ax, w_ya, a0, xs, ys):
    states, errors = [a0], []
    loss = Fraction(0)
    for x, y in zip(xs, ys):
        states.append(plus(times(w_aa, states[-1]), times(w_ax, x)))
        error = [p - q for p, q in zip(times(w_ya, states[-1]), y)]
        errors.append(error)
        loss += sum(e * e for e in error) / 2
    back, readout = transposed(w_aa), transposed(w_ya)
    gradients = [[[Fraction(0)] * len(m[0]) for _ in m] for m in (w_aa, w_ax, w_ya)]
    carry = [Fraction(0)] * len(a0)
    for t in range(len(xs), 0, -1):
        delta = plus(times(readout, errors[t - 1]), carry)
        add_outer(gradients[0], delta, states[t - 1])
        add_outer(gradients[1], delta, xs[t - 1])
        add_outer(gradients[2], errors[t - 1], states[t])
        carry = times(back, delta)
    return loss, gradients, carry


def residue(fraction):
    return fraction.numerator * pow(fraction.denominator, -1, PRIME) % PRIME


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hidden", type=int, default=8)
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--numbers", choices=["tenths", "mixed"], default="tenths")
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    arguments = problem(options.hidden, options.steps, options.numbers)
    seconds = []
    for _ in range(options.repeats):
        start = time.perf_counter()
        loss, gradients, start_gradient = bptt(*arguments)
        seconds.append(time.perf_counter() - start)
    entries = [e for m in gradients for row in m for e in row] + start_gradient
    print(
        json.dumps(
            {
                "hidden": options.hidden,
                "steps": options.steps,
                "numbers": options.numbers,
                "median_seconds": statistics.median(seconds),
                "loss": residue(loss),
                "gradient_checksum": sum(map(residue, entries)) % PRIME,
            }
        )
    )


if __name__ == "__main__":
    main()
