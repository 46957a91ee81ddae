"""One state's saliency map by Captum, or where it has none in plain PyTorch, as SaliencyBenchmark.java makes ours."""
import os

import numpy
import timing
import torch
from captum.attr import (GuidedBackprop, InputXGradient, IntegratedGradients, LayerAttribution, LayerGradCam,
                         NoiseTunnel, Occlusion, Saliency)
from forms import FORMS
from torch import nn
from torch.nn import functional

CORES = os.cpu_count()
BATCH = 256
SIGMA, TAPS = 3, 25


class Policy(nn.Module):
    """The paper's network, widths small."""

    def __init__(self, side):
        super().__init__()
        after = ((side // 4 - 1) // 2 - 1) - 2  # 64 to 4, 128 to 12
        self.net = nn.Sequential(
            nn.Conv2d(3, 16, 8, 4), nn.ReLU(), nn.Conv2d(16, 32, 4, 2), nn.ReLU(), nn.Conv2d(32, 32, 3, 1), nn.ReLU(),
            nn.Flatten(), nn.Linear(32 * after * after, 256), nn.ReLU(), nn.Linear(256, 7)).requires_grad_(False)

    def forward(self, states):
        """F = 1/2 sum of squared probabilities."""
        return torch.softmax(self.net(states), 1).square().sum(1) / 2


def blur(state):
    line = torch.exp(-torch.arange(-12.0, 13) ** 2 / (2 * SIGMA**2))
    line = (line / line.sum()).repeat(3, 1)
    mirrored = torch.from_numpy(numpy.pad(state.numpy(), ((0, 0), (0, 0), (12, 12), (12, 12)), "symmetric"))
    rows = functional.conv2d(mirrored, line.view(3, 1, TAPS, 1), groups=3)
    return functional.conv2d(rows, line.view(3, 1, 1, TAPS), groups=3)


def perturbed_logits(net, state, radius):
    """At every pixel; the masks are made on the way, as they would not fit into a cache."""
    side = state.shape[-1]
    difference = blur(state) - state
    place = torch.arange(side)
    falloff = torch.exp(-((place[:, None] - place) ** 2) / (2 * radius**2))
    centres = torch.cartesian_prod(place, place)
    logits = []
    for part in centres.split(BATCH):
        masks = falloff[part[:, 0], None, :, None] * falloff[part[:, 1], None, None, :]
        logits.append(net(torch.addcmul(state, difference, masks)))
    return torch.cat(logits)


def gaussian_blur(net, state, radius):
    before = torch.log_softmax(net(state), 1)
    after = torch.log_softmax(perturbed_logits(net, state, radius), 1)
    return (before.exp() * (before - after)).sum(1)


def sarfa(net, state, radius):
    before, after = net(state), perturbed_logits(net, state, radius)
    chosen = before.argmax()
    change = (torch.softmax(before, 1) - torch.softmax(after, 1))[:, chosen].clamp(min=0)
    others = torch.arange(7) != chosen
    p, q = torch.log_softmax(before[:, others], 1), torch.log_softmax(after[:, others], 1)
    relevance = 1 / (1 + (p.exp() * (p - q)).sum(1))
    return 2 * relevance * change / (relevance + change)


def rise(net, state):
    side, cells, count, batch = state.shape[-1], 7, 4000, 250
    cell = -(-side // cells)
    chosen = net(state).argmax()
    score = torch.zeros(side, side)
    for _ in range(count // batch):
        grid = (torch.rand(batch, 1, cells, cells) < 0.5).float()
        whole = functional.interpolate(grid, size=(cells + 1) * cell, mode="bilinear")
        y, x = torch.randint(cell, (2,)).tolist()
        masks = whole[:, :, y:y + side, x:x + side]
        score += (torch.softmax(net(state * masks), 1)[:, chosen, None, None] * masks[:, 0]).sum(0)
    return score


def reduced(attribution):
    """As a map: the largest absolute value over channels, divided by the map's maximum."""
    pixels = attribution.abs().amax(1)
    return pixels / pixels.amax().clamp(min=1e-30)


def measure(method, threads, f):
    torch.set_num_threads(threads)
    timing.measure(f"Saliency.map[method={method}]", "PyTorch, Captum", "ms/op", f)


policy = Policy(64)
net = policy.net
state = torch.rand(1, 3, 64, 64)
guided = GuidedBackprop(policy)
smooth = NoiseTunnel(guided)
integrated = IntegratedGradients(policy)
cam = LayerGradCam(policy, net[5])
leaf = state.clone().requires_grad_()

measure("VANILLA_GRADIENT", 1, lambda: reduced(Saliency(policy).attribute(leaf)))
measure("INPUT_X_GRADIENT", 1, lambda: reduced(InputXGradient(policy).attribute(leaf)))
measure("GUIDED_BACKPROP", 1, lambda: reduced(guided.attribute(leaf)))
measure("GRAD_CAM", 1, lambda: reduced(
    LayerAttribution.interpolate(cam.attribute(leaf, relu_attributions=True), (64, 64), "bilinear")))
measure("INTEGRATED_GRADIENTS", CORES, lambda: reduced(
    integrated.attribute(leaf, n_steps=50, method="riemann_middle")))
measure("SMOOTHGRAD", CORES, lambda: reduced(
    smooth.attribute(leaf, nt_type="smoothgrad", nt_samples=20, nt_samples_batch_size=20, stdevs=0.15)))
measure("SARFA", CORES, lambda: sarfa(net, state, 4))
measure("OCCLUSION", CORES, lambda: reduced(
    Occlusion(policy).attribute(state, (3, 8, 8), strides=(3, 1, 1), baselines=0.5, perturbations_per_eval=BATCH)))
measure("RISE", CORES, lambda: rise(net, state))

torch.set_num_threads(CORES)
for who, form in FORMS.items():
    for name, side, radius in (("map[method=GAUSSIAN_BLUR]", 64, 4), ("gaussianBlurOf128x128", 128, 5)):
        net, state = form(Policy(side).net, torch.rand(1, 3, side, side))
        timing.measure(f"Saliency.{name}", who, "ms/op", lambda: gaussian_blur(net, state, radius))
timing.write()
