"""Pong on gymnasium's own vector environments, as GymnasiumBenchmark.java runs it over our bridge: eight games, all cores."""
import atari
import numpy as np
import timing
from gymnasium.vector import AsyncVectorEnv, SyncVectorEnv

GAMES = 8


def stepper(envs):
    random, actions = np.random.default_rng(1), envs.single_action_space.n
    envs.reset(seed=1)
    return lambda: envs.step(random.integers(actions, size=GAMES))


if __name__ == "__main__":  # the processes of AsyncVectorEnv may import this
    for vector in (SyncVectorEnv, AsyncVectorEnv):
        if timing.wants("Gymnasium.pong"):
            games = vector([atari.pong] * GAMES)
            timing.measure("Gymnasium.pong", vector.__name__, "ops/s", stepper(games), operations=GAMES)
            games.close()
    timing.write()
