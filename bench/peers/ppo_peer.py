"""PPO as CleanRL writes it, on gymnasium's vector environments, as PpoBenchmark.java runs ours: same options and network."""
import os

import atari
import gymnasium
import minigrid_task
import numpy as np
import timing
import torch
from torch import nn

DISCOUNT, GAE_LAMBDA, CLIP, ENTROPY, VALUE, NORM, HORIZON, EPOCHS = 0.99, 0.95, 0.2, 0.01, 0.5, 0.5, 128, 4
torch.set_num_threads(os.cpu_count())


class Agent(nn.Module):
    def __init__(self, channels, features, actions):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(channels, 16, 8, 4), nn.ReLU(), nn.Conv2d(16, 32, 4, 2), nn.ReLU(),
            nn.Conv2d(32, 32, 3, 1), nn.ReLU(), nn.Flatten(), nn.Linear(features, 256), nn.ReLU())
        self.actor = nn.Linear(256, actions)
        self.critic = nn.Linear(256, 1)

    def forward(self, states):
        hidden = self.body(states.float() / 255)
        return torch.distributions.Categorical(logits=self.actor(hidden)), self.critic(hidden)[:, 0]


class Ppo:
    def __init__(self, envs, agent, channels_first, rate, minibatches):
        self.envs, self.agent, self.minibatches = envs, agent, minibatches
        self.order = (0, 1, 2, 3) if channels_first else (0, 3, 1, 2)
        self.adam = torch.optim.Adam(agent.parameters(), lr=rate, eps=1e-5)
        self.state = self.tensor(envs.reset(seed=1)[0])
        self.done = torch.zeros(envs.num_envs)

    def tensor(self, observation):
        return torch.from_numpy(np.ascontiguousarray(observation.transpose(self.order)))

    def iterate(self):
        rollout = self.act()
        self.learn(*rollout)

    def act(self):
        n = self.envs.num_envs
        states = torch.empty((HORIZON, n, *self.state.shape[1:]), dtype=torch.uint8)
        actions, logs, values, rewards, dones = (torch.zeros((HORIZON, n)) for _ in range(5))
        with torch.no_grad():
            for t in range(HORIZON):
                states[t], dones[t] = self.state, self.done
                policy, values[t] = self.agent(self.state)
                action = policy.sample()
                actions[t], logs[t] = action, policy.log_prob(action)
                observation, reward, terminated, truncated, _ = self.envs.step(action.numpy())
                rewards[t] = torch.from_numpy(np.sign(reward))
                self.state = self.tensor(observation)
                self.done = torch.from_numpy(np.logical_or(terminated, truncated)).float()
            next_value, next_done, advantage = self.agent(self.state)[1], self.done, 0
            advantages = torch.zeros_like(rewards)
            for t in reversed(range(HORIZON)):
                delta = rewards[t] + DISCOUNT * next_value * (1 - next_done) - values[t]
                advantages[t] = advantage = delta + DISCOUNT * GAE_LAMBDA * (1 - next_done) * advantage
                next_value, next_done = values[t], dones[t]
        flat = (x.flatten(0, 1) for x in (states, actions, logs, advantages, advantages + values))
        return tuple(flat)

    def learn(self, states, actions, logs, advantages, returns):
        size = len(actions) // self.minibatches
        for _ in range(EPOCHS):
            for some in torch.randperm(len(actions)).split(size):
                policy, value = self.agent(states[some])
                ratio = (policy.log_prob(actions[some]) - logs[some]).exp()
                a = advantages[some]
                a = (a - a.mean()) / (a.std() + 1e-8)
                gain = torch.min(a * ratio, a * ratio.clamp(1 - CLIP, 1 + CLIP)).mean()
                error = 0.5 * ((value - returns[some]) ** 2).mean()
                loss = -gain - ENTROPY * policy.entropy().mean() + VALUE * error
                self.adam.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(self.agent.parameters(), NORM)
                self.adam.step()


rfg = Ppo(
    gymnasium.vector.SyncVectorEnv([minigrid_task.RedFetchGreen] * 16), Agent(3, 512, 7), False, 1e-3, 8)
timing.measure("Ppo.rfg", "PyTorch, MiniGrid", "ops/s", rfg.iterate, operations=16 * HORIZON)
breakout = Ppo(
    gymnasium.vector.SyncVectorEnv([lambda: atari.breakout(True)] * 8), Agent(2, 1568, 4), True, 2e-4, 4)
timing.measure("Ppo.breakout", "PyTorch, gymnasium", "ops/s", breakout.iterate, operations=8 * HORIZON)
timing.write()
