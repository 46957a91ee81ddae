"""Prints what the importable package carla says of every name that the bridge uses, as JSON; fails if one is missing.

api-0.9.16.json is what this printed for the wheel that it names. Python's own names are not of interest here.
"""

import ast
import json
import operator
import sys

import carla

CLASSES = {
    "Client": "set_timeout get_client_version get_server_version get_world load_world get_trafficmanager apply_batch_sync",
    "World": "get_settings apply_settings get_map get_blueprint_library get_actors spawn_actor try_spawn_actor tick",
    "WorldSettings": "synchronous_mode fixed_delta_seconds",
    "TrafficManager": "set_synchronous_mode set_random_device_seed set_global_distance_to_leading_vehicle "
    "set_desired_speed auto_lane_change get_port",
    "Map": "name get_waypoint get_waypoint_xodr",
    "Waypoint": "transform next lane_id lane_type lane_width get_left_lane get_right_lane",
    "BlueprintLibrary": "find filter",
    "ActorBlueprint": "id has_attribute get_attribute set_attribute",
    "ActorAttribute": "__int__",
    "Actor": "id type_id attributes parent bounding_box destroy get_transform get_location get_velocity "
    "set_target_velocity",
    "Vehicle": "apply_control set_autopilot",
    "Sensor": "listen stop",
    "BoundingBox": "extent get_world_vertices",
    "Image": "frame width height raw_data",
    "Transform": "location get_forward_vector get_right_vector",
    "Location": "x y z distance __init__",
    "Rotation": "__init__",
    "Vector3D": "x y z dot __sub__ __mul__",
    "VehicleControl": "__init__",
    "LaneType": "Driving",
    "command.DestroyActor": "__init__",
}
PYTHONS = {
    "Empty", "Queue", "Random", "__name__", "_exit", "append", "args", "asin", "atan", "atan2", "choice", "close", "decode",
    "degrees", "devnull", "dumps", "dup", "dup2", "encode", "exit", "fdopen", "fileno", "flush", "get", "get_nowait",
    "getsockopt", "index", "isfinite", "items", "listdir", "loads", "monotonic", "open", "pack", "path", "pop", "put",
    "randrange", "random", "read", "signal", "socket", "sort", "split", "startswith", "stdin", "stdout", "buffer", "uniform",
    "unpack", "version", "write",
}


def says(cls, name):
    """The signatures in the documentation of a method; nothing of an attribute."""
    member = getattr(operator.attrgetter(cls)(carla), name)
    lines = [line.strip() for line in (member.__doc__ or "").splitlines()]
    return [line.rstrip(" :") for line in lines if line.startswith(name + "(")]


def names_in(path):
    """Attributes of the bridge's values, but for its own and for Python's."""
    tree = ast.parse(open(path, encoding="utf-8").read())
    own = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    own |= {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)}
    own -= {"synchronous_mode", "fixed_delta_seconds", "z"}
    constants = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr.isupper()}
    used = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    return used - own - constants - PYTHONS - {"carla", "command"}


known = {name for names in CLASSES.values() for name in names.split()} | {c.split(".")[-1] for c in CLASSES}
unknown = sorted(names_in(sys.argv[1]) - known)
if unknown:
    sys.exit(f"the bridge uses names that are in no table here: {unknown}")
print(json.dumps({f"{c}.{n}": says(c, n) for c, names in CLASSES.items() for n in names.split()}, indent=1))
