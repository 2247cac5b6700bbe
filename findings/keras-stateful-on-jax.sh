#!/usr/bin/env bash
# keras 3.15.1 with jax 0.10.2
#
# With the JAX backend a layer of `stateful=True` starts from zero at every batch of fit, evaluate, predict and the
# *_on_batch calls; only calling the model itself carries the state on. The same program with the NumPy backend
# carries it everywhere.
#
# Why a good guess misses: the backends are meant to be interchangeable, nothing is raised or warned of, and a look at
# the layer by calling it shows a state that does carry.
#
# For somebody who steps through RNNs: truncated backpropagation by stateful batches trains, on JAX, a network that
# never remembers the chunk before. Reading the state after predict shows zeros, not h_T.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6

cat > "$work/look.py" <<'PY'
import json, sys
import keras, numpy as np
from keras import layers, ops

# h_t = h_{t-1} + x_t with x_t = 1: the state counts the steps it has seen.
def counter():
    tokens = keras.Input(batch_shape=(1, 1, 1))
    rnn = layers.SimpleRNN(1, activation="linear", use_bias=False, stateful=True)
    model = keras.Model(tokens, rnn(tokens))
    rnn.set_weights([np.array([[1.0]]), np.array([[1.0]])])
    model.compile(optimizer=keras.optimizers.SGD(0.0), loss="mse")
    return model, lambda: float(ops.convert_to_numpy(rnn.states[0])[0, 0])

ones = np.ones((3, 1, 1), "float32")
targets = np.zeros((3, 1), "float32")
seen = {}
model, state = counter()
seen["called"] = [float(ops.convert_to_numpy(model(ones[:1]))[0, 0]) for _ in range(3)]
model, state = counter()
seen["predicted"] = model.predict(ones, batch_size=1, verbose=0).ravel().tolist()
seen["state after predict"] = state()
model, state = counter()
seen["evaluated"] = round(float(model.evaluate(ones, targets, batch_size=1, verbose=0)), 4)
if keras.backend.backend() == "jax":
    model, state = counter()
    fitted = model.fit(ones, targets, batch_size=1, shuffle=False, verbose=0)
    seen["fitted"] = round(float(fitted.history["loss"][0]), 4)
print(json.dumps(seen))
PY

for backend in numpy jax; do
    KERAS_BACKEND=$backend "$work/venv/bin/python" "$work/look.py" > "$work/$backend"
    printf '%-6s%s\n' "$backend" "$(cat "$work/$backend")"
done
"$work/venv/bin/python" - "$work" <<'PY'
import json, pathlib, sys

read = lambda name: json.loads((pathlib.Path(sys.argv[1]) / name).read_text())
assert read("numpy") == {"called": [1, 2, 3], "predicted": [1, 2, 3], "state after predict": 3, "evaluated": 4.6667}
assert read("jax") == {"called": [1, 2, 3], "predicted": [1, 1, 1], "state after predict": 0, "evaluated": 1, "fitted": 1}
PY
echo "seen: on JAX only a direct call carries the state"
