"""Breakout, as BreakoutBenchmark.java runs ours: ale-py with the four frames and two screens alone, gymnasium with all."""
import random

import ale_py
import atari
import numpy as np
import stepping
import timing

console = ale_py.ALEInterface()
console.setFloat("repeat_action_probability", 0)
console.loadROM(ale_py.roms.get_rom_path("breakout"))
minimal = console.getMinimalActionSet()
screens = np.empty((2, 210, 160), np.uint8)


def four_frames():
    if console.game_over():
        console.reset_game()
    action = minimal[random.randrange(4)]
    for frame in range(4):
        console.act(action)
        if frame >= 2:
            console.getScreenGrayscale(screens[frame - 2])


timing.measure("Breakout.step", "ale-py, frames only", "ops/s", four_frames)
timing.measure("Breakout.step", "gymnasium", "ops/s", stepping.stepper(atari.breakout()))
timing.write()
