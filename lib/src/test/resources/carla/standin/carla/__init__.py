"""A stand-in for the package carla: its names, a road of four lanes, no server.

The file named by STANDIN_WORLD is the server's memory, which outlives the process: actors, settings, what went wrong.
STANDIN_RADIUS bends the road, to the right where it is above 0; it is straight without.
STANDIN_FAULT makes one thing fail, "name" or "name:k" for the k-th tick after the car was placed.
"""

import fnmatch
import hashlib
import json
import math
import os
import queue
import signal
import socket
import sys
import threading
import time

VERSION = "0.9.16"
WIDTH = 3.5
FAULT, _, AT = os.environ.get("STANDIN_FAULT", "").partition(":")
MEMORY = os.environ.get("STANDIN_WORLD")
RADIUS = float(os.environ.get("STANDIN_RADIUS", "0"))
WHEELBASE, LOCK = 2.85, math.radians(70)


class Vector3D:
    x = y = z = 0.0

    def __init__(self, x=0.0, y=0.0, z=0.0):
        self.x, self.y, self.z = float(x), float(y), float(z)

    def __sub__(self, other):
        return Vector3D(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector3D(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z


class Location(Vector3D):
    def distance(self, other):
        return math.sqrt((self - other).dot(self - other))


class Rotation:
    def __init__(self, pitch=0.0, yaw=0.0, roll=0.0):
        self.pitch, self.yaw, self.roll = pitch, yaw, roll


class Transform:
    location = rotation = None

    def __init__(self, location=None, rotation=None):
        self.location, self.rotation = location or Location(), rotation or Rotation()

    def get_forward_vector(self):
        yaw = math.radians(self.rotation.yaw)
        return Vector3D(math.cos(yaw), math.sin(yaw), 0)

    def get_right_vector(self):
        forward = self.get_forward_vector()
        return Vector3D(-forward.y, forward.x, 0)


class VehicleControl:
    def __init__(self, throttle=0.0, steer=0.0, brake=0.0):
        self.throttle, self.steer, self.brake = throttle, steer, brake


class LaneType:
    Driving = 2


class WorldSettings:
    synchronous_mode, fixed_delta_seconds = False, None


def on_road(s, y):
    """Where s metres along the road's left edge and y to the right of it are, and the road's yaw there."""
    if not RADIUS:
        return Location(s, y), 0.0
    a = s / RADIUS
    return Location((RADIUS - y) * math.sin(a), RADIUS - (RADIUS - y) * math.cos(a)), math.degrees(a)


def of_road(location):
    """s and y of a place."""
    if not RADIUS:
        return location.x, location.y
    side = math.copysign(1, RADIUS)
    a = math.atan2(side * location.x, side * (RADIUS - location.y))
    return a * RADIUS, RADIUS - side * math.hypot(location.x, RADIUS - location.y)


class Waypoint:
    lane_type, lane_id, lane_width = LaneType.Driving, 0, WIDTH

    def __init__(self, lane_id, s):
        self.lane_id, self.s = lane_id, s

    @property
    def transform(self):
        location, yaw = on_road(self.s, (-self.lane_id - 0.5) * WIDTH)
        return Transform(location, Rotation(yaw=yaw))

    def next(self, distance):
        return [Waypoint(self.lane_id, self.s + distance)]

    def get_left_lane(self):
        return Waypoint(self.lane_id + 1, self.s) if self.lane_id < -1 else None

    def get_right_lane(self):
        return Waypoint(self.lane_id - 1, self.s) if self.lane_id > -4 else None


class Map:
    name = ""

    def __init__(self, name):
        self.name = name

    def get_waypoint_xodr(self, road_id, lane_id, s):
        return Waypoint(lane_id, s) if road_id == 45 and -4 <= lane_id <= -1 else None

    def get_waypoint(self, location, project_to_road=True, lane_type=LaneType.Driving):
        s, y = of_road(location)
        lane = math.floor(y / WIDTH)
        if not 0 <= lane <= 3 and not project_to_road:
            return None
        return Waypoint(-1 - min(max(lane, 0), 3), s)


class ActorAttribute:
    def __init__(self, value):
        self.value = value

    def __int__(self):
        return int(self.value)


class ActorBlueprint:
    id = ""

    def __init__(self, id, attributes):
        self.id, self.attributes = id, dict(attributes)

    def has_attribute(self, id):
        return id in self.attributes

    def get_attribute(self, id):
        return ActorAttribute(self.attributes[id])

    def set_attribute(self, id, value):
        if not isinstance(value, str):
            raise TypeError("Python argument types in ActorBlueprint.set_attribute did not match C++ signature")
        if id not in self.attributes:
            raise IndexError(f"blueprint '{self.id}' has no attribute '{id}'")
        self.attributes[id] = value


class BlueprintLibrary(list):
    def find(self, id):
        for blueprint in self:
            if blueprint.id == id:
                return ActorBlueprint(blueprint.id, blueprint.attributes)
        raise IndexError(f"blueprint '{id}' not found")

    def filter(self, wildcard_pattern):
        return BlueprintLibrary(b for b in self if fnmatch.fnmatch(b.id, wildcard_pattern))


def vehicle(id, wheels):
    return ActorBlueprint(id, {"number_of_wheels": str(wheels), "role_name": "autopilot"})


LIBRARY = BlueprintLibrary([
    vehicle("vehicle.yamaha.yzf", 2),
    ActorBlueprint("vehicle.lincoln.mkz_2020", {
        "number_of_wheels": "4", "role_name": "autopilot", "color": "255,255,255"}),
    vehicle("vehicle.audi.tt", 4),
    ActorBlueprint("sensor.camera.rgb", {
        "image_size_x": "800", "image_size_y": "600", "fov": "90.0", "sensor_tick": "0.0", "role_name": "front"}),
    ActorBlueprint("sensor.other.collision", {"role_name": "front"}),
])


class BoundingBox:
    extent = Vector3D(2.5, 1.0, 0.75)

    def get_world_vertices(self, transform):
        f, at = transform.get_forward_vector(), transform.location
        return [Location(at.x + a * f.x - b * f.y, at.y + a * f.y + b * f.x, z)
                for a in (-2.5, 2.5) for b in (-1.0, 1.0) for z in (0.0, 1.5)]


class Actor:
    id, type_id, attributes, parent, bounding_box = 0, "", {}, None, BoundingBox()

    def __init__(self, world, id, type_id, attributes, parent=None, transform=None):
        self.world, self.id, self.type_id, self.attributes, self.parent = world, id, type_id, attributes, parent
        self.place, self.speed, self.control = transform or Transform(), 0.0, None
        self.callback = None

    def alive(self):
        if self.id not in self.world.actors:
            raise RuntimeError("trying to operate on a destroyed actor; an actor's function was called, but the actor "
                               "is already destroyed.")

    def get_transform(self):
        self.alive()
        return Transform(self.get_location(), Rotation(yaw=self.place.rotation.yaw))

    def get_location(self):
        self.alive()
        at = self.place.location
        return Location(at.x, at.y, at.z)

    def get_velocity(self):
        self.alive()
        return self.place.get_forward_vector() * self.speed

    def set_target_velocity(self, velocity):
        self.alive()
        self.speed = math.sqrt(velocity.dot(velocity))

    def apply_control(self, control):
        self.alive()
        self.control = control

    def set_autopilot(self, enabled=True, tm_port=8000):
        self.alive()
        if self.world.traffic_manager is None or self.world.traffic_manager.port != tm_port:
            self.world.wrong(f"autopilot at port {tm_port}")

    def listen(self, callback):
        self.alive()
        self.callback = callback

    def stop(self):
        self.alive()
        self.callback = None

    def destroy(self):
        self.alive()
        if self.callback:
            self.world.wrong(f"{self.type_id} destroyed while it listens")
        del self.world.actors[self.id]
        self.world.remember()
        return True

    def move(self, dt):
        turn = 0.0
        if self.control:
            self.speed += (4 * self.control.throttle - 8 * self.control.brake - 0.05 * self.speed) * dt
            turn = math.degrees(math.tan(self.control.steer * LOCK) * self.speed / WHEELBASE * dt)
        self.place.rotation.yaw += turn / 2
        forward = self.place.get_forward_vector()
        self.place.location.x += forward.x * self.speed * dt
        self.place.location.y += forward.y * self.speed * dt
        self.place.rotation.yaw += turn / 2


class Image:
    frame = width = height = 0
    raw_data = b""

    def __init__(self, frame, width, height, digest):
        self.frame, self.width, self.height = frame, width, height
        data = bytearray(b"\xff" * (4 * width * height))  # BGRA: the column, the row, the state of the world
        data[0::4] = bytes(x % 256 for x in range(width)) * height
        data[1::4] = b"".join(bytes([y % 256]) * width for y in range(height))
        data[2::4] = bytes(digest[x % 32] for x in range(width)) * height
        self.raw_data = memoryview(data)


Vehicle = Sensor = Actor


class CollisionEvent:
    def __init__(self, frame, other_actor):
        self.frame, self.other_actor, self.normal_impulse = frame, other_actor, Vector3D()


class World:
    def __init__(self):
        self.actors, self.settings, self.frame, self.traffic_manager = {}, WorldSettings(), 100, None
        self.town, self.mistakes, self.ids, self.since = "Carla/Maps/Town10HD_Opt", [], 0, 0
        self.camera = None
        self.events = queue.Queue()
        threading.Thread(target=self.deliver, daemon=True).start()
        if MEMORY and os.path.exists(MEMORY):
            with open(MEMORY) as f:
                saved = json.load(f)
            self.town, self.ids, self.settings.synchronous_mode = saved["town"], saved["ids"], saved["synchronous"]
            for id, (kind, role, parent) in saved["actors"].items():  # parents come first
                role = {"role_name": role}
                self.actors[int(id)] = Actor(self, int(id), kind, role, parent and self.actors.get(parent))
            for id in list(self.actors):
                self.actors[id].place.location.y = -100

    def remember(self):
        if MEMORY:
            actors = {id: (a.type_id, a.attributes.get("role_name", ""), a.parent and a.parent.id)
                      for id, a in self.actors.items()}
            places = {id: of_road(a.place.location) for id, a in self.actors.items() if a.type_id.startswith("vehicle.")}
            with open(MEMORY + ".new", "w") as f:
                json.dump({"town": self.town, "ids": self.ids, "synchronous": self.settings.synchronous_mode,
                           "fixed": self.settings.fixed_delta_seconds, "actors": actors, "mistakes": self.mistakes,
                           "pid": os.getpid(), "places": places, "camera": self.camera}, f)
            os.replace(MEMORY + ".new", MEMORY)

    def wrong(self, what):
        self.mistakes.append(what)
        self.remember()

    def deliver(self):
        """As the real package does: listeners are called by a thread of its own."""
        while True:
            callback, event = self.events.get()
            callback(event)

    def get_map(self):
        return Map(self.town)

    def get_settings(self):
        settings = WorldSettings()
        settings.__dict__.update(self.settings.__dict__)
        return settings

    def apply_settings(self, settings, seconds=0.0):
        self.settings = settings
        self.remember()
        return self.frame

    def get_blueprint_library(self):
        return BlueprintLibrary(LIBRARY)

    def get_actors(self):
        return list(self.actors.values())

    def try_spawn_actor(self, blueprint, transform, attach_to=None):
        if not attach_to and any(a.place.location.distance(transform.location) < 3 for a in self.actors.values()):
            return None
        self.ids += 1
        actor = Actor(self, self.ids, blueprint.id, blueprint.attributes, attach_to, transform)
        if blueprint.id == "sensor.camera.rgb":
            at, looks = transform.location, transform.rotation
            self.camera = [at.x, at.y, at.z, looks.pitch, looks.yaw, float(blueprint.attributes["fov"])]
        self.actors[actor.id] = actor
        if blueprint.id == "vehicle.lincoln.mkz_2020" and not self.listeners("sensor.camera.rgb"):
            self.since = 0
        self.remember()
        return actor

    def spawn_actor(self, blueprint, transform, attach_to=None):
        actor = self.try_spawn_actor(blueprint, transform, attach_to)
        if actor is None:
            raise RuntimeError("Spawn failed because of collision at spawn position")
        return actor

    def listeners(self, type_id):
        return [a for a in self.actors.values() if a.type_id == type_id and a.callback]

    def tick(self, seconds=0.0):
        if not self.settings.synchronous_mode or self.settings.fixed_delta_seconds != 0.05:
            self.wrong("tick without synchronous mode at 0.05 s")
        self.frame += 1
        self.since += 1
        if AT and self.since == int(AT):
            fail(seconds)
        for actor in list(self.actors.values()):
            actor.move(0.05)
        for sensor in self.listeners("sensor.other.collision"):
            for other in self.actors.values():
                if other.type_id.startswith("vehicle.") and other is not sensor.parent and touch(other, sensor.parent):
                    self.events.put((sensor.callback, CollisionEvent(self.frame, other)))
            if FAULT == "collision" and self.since == int(AT):
                self.events.put((sensor.callback, CollisionEvent(self.frame, None)))
        for camera in self.listeners("sensor.camera.rgb"):
            width, height = (int(camera.attributes["image_size_" + axis]) for axis in "xy")
            if FAULT == "small-picture" and self.since == int(AT):
                width -= 1
            if FAULT != "no-picture" or self.since != int(AT):
                self.events.put((camera.callback, Image(self.frame, width, height, self.digest())))
        return self.frame

    def digest(self):
        cars = [(a.place.location.x, a.place.location.y, a.place.rotation.yaw, a.speed)
                for a in self.actors.values() if a.type_id.startswith("vehicle.")]
        return hashlib.sha256(repr(cars).encode()).digest()


def touch(a, b):
    at, of = a.place.location, b.place.location
    return abs(at.x - of.x) < 5 and abs(at.y - of.y) < 2


def fail(seconds):
    if FAULT == "gone":
        time.sleep(seconds)
        raise RuntimeError(silence(seconds))
    if FAULT == "hang":
        time.sleep(1000)
    if FAULT == "abort":
        print("terminate called after throwing an instance of 'std::bad_alloc'", file=sys.stderr, flush=True)
        os.abort()
    if FAULT == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if FAULT == "error":
        raise RuntimeError("map not found")


def silence(seconds):
    return (f"time-out of {int(1000 * seconds)}ms while waiting for the simulator, make sure the simulator is ready and "
            "connected to 127.0.0.1:2000")


class TrafficManager:
    def __init__(self, port):
        self.port, self.keep_lane = port, set()
        self.server = socket.socket()  # on all interfaces, as the real one
        self.server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self.server.bind(("", port))
        except OSError as e:
            raise RuntimeError("trying to create rpc server for traffic manager; but the system failed to create because "
                               "of bind error.") from e
        self.server.listen()

    def get_port(self):
        return self.port

    def set_synchronous_mode(self, mode_switch):
        pass

    def set_random_device_seed(self, value):
        if not 0 <= value < 1 << 31:
            raise OverflowError("Python int too large to convert to C long")

    def set_global_distance_to_leading_vehicle(self, distance):
        pass

    def auto_lane_change(self, actor, enable):
        if not enable:
            self.keep_lane.add(actor.id)

    def set_desired_speed(self, actor, speed):
        if abs(speed - 12 * 3.6) > 1e-9:
            actor.world.wrong(f"a desired speed of {speed} km/h")
        if actor.id not in self.keep_lane:
            actor.world.wrong(f"{actor.id} may change lanes")


WORLD = World()


class Client:
    def __init__(self, host="127.0.0.1", port=2000):
        self.host, self.timeout = host, 5.0

    def set_timeout(self, seconds):
        self.timeout = seconds

    def get_client_version(self):
        return VERSION

    def get_server_version(self):
        return "0.9.15" if FAULT == "version" else VERSION

    def get_world(self):
        if self.host.endswith(".invalid"):
            raise RuntimeError("resolve: Host not found (authoritative)")
        if FAULT == "no-server":
            time.sleep(self.timeout)
            raise RuntimeError(silence(self.timeout))
        if FAULT == "foreign":
            print("terminate called after throwing an instance of 'std::bad_cast'", file=sys.stderr, flush=True)
            os.abort()
        return WORLD

    def load_world(self, map_name, reset_settings=True):
        if FAULT == "no-town":
            raise RuntimeError("map not found")
        WORLD.town, WORLD.actors, WORLD.settings = "Carla/Maps/" + map_name, {}, WorldSettings()
        WORLD.remember()
        return WORLD

    def get_trafficmanager(self, port=8000):
        WORLD.traffic_manager = TrafficManager(port)
        return WORLD.traffic_manager

    def apply_batch_sync(self, commands, do_tick=False):
        return [c() for c in commands]


class command:
    class DestroyActor:
        def __init__(self, actor):
            self.id = actor

        def __call__(self):
            response = command.Response()
            if self.id in WORLD.actors:
                WORLD.actors[self.id].destroy()
            else:
                response.error = f"unable to destroy actor: not found {self.id}"
            return response

    class Response:
        actor_id, error = 0, ""


print("noise of a library on standard output")
