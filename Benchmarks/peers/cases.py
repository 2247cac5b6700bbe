"""What the peers compute: a scene's numbers as arrays, and the names of its parameters.

A case is a scene file that `unfold benchmark --case a --write-scene FILE` has written.
"""

from types import SimpleNamespace

import numpy as np
import yaml

GATES = {"lstm": "fico", "gru": "zrh"}


def read(path):
    """The scene as a namespace: cell, hidden, x (T × I), y (T × O or T classes), w (parameters by their path's last parts)."""
    with open(path) as file:
        scene = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    layer = scene["model"]["stack"][0]
    targets = scene["sequence"]["targets"]
    values = scene["parameters"]["values"]
    return SimpleNamespace(
        cell=layer["cell"],
        hidden=layer["hidden"],
        loss=scene["loss"],
        x=np.array(scene["sequence"]["inputs"], dtype=np.float64),
        y=np.array(targets, dtype=np.int64 if scene["loss"] == "nll" else np.float64),
        w={path: np.array(value, dtype=np.float64) for path, value in values.items()},
    )


def stacked(w, part, gates, letter):
    """The matrices or biases of the gates below each other, in the order given."""
    return np.concatenate([w[f"{part}.{letter}_{gate}"] for gate in gates])
