"""Steps environments of Gymnasium for digr.env.gymnasium. wire.py, which runs before this, has the messages.

    HELLO {protocol}                                                  -> {protocol, packages}
    MAKE  {environment, id, wrap, size, stack, lifeLossTerminates}    -> {shape, actions, names}
    RESET {environment, seed}                                         -> frame
    STEP  {environment, action}                                       -> frame
    CLOSE {environment}                                               -> {}

packages has versions by pip's names, "" where one is missing. An environment is a number of the other side's. Its shape is
[C, H, W], a stack of pictures in C, the newest last; names are the actions', or none. A frame is {reward, terminated,
truncated, ended} and C * H * W bytes; a lost life may be terminated, the end of the game is ended.
"""

import collections
import importlib.metadata
import math
import os

PROTOCOL = 1
FRAME_SKIP, NOOPS = 4, 30  # of atari, Mnih et al. 2015
ATARI = {"frameskip": 1, "obs_type": "grayscale"}  # AtariPreprocessing skips frames, and looks at the screen itself
FIRE = 1  # in Atari's minimal sets of actions, if there is one
HIGHWAY = "highway merge roundabout intersection exit lane-keeping parking racetrack two-way u-turn".split()
PACKAGES = (  # what registers environments: how their ids begin, the module, its name for pip
    ("ALE/", "ale_py", "ale-py"),
    ("MiniGrid-", "minigrid", "minigrid"),
    ("BabyAI-", "minigrid", "minigrid"),
    *((name + "-", "highway_env", "highway-env") for name in HIGHWAY),
)
MADE_FOR = {"atari": "environments of ALE, such as ALE/Pong-v5", "minigrid": "MiniGrid's"}


def version(package):
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def load(module, package):
    try:
        return __import__(module)
    except ImportError as e:
        raise Refused("MISSING", f"has no package {package} ({e}); {sys.executable} -m pip install {package}") from e


def space(of):
    """A space as one line; some print their functions' addresses."""
    text = type(of).__name__ if type(of).__name__ in ("Dict", "Tuple") else str(of)
    return " ".join(text.split())


def planes(shape):
    """[C, H, W] of a picture [H, W] or [H, W, C], or of a stack [S, H, W] or [S, H, W, C]; None if it is neither."""
    if len(shape) == 2:
        return [1, *shape]
    if len(shape) == 3 and shape[2] <= 4:
        return [shape[2], shape[0], shape[1]]
    if len(shape) == 3:
        return list(shape)
    if len(shape) == 4 and shape[3] <= 4:
        return [shape[0] * shape[3], shape[1], shape[2]]
    return None


def channels_first(picture):
    if len(picture.shape) == 3 and picture.shape[2] <= 4:
        picture = picture.transpose(2, 0, 1)
    elif len(picture.shape) == 4:
        picture = picture.transpose(0, 3, 1, 2)
    return picture.tobytes()


class Watched:
    """One environment, and the pictures that it shows: as many as stack, the newest last."""

    def __init__(self, gymnasium, request):
        self.wrap, self.size = part(request, "wrap", str, "a string"), number(request, "size", 1, 4096, True)
        self.life_loss_terminates = part(request, "lifeLossTerminates", bool, "true or false")
        self.env = self.make(gymnasium, part(request, "id", str, "a string"))
        self.pictures = collections.deque(maxlen=number(request, "stack", 1, 64, True))
        try:
            self.shape = self.picture_shape()
            actions = self.env.action_space
            if type(actions).__name__ != "Discrete":
                raise Refused("SPACE", f"its actions are {space(actions)}; Discrete ones are needed")
        except Refused:
            self.env.close()
            raise
        self.actions, self.first = int(actions.n), int(getattr(actions, "start", 0))
        self.fires = self.wrap == "atari" and "FIRE" in self.names()
        self.lives = 0

    def make(self, gymnasium, name):
        options = dict({"atari": ATARI, "render": {"render_mode": "rgb_array"}}.get(self.wrap, {}))
        older = self.wrap == "atari" and ":" not in name and name not in gymnasium.registry  # as PongNoFrameskip-v4
        for beginning, module, package in PACKAGES:
            if name.startswith(beginning) or (older and module == "ale_py"):
                loaded = load(module, package)
                if module == "ale_py":
                    gymnasium.register_envs(loaded)
                if module == "highway_env":  # its pictures are else those of a screen
                    options["config"] = {"offscreen_rendering": True}
        try:
            env = gymnasium.make(name, disable_env_checker=True, **options)
            wrappers = gymnasium.wrappers
            if self.wrap == "atari":
                env = wrappers.AtariPreprocessing(env, NOOPS, FRAME_SKIP, self.size, terminal_on_life_loss=False)
            elif self.wrap == "minigrid":
                from minigrid.wrappers import ImgObsWrapper, RGBImgObsWrapper

                env = ImgObsWrapper(RGBImgObsWrapper(env))
            return env
        except gymnasium.error.UnregisteredEnv as e:
            raise Refused("UNKNOWN", str(e)) from e
        except (ImportError, gymnasium.error.DependencyNotInstalled) as e:
            raise Refused("MISSING", f"lacks a package: {e}") from e
        except Exception as e:
            hint = f"; the wrap {self.wrap} is for {MADE_FOR[self.wrap]}" if self.wrap in MADE_FOR else ""
            raise Refused("MAKE", f"{type(e).__name__}: {e}{hint}") from e

    def picture_shape(self):
        if self.wrap in ("minigrid", "render"):
            return [3, self.size, self.size]
        of = self.env.observation_space
        shape = planes(of.shape) if of.shape is not None and str(of.dtype) == "uint8" else None
        if shape is None:
            needed = "pictures of uint8 are needed; the wraps atari, minigrid and render make some"
            raise Refused("SPACE", f"its observations are {space(of)}; {needed}")
        return shape

    def names(self):
        inside = self.env.unwrapped
        if hasattr(inside, "get_action_meanings"):
            names = [str(name) for name in inside.get_action_meanings()]
        else:
            enum = getattr(inside, "actions", ())  # MiniGrid's
            names = [action.name for action in enum] if isinstance(enum, type) else []
        return names if len(names) == self.actions else []

    def made(self):
        channels, height, width = self.shape
        shape = [channels * self.pictures.maxlen, height, width]
        return {"shape": shape, "actions": self.actions, "names": self.names()}

    def reset(self, seed):
        observation, _ = self.env.reset(seed=seed)
        if self.wrap == "atari":
            self.lives = self.env.unwrapped.ale.lives()
        if self.fires:
            observation, _, terminated, truncated, _ = self.env.step(FIRE)
            if terminated or truncated:
                observation, _ = self.env.reset(seed=seed)
        self.pictures.extend([self.picture(observation)] * self.pictures.maxlen)
        return self.frame(0.0, False, False, False)

    def step(self, action):
        observation, reward, terminated, truncated, _ = self.env.step(self.first + action)
        lost = self.wrap == "atari" and self.lost_life()
        if lost and self.fires and not (terminated or truncated):
            observation, more, terminated, truncated, _ = self.env.step(FIRE)
            reward += more
        self.pictures.append(self.picture(observation))
        reward, ended = float(reward), bool(terminated or truncated)
        if not math.isfinite(reward):
            raise Refused("REWARD", f"its reward is {reward}")
        return self.frame(reward, bool(terminated or (lost and self.life_loss_terminates)), bool(truncated), ended)

    def lost_life(self):
        before, self.lives = self.lives, self.env.unwrapped.ale.lives()
        return self.lives < before

    def picture(self, observation):
        picture = self.env.render() if self.wrap == "render" else observation
        shape, kind = getattr(picture, "shape", ()), getattr(picture, "dtype", type(picture).__name__)
        if str(kind) == "uint8" and self.wrap in ("minigrid", "render") and len(shape) == 3:
            picture = self.resized(picture)
        got = planes(picture.shape) if str(kind) == "uint8" else None
        if got != self.shape:
            raise Refused("SHAPE", f"it showed {kind} {list(shape)}, needed uint8 {self.shape} (C, H, W)")
        return channels_first(picture)

    def resized(self, picture):
        if tuple(picture.shape[:2]) == (self.size, self.size):
            return picture
        cv2 = load("cv2", "opencv-python-headless")
        return cv2.resize(picture, (self.size, self.size), interpolation=cv2.INTER_AREA)

    def frame(self, reward, terminated, truncated, ended):
        header = {"reward": reward, "terminated": terminated, "truncated": truncated, "ended": ended}
        return header, b"".join(self.pictures)


class Gymnasium:
    def __init__(self):
        self.gymnasium = None
        self.environments = {}

    def hello(self, request):
        if request.get("protocol") != PROTOCOL:
            raise Refused("PROTOCOL", f"this bridge speaks protocol {PROTOCOL}, got {request.get('protocol')!r}")
        self.gymnasium = load("gymnasium", "gymnasium")
        load("gymnasium.wrappers", "gymnasium")
        others = dict.fromkeys(package for _, _, package in PACKAGES)
        packages = {"gymnasium": self.gymnasium.__version__, **{package: version(package) for package in others}}
        return {"protocol": PROTOCOL, "packages": packages}

    def make(self, request):
        if self.gymnasium is None:
            raise Refused("REQUEST", "MAKE comes after HELLO")
        key = number(request, "environment", 0, 1 << 53, whole=True)
        self.environments[key] = Watched(self.gymnasium, request)
        return self.environments[key].made()

    def environment(self, request):
        key = number(request, "environment", 0, 1 << 53, whole=True)
        if key not in self.environments:
            raise Refused("REQUEST", f"there is no environment {key}")
        return self.environments[key]

    def reset(self, request):
        return self.environment(request).reset(number(request, "seed", 0, (1 << 31) - 1, whole=True))

    def step(self, request):
        environment = self.environment(request)
        return environment.step(number(request, "action", 0, environment.actions - 1, whole=True))

    def close(self, request):
        environment = self.environment(request)
        del self.environments[request["environment"]]
        environment.env.close()
        return {}

    def close_all(self):
        for environment in self.environments.values():
            environment.env.close()


def main():
    for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"):
        os.environ.setdefault(threads, "1")  # there is a process for each processor
    served = Gymnasium()
    handlers = {op: getattr(served, op.lower()) for op in ("HELLO", "MAKE", "RESET", "STEP", "CLOSE")}
    run(handlers, lambda e: "ENVIRONMENT", served.close_all)


if __name__ == "__main__":
    main()
