"""Steps of a gymnasium environment, as EnvironmentBenchmark.java takes ours."""
import random


def stepper(env):
    """A function that takes one random action, and begins the next episode where one has ended."""
    actions = int(env.action_space.n)
    over = True

    def step():
        nonlocal over
        if over:
            env.reset()
        _, _, terminated, truncated, _ = env.step(random.randrange(actions))
        over = terminated or truncated

    return step
