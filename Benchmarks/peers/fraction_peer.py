"""The exact cases in Python's fractions.Fraction."""

import fraction_bptt


def prepare(case, letter):
    del case
    arguments = fraction_bptt.problem(8, 100, "mixed" if letter == "i-mixed" else "tenths")

    def checksum(result):
        loss, gradients, _ = result
        return float(loss), float(sum(entry for matrix in gradients for row in matrix for entry in row))

    return lambda: fraction_bptt.bptt(*arguments), checksum
