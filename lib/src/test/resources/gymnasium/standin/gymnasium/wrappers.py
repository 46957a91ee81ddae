"""As much of the package's wrappers as the bridge uses."""


def AtariPreprocessing(env, noop_max, frame_skip, screen_size, terminal_on_life_loss):
    assert (noop_max, frame_skip, screen_size, terminal_on_life_loss) == (30, 4, 64, False)
    return env
