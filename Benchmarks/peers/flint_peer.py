"""The exact cases in FLINT, without a fraction on the way: fmpz_mat, one power of the common denominator a step, gradients reduced."""

from fractions import Fraction
from math import lcm

from flint import fmpq, fmpz, fmpz_mat

import fraction_bptt


def matrix(rows, multiple):
    return fmpz_mat([[int(entry * multiple) for entry in row] for row in rows])


def column(entries, multiple):
    return fmpz_mat([[int(entry * multiple)] for entry in entries])


def stacked(columns):
    """Columns as the rows of one matrix."""
    return fmpz_mat(len(columns), columns[0].nrows(), [entry for c in columns for entry in c.entries()])


def prepare(case, letter):
    del case
    numbers = "mixed" if letter == "i-mixed" else "tenths"
    w_aa, w_ax, w_ya, a0, xs, ys = fraction_bptt.problem(8, 100, numbers)

    def common(*groups):
        return lcm(*(Fraction(e).denominator for group in groups for row in group for e in row))

    D, E, T = common(w_aa, w_ax, w_ya), common([a0], xs, ys), len(xs)
    A, X, Y = (matrix(w, D) for w in (w_aa, w_ax, w_ya))
    AT, YT = A.transpose(), Y.transpose()
    start = column(a0, E)
    inputs, targets = [column(x, E) for x in xs], [column(y, E) for y in ys]

    def one_pass():
        powers = [fmpz(1)]
        for _ in range(2 * T + 1):
            powers.append(powers[-1] * D)
        states, scaled, errors = [start], [], []
        loss = fmpz(0)
        for t in range(1, T + 1):
            scaled.append(inputs[t - 1] * powers[t - 1])
            states.append(A * states[-1] + X * scaled[-1])
            error = Y * states[-1] - targets[t - 1] * powers[t + 1]
            squares = (error.transpose() * error)[0, 0]
            loss += squares * powers[2 * T - 2 * t]
            errors.append(error * powers[2 * T - 2 * t])
        deltas = [None] * T
        for t in range(T, 0, -1):
            from_loss = YT * errors[t - 1]
            deltas[t - 1] = from_loss if t == T else from_loss + AT * deltas[t]
        delta = stacked(deltas).transpose()
        over = powers[2 * T + 1] * E * E
        sums = (
            delta * stacked(states[:-1]), delta * stacked(scaled),
            stacked(errors).transpose() * stacked(states[1:]))
        gradients = [fmpq(entry, over) for s in sums for entry in s.entries()]
        return fmpq(loss, 2 * E * E * powers[2 * T + 1] * D), gradients

    def checksum(result):
        loss, gradients = result
        total = sum(gradients, fmpq(0))
        return int(loss.p) / int(loss.q), int(total.p) / int(total.q)

    return one_pass, checksum
