"""Maps of Captum and plain PyTorch, of a policy file of ours, in float32 and float64: what notebook 11 compares ours with.

python captum_maps.py POLICY.safetensors STATES.npy OUT.npz; STATES are uint8 [N, C, H, W], POLICY has strides 4, 2, 1. A map is
the largest |.| over channels, float32 [N, H, W].
"""
import hashlib
import json
import pathlib
import sys

import captum
import numpy
import torch
from captum.attr import GuidedBackprop, IntegratedGradients, Saliency
from torch import nn

STEPS = 50
STRIDES = (4, 2, 1)


class Scalar(nn.Module):
    """F = 1/2 sum of squared probabilities, of the network in a policy file."""

    def __init__(self, weights):
        super().__init__()
        layers = []
        for number, stride in enumerate(STRIDES, 1):
            filters, channels, side, _ = weights[f"conv{number}.weight"].shape
            layers += [nn.Conv2d(channels, filters, side, stride), nn.ReLU()]
        layers += [nn.Flatten(), nn.Linear(*weights["fc1.weight"].shape[::-1]), nn.ReLU(),
                   nn.Linear(*weights["fc2.weight"].shape[::-1])]
        self.net = nn.Sequential(*layers)
        named = zip(self.net.parameters(), (f"{layer}.{kind}" for layer in ("conv1", "conv2", "conv3", "fc1", "fc2")
                                            for kind in ("weight", "bias")))
        for parameter, name in named:
            parameter.data = torch.from_numpy(weights[name])

    def forward(self, states):
        return torch.softmax(self.net(states), 1).square().sum(1) / 2


def weights(path):
    """A safetensors file's float32 arrays by their names."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    return {name: numpy.frombuffer(data[start + about["data_offsets"][0]:start + about["data_offsets"][1]], "<f4")
            .reshape(about["shape"]).copy() for name, about in header.items()}


def attributions(model, states):
    """By the method's name, signed, [N, C, H, W]."""
    return {"gradient": Saliency(model).attribute(states, abs=False),
            "integrated-gradients": IntegratedGradients(model).attribute(states, n_steps=STEPS, method="riemann_middle"),
            "guided-backprop": GuidedBackprop(model).attribute(states)}


def main():
    policy, frames, out = map(pathlib.Path, sys.argv[1:])
    model = Scalar(weights(policy))
    states = numpy.load(frames)
    arrays = {"states": states}
    for dtype, name in ((torch.float32, "float32"), (torch.float64, "float64")):
        x = (torch.from_numpy(states).to(dtype) / 255).requires_grad_()
        for method, values in attributions(model.to(dtype), x).items():
            arrays[f"{method}-{name}"] = values.detach().abs().amax(1).to(torch.float32).numpy()
    about = {"command": "python bench/peers/captum_maps.py", "captum": captum.__version__, "torch": torch.__version__,
             "policySha256": hashlib.sha256(policy.read_bytes()).hexdigest()}
    arrays["about"] = numpy.frombuffer(json.dumps(about).encode(), numpy.uint8)
    numpy.savez_compressed(out, **arrays)


if __name__ == "__main__":
    main()
