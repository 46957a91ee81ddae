"""Red-Fetch-Green on MiniGrid, as RedFetchGreenBenchmark.java runs ours."""
import minigrid_task
import stepping
import timing

timing.measure("RedFetchGreen.step", "MiniGrid", "ops/s", stepping.stepper(minigrid_task.RedFetchGreen()))
timing.write()
