"""What the peers compute: a scene's numbers as arrays, and the names of its parameters.

A case is a scene file that `unfold benchmark --case a --write-scene FILE` has written; with `--batch B` its sequence is B sequences, one
after another.
"""

from types import SimpleNamespace

import numpy as np
import yaml

GATES = {"lstm": "fico", "gru": "zrh"}


def read(path, batch=None):
    """The scene as a namespace: cell, hidden, x (T × I), y (T × O or T classes), w (parameters by their path's last parts).

    With a batch, x and y are T × B × I and T × B × O.
    """
    with open(path) as file:
        scene = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    layer = scene["model"]["stack"][0]
    values = scene["parameters"]["values"]
    x = np.array(scene["sequence"]["inputs"], dtype=np.float64)
    y = np.array(scene["sequence"]["targets"], dtype=np.int64 if scene["loss"] == "nll" else np.float64)
    if batch:
        x, y = (np.ascontiguousarray(a.reshape(batch, -1, a.shape[1]).transpose(1, 0, 2)) for a in (x, y))
    return SimpleNamespace(
        cell=layer["cell"], hidden=layer["hidden"], loss=scene["loss"], x=x, y=y, batch=batch,
        w={path: np.array(value, dtype=np.float64) for path, value in values.items()},
    )


def stacked(w, part, gates, letter):
    """The matrices or biases of the gates below each other, in the order given."""
    return np.concatenate([w[f"{part}.{letter}_{gate}"] for gate in gates])
