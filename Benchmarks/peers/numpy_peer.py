"""Case c in NumPy, step by step as in Karpathy's min-char-rnn (inputs one-hot, a list of states, gradients added up backward); as a step
of its training also clipped and followed by Adagrad's update."""

import numpy as np


def prepare(case, letter):
    w = case.w
    Wxh, Whh, bh = w["stack.0.W"], w["stack.0.U"], w["stack.0.b"].reshape(-1, 1)
    Why, by = w["readout.W_y"], w["readout.b_y"].reshape(-1, 1)
    inputs, targets = case.x.argmax(1), case.y
    vocabulary = case.x.shape[1]

    def one_pass():
        xs, hs, ps = {}, {-1: np.zeros((case.hidden, 1))}, {}
        loss = 0.0
        for t in range(len(inputs)):
            xs[t] = np.zeros((vocabulary, 1))
            xs[t][inputs[t]] = 1
            hs[t] = np.tanh(np.dot(Wxh, xs[t]) + np.dot(Whh, hs[t - 1]) + bh)
            ys = np.dot(Why, hs[t]) + by
            ps[t] = np.exp(ys) / np.sum(np.exp(ys))
            loss -= np.log(ps[t][targets[t], 0])
        dWxh, dWhh, dWhy = np.zeros_like(Wxh), np.zeros_like(Whh), np.zeros_like(Why)
        dbh, dby, dhnext = np.zeros_like(bh), np.zeros_like(by), np.zeros_like(hs[0])
        for t in reversed(range(len(inputs))):
            dy = np.copy(ps[t])
            dy[targets[t]] -= 1
            dWhy += np.dot(dy, hs[t].T)
            dby += dy
            draw = (1 - hs[t] * hs[t]) * (np.dot(Why.T, dy) + dhnext)
            dbh += draw
            dWxh += np.dot(draw, xs[t].T)
            dWhh += np.dot(draw, hs[t - 1].T)
            dhnext = np.dot(Whh.T, draw)
        return loss, (dWxh, dWhh, dWhy, dbh, dby)

    def checksum(result):
        return float(result[0]), float(sum(g.sum() for g in result[1]))

    if letter == "c":
        return one_pass, checksum
    weights = (Wxh, Whh, Why, bh, by)
    memories = [np.zeros_like(w) for w in weights]

    def step():
        loss, gradients = one_pass()
        clipped = [np.clip(g, -5, 5) for g in gradients]
        for w, g, memory in zip(weights, clipped, memories):
            memory += g * g
            w -= 0.1 * g / (np.sqrt(memory) + 1e-8)
        return loss, gradients

    return step, checksum
