"""Red-Fetch-Green on MiniGrid, as RedFetchGreenBenchmark.java runs ours."""
import random

import minigrid_task
import timing

env = minigrid_task.RedFetchGreen()
over = True


def step():
    global over
    if over:
        env.reset()
    _, _, terminated, truncated, _ = env.step(random.randrange(7))
    over = terminated or truncated


timing.measure("RedFetchGreen.step", "MiniGrid", "ops/s", step)
timing.write()
