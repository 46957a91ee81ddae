"""Red-Fetch-Green on MiniGrid."""
import gymnasium
import numpy as np
from minigrid.core.grid import Grid
from minigrid.core.mission import MissionSpace
from minigrid.core.world_object import Ball, Key
from minigrid.minigrid_env import MiniGridEnv


class RedFetchGreen(MiniGridEnv):
    """A red agent in a room with a green, a yellow and a blue object, of which it is to pick up the green one."""

    def __init__(self):
        mission = MissionSpace(mission_func=lambda: "fetch green")
        super().__init__(mission_space=mission, grid_size=8, max_steps=320, highlight=False, tile_size=8)
        self.observation_space = gymnasium.spaces.Box(0, 255, (64, 64, 3), np.uint8)

    def _gen_grid(self, width, height):
        self.grid = Grid(width, height)
        self.grid.wall_rect(0, 0, width, height)
        for colour in ("green", "yellow", "blue"):
            self.place_obj(self._rand_elem([Key, Ball])(colour))
        self.place_agent()
        self.mission = "fetch green"

    def reset(self, **options):
        super().reset(**options)
        return self.frame(), {}

    def step(self, action):
        _, _, terminated, truncated, info = super().step(action)
        reward = 0
        if self.carrying:
            reward = 1 if self.carrying.color == "green" else -1
            terminated = True
        return self.frame(), reward, terminated, truncated, info

    def frame(self):
        return self.get_frame(highlight=False, tile_size=8)
