"""Atari on gymnasium, with the preprocessing of ours: frame skip 4, 84x84 gray, a stack of pictures."""
import ale_py
import gymnasium
from gymnasium.wrappers import AtariPreprocessing, FrameStackObservation

gymnasium.register_envs(ale_py)
ale_py.ALEInterface.setLoggerMode(ale_py.LoggerMode.Error)


def pong():
    return FrameStackObservation(AtariPreprocessing(gymnasium.make("ALE/Pong-v5", frameskip=1)), 4)


def breakout(life_loss_terminates=False):
    game = gymnasium.make("ALE/Breakout-v5", frameskip=1, repeat_action_probability=0)
    return FrameStackObservation(AtariPreprocessing(game, terminal_on_life_loss=life_loss_terminates), 2)
