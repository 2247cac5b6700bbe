"""Backward passes as learners write them in NumPy, for six cells, right and with one slip each: what `unfold verify` has to find.

    python3 Benchmarks/peers/program_slips.py Tests/VerifyTests/Data

writes a scene for each cell, the arrays of every program, and expected.json: the slip, and the first array in which it shows.
"""

import json
import pathlib
import sys

import numpy as np

I, H, O, T = 2, 3, 2, 4


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def outer(u, v, has):
    return np.outer(v, u) if has("M14") else np.outer(u, v)


class Program:
    """What all cells share: the data, the readout, the loss and its gradient, and the sums over time."""

    def __init__(self, weights, xs, targets, loss, slips):
        self.w, self.xs, self.targets, self.loss = weights, xs, targets, loss
        self.slips = set(slips)
        self.arrays = {}
        self.has = lambda slip: slip in self.slips
        self.grads = {name: np.zeros_like(value) for name, value in weights.items()}
        self.terms = {name: [] for name in weights}

    def bias(self, name):
        return 0 if self.has("G15") else self.w[name]

    def start(self):
        return np.zeros(H) if self.has("M26") else self.w["h0"].copy()

    def outputs(self, hs):
        """y, the losses, and ∂L/∂a_y of every step; hs[0] is the initial state."""
        ys, das, losses = [], [], []
        for t in range(T):
            a = self.w["W_y"] @ hs[t + 1] + self.bias("b_y")
            if self.loss == "nll":
                y = np.exp(a - a.max())
                y /= y.sum()
                losses.append(-np.log(y[self.targets[t]]))
                target = np.eye(O)[self.targets[t]]
            else:
                y, target = a, self.targets[t]
                losses.append(0.5 * ((y - target) ** 2).sum())
            da = y - target
            if self.has("M05"):
                da = target - y
            if self.has("M06"):
                da, losses[-1] = 2 * (y - target), 2 * losses[-1] if self.loss == "nll" else ((y - target) ** 2).sum()
            if self.has("M07"):
                da = da / T
                losses[-1] = losses[-1] / T
            if self.has("M22"):
                da = y
            ys.append(y)
            das.append(da)
        self.arrays["y"], self.das = np.array(ys), das
        if not self.slips & {"M06", "M07"}:
            self.arrays["loss"] = np.array(sum(losses))
        self.hs = hs
        for t in range(T):
            self.term("W_y", outer(das[t], hs[t] if self.has("M11") else hs[t + 1], self.has))
            self.term("b_y", das[t])

    def direct(self, t, last=False):
        W = self.w["W_y"]
        if self.has("M02") and t < T - 1:
            return np.zeros(H)
        return (W if self.has("M25") else W.T) @ self.das[t]

    def term(self, name, value):
        self.terms[name].append(value)

    def affine_terms(self, suffix, da, t, partner=None, mark="U"):
        """The terms of W, U, b of one gate at step t (from 0)."""
        h = self.hs[t + 1] if self.has("M09") else self.hs[t]
        if self.has("M24"):
            h = self.hs[T - 1 - t]
        if partner is not None:
            h = partner
        x = (self.xs[t - 1] if t > 0 else np.zeros(I)) if self.has("M10") else self.xs[t]
        self.term("W" + suffix, outer(da, x, self.has))
        if not (self.has("M20") and t == 0):
            self.term("U" + suffix, outer(da, h, self.has))
        self.term("b" + suffix, da)

    def back(self, matrix, da):
        return self.w[matrix] @ da if self.has("M03") else self.w[matrix].T @ da

    def finish(self, **arrays):
        for name, values in arrays.items():
            self.arrays[name] = np.array(values)
        for name, terms in self.terms.items():
            # Terms of the readout come forward in time, all others backward.
            if not terms:
                continue
            total = sum(terms)
            isForward = name in ("W_y", "b_y")
            if self.has("M13"):
                total = terms[0] if isForward else terms[-1]
            if self.has("= " + name):
                total = terms[-1]
            if self.has("M27"):
                total = total / T
            self.arrays["d" + name] = total
        return self.arrays


def plain(w, xs, targets, loss, slips, activation=np.tanh):
    p = Program(w, xs, targets, loss, slips)
    isLinear = activation is None
    hs, as_ = [p.start()], []
    for t in range(T):
        as_.append(w["W"] @ xs[t] + w["U"] @ hs[t] + p.bias("b"))
        hs.append(as_[-1] if isLinear else np.tanh(as_[-1]))
    p.outputs(hs)
    dhs, das, carry = [None] * T, [None] * T, np.zeros(H)
    for t in reversed(range(T)):
        dh = p.direct(t)
        if not p.has("M01"):
            dh = dh + carry
        if p.has("M08"):
            dh = dh * (1 - hs[t + 1] ** 2)
        slope = 1 if isLinear or p.has("G07") else 1 - (as_[t] if p.has("G09") else hs[t + 1]) ** 2
        da = dh * slope
        dhs[t], das[t] = dh, da
        p.affine_terms("", da, t)
        carry = p.back("U", da)
        if p.has("G08"):
            carry = p.back("U", dh)
    if p.has("M15"):
        total, seen = [None] * T, np.zeros(H)
        for t in reversed(range(T)):
            seen = das[t] + w["U"].T @ seen
            total[t] = seen
        p.terms["W"] = [np.outer(total[t], xs[t]) for t in range(T)]
        p.terms["U"] = [np.outer(total[t], hs[t]) for t in range(T)]
    if p.has("M19"):
        p.terms["U"] = [np.outer(sum(das), sum(hs[:T]))]
        p.terms["W"] = [np.outer(sum(das), sum(xs))]
    values = {"h": hs[1:], "dh": dhs}
    if not isLinear:
        values |= {"a": as_, "da": das}
    return p.finish(**values)


def linear(w, xs, targets, loss, slips):
    return plain(w, xs, targets, loss, slips, activation=None)


def feedforward(w, xs, targets, loss, slips):
    p = Program(w, xs, targets, loss, slips)
    hs, us = [p.start()], []
    for t in range(T):
        us.append(np.tanh(w["W_1"] @ xs[t] + w["U_1"] @ hs[t] + p.bias("b_1")))
        hs.append(np.tanh(w["W_2"] @ us[t] + p.bias("b_2")))
    p.outputs(hs)
    dhs, dus, carry = [None] * T, [None] * T, np.zeros(H)
    for t in reversed(range(T)):
        dhs[t] = p.direct(t) + carry
        da2 = dhs[t] * (1 - hs[t + 1] ** 2)
        p.term("W_2", outer(da2, us[t], p.has))
        p.term("b_2", da2)
        dus[t] = w["W_2"].T @ da2
        da1 = dus[t] if p.has("G07 a_1") else dus[t] * (1 - us[t] ** 2)
        p.affine_terms("_1", da1, t)
        carry = p.back("U_1", da1)
    return p.finish(u_1=us, h=hs[1:], du_1=dus, dh=dhs)


def ugrnn(w, xs, targets, loss, slips):
    p = Program(w, xs, targets, loss, slips)
    hs, Rs, Gs = [p.start()], [], []
    for t in range(T):
        Rs.append(np.tanh(w["W_R"] @ xs[t] + w["U_R"] @ hs[t] + p.bias("b_R")))
        Gs.append(sigmoid(w["W_G"] @ xs[t] + w["U_G"] @ hs[t] + p.bias("b_G")))
        G = 1 - Gs[t] if p.has("G06") else Gs[t]
        hs.append(G * hs[t] + (1 - G) * Rs[t])
    p.outputs(hs)
    dhs, dRs, dGs, carry = [None] * T, [None] * T, [None] * T, np.zeros(H)
    for t in reversed(range(T)):
        dh = dhs[t] = p.direct(t) + carry
        mirrored = p.has("G06") or p.has("G06 back")
        G = 1 - Gs[t] if mirrored else Gs[t]
        dRs[t] = dh * (1 - G)
        dGs[t] = dh * ((hs[t + 1] if p.has("G20") else hs[t]) - Rs[t]) * (-1 if mirrored else 1)
        daR = dRs[t] * (1 - Rs[t] ** 2)
        daG = dGs[t] if p.has("G19") else dGs[t] * Gs[t] * (1 - Gs[t])
        p.affine_terms("_R", daR, t)
        p.affine_terms("_G", daG, t)
        carry = p.back("U_R", daR) + p.back("U_G", daG)
        if not p.has("G02"):
            carry = carry + dh * G
    return p.finish(R=Rs, G=Gs, h=hs[1:], dR=dRs, dG=dGs, dh=dhs)


def gru(w, xs, targets, loss, slips):
    p = Program(w, xs, targets, loss, slips)
    hs, zs, rs, ns = [p.start()], [], [], []
    for t in range(T):
        zs.append(sigmoid(w["W_z"] @ xs[t] + w["U_z"] @ hs[t] + p.bias("b_z")))
        rs.append(sigmoid(w["W_r"] @ xs[t] + w["U_r"] @ hs[t] + p.bias("b_r")))
        inner = rs[t] * (w["U_h"] @ hs[t]) if p.has("G14") else w["U_h"] @ (rs[t] * hs[t])
        a = w["W_h"] @ xs[t] + inner + p.bias("b_h")
        ns.append(sigmoid(a) if p.has("G13") else np.tanh(a))
        hs.append((1 - zs[t]) * hs[t] + zs[t] * ns[t])
    p.outputs(hs)
    if p.slips & {"G13", "G14"}:
        return p.finish(z=zs, r=rs, h_tilde=ns, h=hs[1:])
    dhs, dzs, drs, dns, carry = [None] * T, [None] * T, [None] * T, [None] * T, np.zeros(H)
    for t in reversed(range(T)):
        dh = dhs[t] = p.direct(t) + carry
        dns[t] = dh * zs[t]
        dzs[t] = dh * (ns[t] - hs[t])
        da = dns[t] * (1 - ns[t] ** 2)
        inner = p.back("U_h", da)
        drs[t] = inner * hs[t]
        daz = dzs[t] * zs[t] * (1 - zs[t])
        dar = drs[t] * rs[t] * (1 - rs[t])
        p.affine_terms("_z", daz, t)
        p.affine_terms("_r", dar, t)
        p.affine_terms("_h", da, t, partner=hs[t] if p.has("G22") else rs[t] * hs[t])
        carry = dh * (1 - zs[t]) + inner * rs[t]
        if not p.has("M28 z"):
            carry = carry + p.back("U_z", daz)
        if not p.has("G05"):
            carry = carry + p.back("U_r", dar)
    return p.finish(z=zs, r=rs, h_tilde=ns, h=hs[1:], dz=dzs, dr=drs, dh_tilde=dns, dh=dhs)


def lstm(w, xs, targets, loss, slips):
    p = Program(w, xs, targets, loss, slips)
    hs, cs = [p.start()], [w["c0"]]
    fs, is_, gs, os = [], [], [], []
    for t in range(T):
        gate = lambda k: w["W_" + k] @ xs[t] + w["U_" + k] @ hs[t] + p.bias("b_" + k)
        fs.append(sigmoid(gate("f")))
        is_.append(sigmoid(gate("i")))
        gs.append(np.tanh(gate("c")))
        os.append(sigmoid(gate("o")))
        keep, let = (is_[t], fs[t]) if p.has("G11") else (fs[t], is_[t])
        cs.append(keep * cs[t] + let * gs[t])
        hs.append(os[t] * (cs[t + 1] if p.has("G12") else np.tanh(cs[t + 1])))
    p.outputs(hs)
    values = dict(f=fs, i=is_, c_tilde=gs, o=os, c=cs[1:], h=hs[1:])
    if p.slips & {"G11", "G12"}:
        return p.finish(**values)
    dhs, dcs, dos, dfs = [None] * T, [None] * T, [None] * T, [None] * T
    dh_next, dc_next = np.zeros(H), np.zeros(H)
    for t in reversed(range(T)):
        squashed = np.tanh(cs[t + 1])
        dh = dhs[t] = p.direct(t) + (0 if p.slips & {"M01", "G02"} else dh_next)
        do = dos[t] = dh * (cs[t + 1] if p.has("G21") else squashed)
        dc = (dh if p.has("G04") else dh * os[t] * (1 - squashed**2)) + (0 if p.slips & {"M01", "G01"} else dc_next)
        dcs[t] = dc
        df = dfs[t] = dc * (cs[t + 1] if p.has("G20") else cs[t])
        di, dg = dc * gs[t], dc * is_[t]
        da = {
            "f": df if p.slips & {"G19 a_f", "G19"} else df * fs[t] * (1 - fs[t]),
            "i": di if p.has("G19") else di * is_[t] * (1 - is_[t]),
            "c": dg if p.has("G07") else dg * (1 - gs[t] ** 2),
            "o": do if p.has("G19") else do * os[t] * (1 - os[t]),
        }
        dh_next = np.zeros(H)
        for k in da:
            p.affine_terms("_" + k, da[k], t)
            if p.has("M28 ="):
                dh_next = p.back("U_" + k, da[k])
            else:
                dh_next = dh_next + p.back("U_" + k, da[k])
        dc_next = dc * fs[t]
    return p.finish(**values, dh=dhs, dc=dcs, do=dos, df=dfs)


GATES = {"rnn": [""], "linear": [""], "feedforward": ["_1"], "ugrnn": ["_R", "_G"], "gru": ["_z", "_r", "_h"],
         "lstm": ["_f", "_i", "_c", "_o"]}
PROGRAMS = {"rnn": plain, "linear": linear, "feedforward": feedforward, "ugrnn": ugrnn, "gru": gru, "lstm": lstm}
# Cell, what is planted, the slip's id, and where the first wrong number stands.
CASES = [
    ("rnn", "M01", "M01", "dh"), ("rnn", "M03", "M03", "dh"), ("rnn", "M13", "M13", "dW_y"), ("rnn", "M07", "M07", "dh"),
    ("rnn", "G07", "G07", "da"), ("rnn", "G08", "G08", "dh"), ("rnn", "G09", "G09", "da"), ("rnn", "M09", "M09", "dU"),
    ("rnn", "M05", "M05", "dh"), ("rnn", "G15", "G15", "a"), ("rnn", "M26", "M26", "a"), ("rnn", "M27", "M37", "dW_y"),
    ("rnn", "= U", "M13", "dU"),
    ("linear", "M02", "M02", "dh"), ("linear", "M06", "M06", "dh"), ("linear", "M22", "M22", "dh"),
    ("linear", "M14", "M14", "dW_y"), ("linear", "M15", "M15", "dU"), ("linear", "M24", "M24", "dU"),
    ("linear", "M19", "M19", "dU"), ("linear", "M08", "M08", "dh"), ("linear", "M10", "M10", "dW"),
    ("feedforward", "M03", "M03", "dh"), ("feedforward", "G07 a_1", "G07", "dh"), ("feedforward", "M20", "M20", "dU_1"),
    ("feedforward", "M11", "M11", "dW_y"),
    ("ugrnn", "G06", "G06", "h"), ("ugrnn", "G06 back", "G06", "dG"), ("ugrnn", "G19", "G31", "dh"),
    ("ugrnn", "G20", "G32", "dG"), ("ugrnn", "G02", "G02", "dh"),
    ("gru", "G05", "G05", "dh"), ("gru", "G14", "G14", "h_tilde"), ("gru", "M28 z", "M38", "dh"),
    ("gru", "G22", "G34", "dU_h"), ("gru", "G13", "G13", "h_tilde"),
    ("lstm", "G01", "G01", "dc"), ("lstm", "M01", "M01", "dh"), ("lstm", "G04", "G04", "dc"), ("lstm", "G11", "G11", "c"),
    ("lstm", "G12", "G12", "h"), ("lstm", "G21", "G33", "do"), ("lstm", "G19 a_f", "G24", "dh"),
    ("lstm", "G20", "G32", "df"), ("lstm", "M28 =", "M38", "dh"), ("lstm", "G07", "G07", "dh"), ("lstm", "G02", "G02", "dh"),
    ("lstm", "M13", "M13", "dW_y"),
]


def numbers(shape, generator):
    return np.round(generator.uniform(-1.2, 1.2, shape), 2)


def yaml(value):
    return json.dumps(value.tolist())


def write(folder):
    expected = []
    for place, cell in enumerate(PROGRAMS):
        generator = np.random.default_rng(place + 7)
        w = {}
        for gate in GATES[cell]:
            w["W" + gate], w["U" + gate] = numbers((H, I), generator), numbers((H, H), generator)
            w["b" + gate] = numbers(H, generator)
        if cell == "feedforward":
            w["W_2"], w["b_2"] = numbers((H, H), generator), numbers(H, generator)
        w["W_y"], w["b_y"] = numbers((O, H), generator), numbers(O, generator)
        starts = {"h0": numbers(H, generator)} | ({"c0": numbers(H, generator)} if cell == "lstm" else {})
        xs = numbers((T, I), generator)
        loss = "mse" if cell in ("linear", "ugrnn") else "nll"
        targets = numbers((T, O), generator) if loss == "mse" else np.array([1, 0, 0, 1])
        lines = [
            "unfold: 1", f"title: a program's {cell}", "model:", "  shape: many-to-many", "  stack:",
            "  - {cell: " + cell + f", hidden: {H}"
            + (f", widths: [{H}], activation: tanh" if cell == "feedforward" else "")
            + (", bias: true" if cell == "linear" else "") + ", initial_state: given}",
            f"  readout: {{size: {O}, activation: {'identity' if loss == 'mse' else 'softmax'}}}",
            "sequence:", f"  inputs: {yaml(xs)}", f"  targets: {yaml(targets)}", f"loss: {loss}", "parameters:", "  values:",
        ]
        for name, value in (w | starts).items():
            lines.append(f"    {'readout' if name in ('W_y', 'b_y') else 'stack.0'}.{name}: {yaml(value)}")
        (folder / f"{cell}.scene.yaml").write_text("\n".join(lines) + "\n")
        given = w | starts
        for of, planted, slip, first in [(cell, "", "", "")] + CASES:
            if of != cell:
                continue
            arrays = PROGRAMS[cell](given, xs, targets, loss, [planted] if planted else [])
            for name in starts:
                arrays.pop("d" + name, None)
            name = f"{cell}-{planted.replace(' ', '-').replace('=', 'is') or 'right'}"
            text = ",\n".join(f' "{key}": {json.dumps(np.asarray(value).tolist())}' for key, value in arrays.items())
            (folder / f"{name}.json").write_text("{\n" + text + "\n}\n")
            expected.append({"scene": cell, "file": name, "slip": slip, "first": first})
    lines = ",\n".join(" " + json.dumps(entry) for entry in expected)
    (folder / "expected.json").write_text("[\n" + lines + "\n]\n")
    print(len(expected) - len(PROGRAMS), "slips,", len(PROGRAMS), "right programs")


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]))
