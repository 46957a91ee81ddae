"""The paper's network in PyTorch, as NetworkBenchmark.java runs ours: each pass with its forward pass."""
import os

import timing
import torch
from forms import COMPILED, FORMS
from torch import nn

CORES = os.cpu_count()


def network(width):
    a, b, c, hidden = {"small": (16, 32, 32, 256), "nature": (32, 64, 64, 512)}[width]
    return nn.Sequential(
        nn.Conv2d(3, a, 8, 4), nn.ReLU(), nn.Conv2d(a, b, 4, 2), nn.ReLU(), nn.Conv2d(b, c, 3, 1), nn.ReLU(),
        nn.Flatten(), nn.Linear(16 * c, hidden), nn.ReLU(), nn.Linear(hidden, 7))


def measure(work, parameters, f, who="PyTorch"):
    timing.measure(f"Network.{work}[{parameters}]", who, "ms/op", f)


def second_order(net, states):
    pi = torch.softmax(net(states), 1)
    (gradient,) = torch.autograd.grad((pi**2).sum() / 2, states, create_graph=True)
    torch.autograd.grad(gradient.abs().sum(), list(net.parameters()))


for width in ("small", "nature"):
    for who, form in FORMS.items():
        for batch in (1, 256):
            torch.set_num_threads(1 if batch == 1 else CORES)
            states, g = torch.rand(batch, 3, 64, 64), torch.rand(batch, 7)
            fixed, states = form(network(width).requires_grad_(False), states)
            leaf = states.clone().requires_grad_()
            measure("forward", f"batch={batch},width={width}", lambda: fixed(states), who)
            measure("inputGradient", f"batch={batch},width={width}", lambda: torch.autograd.grad(fixed(leaf), leaf, g), who)
        net, states = form(network(width), states)
        measure("parameterGradient", f"width={width}",
                lambda: torch.autograd.grad(net(states), list(net.parameters()), g), who)
        if who != COMPILED:  # which has no second order
            net, some = form(network(width), torch.rand(64, 3, 64, 64))
            some.requires_grad_()
            measure("secondOrder", f"width={width}", lambda: second_order(net, some), who)
timing.write()
