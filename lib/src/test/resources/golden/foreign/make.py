"""Small policies as PyTorch exports them to ONNX, and what they compute: see README.md."""
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

OUT = Path(sys.argv[1])


class ActorCritic(nn.Module):
    """CleanRL's form: pixels over 255, shared layers, two heads."""

    def __init__(self):
        super().__init__()
        self.network = nn.Sequential(nn.Conv2d(2, 3, 4, stride=2), nn.ReLU(), nn.Conv2d(3, 4, 3, padding=1), nn.ReLU(),
                                     nn.Flatten(), nn.Linear(4 * 5 * 4, 6), nn.ReLU())
        self.actor = nn.Linear(6, 3)
        self.critic = nn.Linear(6, 1)

    def forward(self, x):
        hidden = self.network(x / 255.0)
        return self.actor(hidden), self.critic(hidden)


class ChannelsLast(nn.Module):
    """Rows, columns, channels as Gymnasium gives them; pooling, normalised layers, another activation, raw pixels."""

    def __init__(self, activation, pool, norms):
        super().__init__()
        def norm(*shape):
            return [nn.LayerNorm(shape)] if norms else []
        self.body = nn.Sequential(nn.Conv2d(2, 3, 3, padding=1), *norm(3, 12, 10), activation(), pool(2), nn.Conv2d(3, 4, 2),
                                  *norm(4, 5, 4), activation(), nn.Flatten(), nn.Linear(80, 6), *norm(6), activation(),
                                  nn.Linear(6, 3))

    def forward(self, x):
        return torch.softmax(self.body(x.permute(0, 3, 1, 2)), 1)


def logits(model, x):
    if isinstance(model, ActorCritic):
        return model(x)[0]
    return model.body(x.permute(0, 3, 1, 2))


def save(name, model, states, axes):
    x = torch.from_numpy(states.transpose(axes)).double()
    model.double()
    x.requires_grad_(True)
    z = logits(model, x)
    gradient, = torch.autograd.grad(z[:, 0].sum(), x)
    back = np.argsort(axes)
    np.savez(OUT / f"{name}.npz", states=states, logits=z.detach().numpy(),
             gradient=gradient.numpy().transpose(back) * 255)
    torch.onnx.export(model.float(), (x.detach().float()[:1],), OUT / f"{name}.onnx", dynamo=False, opset_version=17,
                      input_names=["state"], dynamic_axes={"state": {0: "batch"}})


def main():
    torch.manual_seed(5)
    rng = np.random.default_rng(5)
    states = rng.integers(0, 256, (4, 2, 12, 10), dtype=np.uint8)
    save("actor-critic", ActorCritic(), states, (0, 1, 2, 3))
    kinds = {"elu-max": (nn.ELU, nn.MaxPool2d, False), "tanh-average": (nn.Tanh, nn.AvgPool2d, False),
             "leaky-norm": (nn.LeakyReLU, nn.MaxPool2d, True)}
    for name, kind in kinds.items():
        model = ChannelsLast(*kind)
        with torch.no_grad():
            for parameter in model.body[0].parameters():
                parameter /= 255  # the pixels are raw
            for module in model.body:
                if isinstance(module, nn.LayerNorm):
                    module.weight.uniform_(0.5, 1.5)
                    module.bias.uniform_(-0.5, 0.5)
        save(name, model, states, (0, 2, 3, 1))


if __name__ == "__main__":
    main()
