"""A stand-in for the package gymnasium: its names, and one environment of several ids.

Toy-v0 shows pictures of uint8 [8, 8, 3] that seed, step and actions decide, pays 2.5 times the action, and ends after 20 to
40 steps: terminated if the seed is even, else truncated. Lives-v0 is a game of Atari's kind whose lives, 3, last five steps
each. STANDIN_FAULT makes one thing fail, "name:k" at step k; what hangs has started a process of its own.
"""

import os
import random
import signal
import subprocess
import sys
import time

__version__ = "1.4.0"
FAULT, _, AT = os.environ.get("STANDIN_FAULT", "").partition(":")


class error:
    class UnregisteredEnv(Exception):
        pass

    class DependencyNotInstalled(Exception):
        pass


class Array:
    """As much of an array as the bridge uses."""

    def __init__(self, shape, data, dtype="uint8"):
        self.shape, self.data, self.dtype = shape, bytes(data), dtype

    def transpose(self, *axes):
        assert axes == (2, 0, 1), axes
        h, w, c = self.shape
        planes = (self.data[i::c] for i in range(c))
        return Array((c, h, w), b"".join(planes))

    def tobytes(self):
        return self.data


class Box:
    def __init__(self, shape, dtype="uint8"):
        self.shape, self.dtype = shape, dtype

    def __str__(self):
        return f"Box(0, 255, {self.shape}, {self.dtype})"


class Discrete:
    def __init__(self, n, start=0):
        self.n, self.start = n, start


class Toy:
    observation_space = Box((8, 8, 3))

    def __init__(self, name):
        self.unwrapped = self
        self.action_space = Box((1,), "float32") if name == "Steered-v0" else Discrete(4, start=-1)
        if name == "Numbers-v0":
            self.observation_space = Box((4,), "float32")

    def get_action_meanings(self):
        return ["BACK", "STAY", "ON", "RUN"]

    def reset(self, seed):
        self.random, self.t, self.seed, self.sum = random.Random(seed), 0, seed, 0
        self.end = self.random.randint(20, 40)
        return self.picture(), {}

    def step(self, action):
        assert -1 <= action <= 2, action
        self.t += 1
        self.sum += action * self.t
        if FAULT == "hang" and self.t == 1:
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])
        if self.t == int(AT or 0):
            if FAULT == "hang":
                time.sleep(1000)
            if FAULT == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            if FAULT == "error":
                raise ValueError("no such road")
        over, even = self.t == self.end, self.seed % 2 == 0
        reward = float("nan") if FAULT == "nan" else 2.5 * action
        return self.picture(), reward, over and even, over and not even, {}

    def picture(self):
        if FAULT == "shape" and self.t == int(AT):
            return Array((9, 8, 3), bytes(216))
        noise = bytes(self.random.randrange(256) for _ in range(189))
        return Array((8, 8, 3), bytes([self.t, self.sum % 256, 7]) + noise)

    def close(self):
        pass


class Lives(Toy):
    """Is its own console, ale."""

    def __init__(self, name):
        super().__init__(name)
        self.ale, self.action_space = self, Discrete(4)

    def get_action_meanings(self):
        return ["NOOP", "FIRE", "RIGHT", "LEFT"]

    def lives(self):
        return 3 - self.t // 5

    def step(self, action):
        picture, reward, _, _, info = super().step(action)
        return picture, reward, self.lives() == 0, False, info


registry = ("Toy-v0", "Steps-v0", "Steered-v0", "Numbers-v0", "Lives-v0")


def make(name, disable_env_checker, **options):
    if name == "Lives-v0":
        assert options == {"frameskip": 1, "obs_type": "grayscale"}, options
        return Lives(name)
    assert not options, options
    if name not in registry:
        raise error.UnregisteredEnv(f"Environment `{name}` doesn't exist.")
    return Toy(name)
