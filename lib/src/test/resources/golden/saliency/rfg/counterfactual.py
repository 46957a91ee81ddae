"""Counterfactual maps in plain numpy, float64, pixel by pixel: makes counterfactual.npz beside it."""
import numpy as np

SIDE = 64


def conv(x, weight, bias, stride):
    kernel = weight.shape[2]
    n = (x.shape[2] - kernel) // stride + 1
    out = np.empty((len(x), len(weight), n, n))
    for i in range(n):
        for j in range(n):
            patch = x[:, :, i * stride:i * stride + kernel, j * stride:j * stride + kernel]
            out[:, :, i, j] = np.tensordot(patch, weight, ((1, 2, 3), (1, 2, 3))) + bias
    return np.maximum(out, 0)


def log_policy(w, x):
    for k, stride in ((1, 4), (2, 2), (3, 1)):
        x = conv(x, w[f"conv{k}.weight"], w[f"conv{k}.bias"], stride)
    x = np.maximum(x.reshape(len(x), -1) @ w["fc1.weight"].T + w["fc1.bias"], 0)
    z = x @ w["fc2.weight"].T + w["fc2.bias"]
    z = z - z.max(1, keepdims=True)
    return z - np.log(np.exp(z).sum(1, keepdims=True))


def removed(w, state, empty, windows):
    """KL(pi(s) || pi(s with the background in the window)) of each window (top, left, bottom, right)."""
    before = log_policy(w, state[None])[0]
    scores = []
    for top, left, bottom, right in windows:
        copy = state.copy()
        copy[:, top:bottom, left:right] = empty[:, top:bottom, left:right]
        scores.append(np.sum(np.exp(before) * (before - log_policy(w, copy[None])[0])))
    return np.array(scores)


def counterfactual(w, state, empty, side, stride, margin):
    differs = (state != empty).any(0)
    boxes = set()
    for y in range(0, SIDE - side + 1, stride):
        for x in range(0, SIDE - side + 1, stride):
            rows, columns = np.nonzero(differs[y:y + side, x:x + side])
            if len(rows):
                boxes.add((y + rows.min(), x + columns.min(), y + rows.max() + 1, x + columns.max() + 1))
    boxes = sorted(boxes)
    scores = removed(w, state, empty, boxes)
    out = np.zeros((SIDE, SIDE))
    for i in range(SIDE):
        for j in range(SIDE):
            for (top, left, bottom, right), score in zip(boxes, scores):
                if top - margin <= i < bottom + margin and left - margin <= j < right + margin:
                    out[i, j] = max(out[i, j], score)
    return out


def tiled(w, state, empty, cell):
    differs = (state != empty).any(0)
    windows = [(y, x, y + 2 * cell, x + 2 * cell)
               for y in range(0, SIDE - 2 * cell + 1, cell) for x in range(0, SIDE - 2 * cell + 1, cell)]
    scores = removed(w, state, empty, windows)
    out = np.zeros((SIDE, SIDE))
    for i in range(SIDE):
        for j in range(SIDE):
            y, x = i // cell * cell, j // cell * cell
            if differs[y:y + cell, x:x + cell].any():
                out[i, j] = max(s for (t, l, b, r), s in zip(windows, scores) if t <= i < b and l <= j < r)
    return out


if __name__ == "__main__":
    weights = {name: a.astype(float) for name, a in np.load("weights.npz").items()}
    background = np.load("../../../../../../../data/perturbation/rfg.npz")["states"]
    background = np.sort(background, axis=0)[(len(background) - 1) // 2]
    states = np.load("inputs.npz")["states"][:2].astype(float)
    empty = (background / np.float32(255)).astype(np.float32).astype(float)
    np.savez_compressed(
        "counterfactual.npz",
        background=background,
        everywhere=np.stack([counterfactual(weights, s, empty, 8, 1, 1) for s in states]),
        third=np.stack([counterfactual(weights, s, empty, 9, 3, 0) for s in states]),
        tiled=np.stack([tiled(weights, s, empty, 4) for s in states]))
