"""State dicts of CleanRL's and Stable-Baselines3's agents, made narrow, and their gradients: see README.md."""
import sys
from pathlib import Path

import gymnasium
import numpy as np
import safetensors.torch
import torch
from stable_baselines3 import DQN, PPO
from stable_baselines3.common.torch_layers import NatureCNN
from torch import nn

OUT = Path(sys.argv[1])
STATES, SIDE, ACTIONS = 2, 36, 4


def body(channels, features):
    return [nn.Conv2d(channels, 4, 8, stride=4), nn.ReLU(), nn.Conv2d(4, 6, 4, stride=2), nn.ReLU(),
            nn.Conv2d(6, 6, 3, stride=1), nn.ReLU(), nn.Flatten(), nn.Linear(6, features), nn.ReLU()]


class Agent(nn.Module):
    """The layers of CleanRL's ppo_atari.py, by its names."""

    def __init__(self):
        super().__init__()
        self.network = nn.Sequential(*body(4, 16))
        self.actor, self.critic = nn.Linear(16, ACTIONS), nn.Linear(16, 1)

    def logits(self, x):
        return self.actor(self.network(x / 255.0))


class QNetwork(nn.Module):
    """The layers of CleanRL's dqn_atari.py, by its names."""

    def __init__(self):
        super().__init__()
        self.network = nn.Sequential(*body(4, 16), nn.Linear(16, ACTIONS))

    def logits(self, x):
        return self.network(x / 255.0)


class Narrow(NatureCNN):
    """Stable-Baselines3's own with fewer filters; what surrounds it is the package's."""

    def __init__(self, space, features_dim=16):
        super().__init__(space, features_dim)
        layers = body(space.shape[0], features_dim)
        self.cnn, self.linear = nn.Sequential(*layers[:7]), nn.Sequential(*layers[7:])


class Noise(gymnasium.Env):
    """Random observations, and a reward for the first action."""

    action_space = gymnasium.spaces.Discrete(ACTIONS)

    def __init__(self, space):
        self.observation_space = space

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.observation_space.seed(seed)
        return self.observation_space.sample(), {}

    def step(self, action):
        return self.observation_space.sample(), float(action == 0), False, False, {}


def of_ppo(policy, x):
    """PPO's logits at numbers as its layers take them; the package itself would narrow them to float32."""
    return policy.action_net(policy.mlp_extractor.forward_actor(policy.features_extractor(x)))


def of_dqn(policy, x):
    return policy.q_net.q_net(policy.q_net.features_extractor(x))


def gradient(logits, x):
    """Of half the sum of squared probabilities."""
    x.requires_grad_(True)
    f = 0.5 * torch.softmax(logits(x), 1).square().sum()
    return torch.autograd.grad(f, x)[0]


def save(name, module, logits, states):
    safetensors.torch.save_file({k: v.clone() for k, v in module.state_dict().items()}, OUT / f"{name}.safetensors")
    module.double()
    of_numbers = gradient(logits, torch.from_numpy(states).double())
    of_states = of_numbers * (255 if states.dtype == np.uint8 else 1)
    np.savez_compressed(OUT / f"{name}.npz", states=states, gradient=of_states.float().numpy())


def main():
    torch.manual_seed(6)
    rng = np.random.default_rng(6)
    frames = rng.integers(0, 256, (STATES, 4, SIDE, SIDE), dtype=np.uint8)
    for name, agent in {"cleanrl-ppo": Agent(), "cleanrl-dqn": QNetwork()}.items():
        save(name, agent, agent.logits, frames)

    pixels = Noise(gymnasium.spaces.Box(0, 255, (SIDE, SIDE, 4), np.uint8))
    narrow = {"features_extractor_class": Narrow, "net_arch": []}
    ppo = PPO("CnnPolicy", pixels, n_steps=32, batch_size=32, policy_kwargs=narrow, seed=6, device="cpu").learn(64)
    save("sb3-ppo-cnn", ppo.policy, lambda x: of_ppo(ppo.policy, x / 255), frames)
    dqn = DQN("CnnPolicy", pixels, buffer_size=100, learning_starts=32, policy_kwargs=narrow, seed=6, device="cpu")
    dqn.learn(64)
    save("sb3-dqn-cnn", dqn.policy, lambda x: of_dqn(dqn.policy, x / 255), frames)
    vector = Noise(gymnasium.spaces.Box(0, 1, (5,), np.float32))
    small = {"net_arch": [8, 6]}
    mlp = PPO("MlpPolicy", vector, n_steps=32, batch_size=32, policy_kwargs=small, seed=6, device="cpu").learn(64)
    numbers = rng.random((STATES, 1, 1, 5), dtype=np.float32)
    save("sb3-ppo-mlp", mlp.policy, lambda x: of_ppo(mlp.policy, x.flatten(1)), numbers)


if __name__ == "__main__":
    main()
