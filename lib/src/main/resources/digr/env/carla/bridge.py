"""Drives a CARLA server for digr.env.carla. wire.py, which runs before this, has the messages.

    HELLO {protocol, host, port, timeout}              -> {protocol, client, server, map}   changes nothing there
    OPEN  {loading}                                    -> {map}        loads Town04, synchronous mode, traffic manager
    RESET {seed, size, speed, lock, camera, traffic}   -> picture      places the car, its camera and the traffic
    STEP  {drift, throttle, brake}                     -> picture      one tick of 0.05 s
    CLOSE {}                                           -> {}           destroys what was placed, frees the server

The camera is {back, up, pitch, fieldOfView}, the traffic {cars, slowest, fastest, drivers, start, again, behind, gap,
freeLanes, freeWithin}; digr.env.driving says what they mean. The speed is the one that the other side holds, in m/s; the
drift in m/s across the road, to the right; the lock in degrees of the front wheels at CARLA's steer 1.

A picture is {frame, width, height, format: "RGB8", collisions, speed, offroad, free} and 3 * width * height bytes; speed is
in m/s along the lane, free the room beside the car in m, to the lanes' outer edges and to cars abreast. When stdin ends,
the bridge cleans up as for CLOSE.

The package carla knows no other way to be stopped than a server's answer, and aborts the process when another service
answers in its place: hence a process of its own.
"""

import math
import os
import queue
import random
import socket
import sys
import time

PROTOCOL = 2
DT = 0.05  # seconds a tick
TOWN, ROAD, LANES = "Town04", 45, (-1, -2, -3, -4)  # a curve of four lanes, 585 m
EGO_START = 100.0  # metres along the road
EGO, WHEELBASE, PAINT = "vehicle.lincoln.mkz_2020", 2.85, "51,54,60"  # metres; dark, as the agent is to look at others
TO_HEADING = 5.0  # 1/s
LOOK_AHEAD = 4.0  # metres of lane whose bend the assistant steers for
ABREAST = 1.0  # metres between the ends of two cars, along the road
TRIES, TRIES_WITHIN = 1000, 50  # for a place of a car; beyond so many, a metre farther each time
TRAFFIC_PORT = 6000  # above the server's: 2000 goes with 8000, as usual
ROLE = "digr"  # by this role_name an actor is known as ours, also to the next bridge
TROUBLES = (("time-out", "TIMEOUT"), ("because of bind error", "PORT"), ("resolve: ", "HOST"))
PARTING = 2.0  # seconds that a server may take for each call while we clean up


def read_camera(request):
    camera = part(request, "camera")
    limits = {"back": (0, 100), "up": (0, 100), "pitch": (-90, 90), "fieldOfView": (1, 179)}
    return {name: number(camera, name, *limit) for name, limit in limits.items()}


def read_traffic(request):
    traffic = part(request, "traffic")
    limits = {
        "cars": (0, 200, True),
        "slowest": (0, 100),
        "fastest": (0, 100),
        "behind": (0, 1000),
        "gap": (0, 1000),
        "freeLanes": (0, len(LANES), True),
        "freeWithin": (0, 1000),
    }
    read = {name: number(traffic, name, *limit) for name, limit in limits.items()}
    for name in ("start", "again"):
        stretch = part(traffic, name)
        read[name] = number(stretch, "from", 0, 1000), number(stretch, "to", 0, 1000)
    read["changing"] = traffic.get("drivers") == "CHANGING_LANES"
    return read


# ---------------------------------------------------------------------------------------------------- the server


class Drive:
    def __init__(self):
        self.carla = self.client = self.world = self.map = self.library = self.traffic_manager = None
        self.timeout = PARTING
        self.rng = self.ego = self.images = self.hits = self.traffic = None
        self.speed = self.lock = 0
        self.sensors = []
        self.cars = []  # the traffic; None where a car waits to come back

    def hello(self, request):
        if request.get("protocol") != PROTOCOL:
            raise Refused("PROTOCOL", f"this bridge speaks protocol {PROTOCOL}, got {request.get('protocol')!r}")
        host = request.get("host")
        if not isinstance(host, str):
            raise Refused("REQUEST", f"host must be a string, got {host!r}")
        self.port = number(request, "port", 1, 65535 - TRAFFIC_PORT, whole=True)
        self.timeout = number(request, "timeout", 0.01, 3600)
        try:
            import carla
        except ImportError as e:
            raise Refused("NO_CARLA", f"{e} (Python {sys.version.split()[0]})") from e
        client = carla.Client(host, self.port)
        client.set_timeout(self.timeout)
        world = client.get_world()  # the first contact
        versions = client.get_client_version(), client.get_server_version()
        if versions[0] != versions[1]:
            raise Refused("VERSION", f"{versions[0]} {versions[1]}")
        self.carla, self.client = carla, client
        return {"protocol": PROTOCOL, "client": versions[0], "server": versions[1], "map": world.get_map().name}

    def open(self, request):
        loading = number(request, "loading", 0.01, 3600)
        if self.client is None:
            raise Refused("REQUEST", "OPEN comes after HELLO")
        world = self.client.get_world()
        self.synchronous(world, False)  # a dead client may have left it on: the server would wait for ever
        if world.get_map().name.split("/")[-1] != TOWN:
            self.client.set_timeout(loading)
            world = self.client.load_world(TOWN)
            self.client.set_timeout(self.timeout)
        self.world, self.map, self.library = world, world.get_map(), world.get_blueprint_library()
        self.sweep()
        self.synchronous(world, True)  # after load_world, which resets the settings
        self.traffic_manager = self.client.get_trafficmanager(self.port + TRAFFIC_PORT)
        stop_listening()
        self.traffic_manager.set_synchronous_mode(True)
        self.traffic_manager.set_global_distance_to_leading_vehicle(2.0)
        return {"map": self.map.name}

    @staticmethod
    def synchronous(world, on):
        settings = world.get_settings()
        settings.synchronous_mode = on
        settings.fixed_delta_seconds = DT if on else None
        world.apply_settings(settings)

    def sweep(self):
        """Destroys what an earlier bridge left behind when it was killed."""
        actors = list(self.world.get_actors())
        left = [a for a in actors if ours(a) or a.parent is not None and ours(a.parent)]
        left.sort(key=lambda a: not a.type_id.startswith("sensor."))  # sensors before what carries them
        self.client.apply_batch_sync([self.carla.command.DestroyActor(a.id) for a in left], False)

    # ------------------------------------------------------------------------------------------------ an episode

    def reset(self, request):
        seed = number(request, "seed", -(1 << 63), (1 << 63) - 1, whole=True) % (1 << 64)
        size = number(request, "size", 1, 4096, whole=True)
        speed = number(request, "speed", 1, 100)
        lock = number(request, "lock", 1, 90)
        camera, traffic = read_camera(request), read_traffic(request)
        if self.traffic_manager is None:
            raise Refused("REQUEST", "RESET comes after OPEN")
        self.clear()
        self.rng = random.Random(seed)
        self.traffic_manager.set_random_device_seed(seed % (1 << 31))
        self.speed, self.lock, self.traffic = speed, lock, traffic
        self.place_ego()
        self.place_sensors(size, camera)
        self.cars = [None] * traffic["cars"]
        self.place_traffic()
        return self.advance()

    def place_ego(self):
        blueprint = self.blueprint(EGO)
        if blueprint.has_attribute("color"):
            blueprint.set_attribute("color", PAINT)
        waypoint = self.map.get_waypoint_xodr(ROAD, self.rng.choice(LANES), EGO_START)
        self.ego = self.spawn_on(waypoint, blueprint)
        if self.ego is None:
            raise Refused("SPAWN", f"no room for the car on road {ROAD} of {TOWN}: another actor stands there")
        self.ego.set_target_velocity(waypoint.transform.get_forward_vector() * self.speed)

    def place_sensors(self, size, camera):
        carla = self.carla
        picture = self.blueprint("sensor.camera.rgb")
        for name, value in (("image_size_x", size), ("image_size_y", size), ("fov", camera["fieldOfView"])):
            picture.set_attribute(name, str(value))
        eye = carla.Transform(carla.Location(x=-camera["back"], z=camera["up"]), carla.Rotation(pitch=camera["pitch"]))
        self.images, self.hits = queue.Queue(), queue.Queue()
        collision = self.blueprint("sensor.other.collision")
        for blueprint, place, events in ((picture, eye, self.images), (collision, carla.Transform(), self.hits)):
            sensor = self.world.spawn_actor(blueprint, place, attach_to=self.ego)
            self.sensors.append(sensor)
            sensor.listen(events.put)

    def place_traffic(self):
        nearest, farthest = self.traffic["start"]
        taken = []
        for i in range(len(self.cars)):
            for k in range(TRIES):
                s = nearest + self.rng.random() * (farthest - nearest + max(0, k - TRIES_WITHIN))
                lane = self.rng.randrange(len(LANES))
                if has_place(s, lane, taken, len(LANES), self.traffic):
                    taken.append((s, lane))
                    self.cars[i] = self.spawn_car(self.map.get_waypoint_xodr(ROAD, LANES[lane], EGO_START + s))
                    break
            else:
                raise Refused("SPAWN", f"no room for {len(self.cars)} cars from {nearest} to {farthest} m ahead")

    def spawn_car(self, waypoint):
        """A car of the traffic under way, or None if something stands there."""
        vehicles = self.library.filter("vehicle.*")
        cars = sorted(b.id for b in vehicles if int(b.get_attribute("number_of_wheels")) == 4)
        blueprint = self.blueprint(self.rng.choice(cars))
        speed = self.rng.uniform(self.traffic["slowest"], self.traffic["fastest"])
        if waypoint is None:
            return None
        car = self.spawn_on(waypoint, blueprint)
        if car is not None:
            car.set_target_velocity(waypoint.transform.get_forward_vector() * speed)
            car.set_autopilot(True, self.traffic_manager.get_port())
            self.traffic_manager.auto_lane_change(car, self.traffic["changing"])
            self.traffic_manager.set_desired_speed(car, 3.6 * speed)  # km/h
        return car

    def blueprint(self, name):
        blueprint = self.library.find(name)
        if blueprint.has_attribute("role_name"):
            blueprint.set_attribute("role_name", ROLE)
        return blueprint

    def spawn_on(self, waypoint, blueprint):
        transform = waypoint.transform
        transform.location.z += 0.3
        return self.world.try_spawn_actor(blueprint, transform)

    def step(self, request):
        throttle, brake = number(request, "throttle", 0, 1), number(request, "brake", 0, 1)
        drift = number(request, "drift", -100, 100)
        if self.ego is None:
            raise Refused("REQUEST", "STEP comes after RESET")
        self.move_traffic()
        steer = self.steer(drift)
        self.ego.apply_control(self.carla.VehicleControl(throttle=throttle, steer=steer, brake=brake))
        return self.advance()

    def steer(self, drift):
        """The lane assistant: CARLA's steer for a drift d at the speed v, whatever the bends.

        As digr.env.driving.LaneAssistant, but for a car with its own wheelbase L and without half a step of the bend: a
        drift asks for a heading, asin(d / v), the heading psi for a turning rate, omega = 5 (asin(d / v) - psi) + kappa v,
        and that for an angle of the front wheels, atan(L omega / v). kappa is the curvature of the lane ahead.
        """
        here = self.ego.get_transform()
        lane = self.map.get_waypoint(here.location)
        wanted = math.asin(max(-1.0, min(1.0, drift / self.speed)))
        heading = turn(lane.transform, here)
        rate = TO_HEADING * (wanted - heading) + curvature(lane) * self.speed
        angle = math.atan(WHEELBASE * rate / self.speed)
        return max(-1.0, min(1.0, math.degrees(angle) / self.lock))

    def move_traffic(self):
        """Cars that fell behind come back ahead, so that the road never empties."""
        here = self.ego.get_transform()
        forward = here.get_forward_vector()
        for i, car in enumerate(self.cars):
            if car is not None and (car.get_location() - here.location).dot(forward) < -self.traffic["behind"]:
                car.destroy()
                self.cars[i] = None
            if self.cars[i] is None:
                self.cars[i] = self.spawn_ahead(here.location)

    def spawn_ahead(self, location):
        distance, lane = self.rng.uniform(*self.traffic["again"]), self.rng.random()
        way = self.map.get_waypoint(location).next(distance)
        if not way:
            return None
        lanes = self.lanes_beside(way[0])
        lane = int(lane * len(lanes))
        place = lanes[lane].transform
        forward = place.get_forward_vector()
        taken = []
        for other in (car.get_location() for car in self.cars if car is not None):
            its = self.map.get_waypoint(other)
            taken.append(((other - place.location).dot(forward), lane_number(its, self.lanes_beside(its))))
        return self.spawn_car(lanes[lane]) if has_place(0, lane, taken, len(lanes), self.traffic) else None

    def advance(self):
        deadline = time.monotonic() + self.timeout
        frame = self.world.tick(self.timeout)
        image = None
        while image is None or image.frame < frame:
            try:
                image = self.images.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty as e:
                raise Refused("SENSOR_TIMEOUT", f"no picture of frame {frame} within {self.timeout} s") from e
        if image.frame != frame:
            raise Refused("SENSOR_TIMEOUT", f"needed the picture of frame {frame}, got {image.frame}")
        picture = rgb(bytes(image.raw_data))  # a copy: the data live only as long as the image
        here = self.ego.get_transform()
        lane = self.map.get_waypoint(here.location)
        speed = self.ego.get_velocity().dot(lane.transform.get_forward_vector())
        if not math.isfinite(speed):
            raise Refused("SERVER", f"the car's speed is {speed}")
        return {
            "frame": frame,
            "width": image.width,
            "height": image.height,
            "format": "RGB8",
            "collisions": drain(self.hits),
            "speed": speed,
            "offroad": self.offroad(here, lane),
            "free": self.free(here, lane),
        }, picture

    def offroad(self, here, lane):
        """Whether a corner of the car is beyond the outer lanes.

        The map itself finds no lane for some points between two lanes, so they are not asked for one.
        """
        middle, width = self.across(here.location, lane)
        right = lane.transform.get_right_vector()
        corners = self.ego.bounding_box.get_world_vertices(here)
        return any(not 0 <= middle + (corner - here.location).dot(right) <= width for corner in corners)

    def free(self, here, lane):
        """Metres of room beside the car, to the lanes' outer edges and to cars abreast; below 0 beyond them."""
        size = self.ego.bounding_box.extent
        middle, width = self.across(here.location, lane)
        room = [middle - size.y, width - middle - size.y]
        forward = lane.transform.get_forward_vector()
        for car in self.cars:
            if car is None:
                continue
            other, its = car.get_location(), car.bounding_box.extent
            if abs((other - here.location).dot(forward)) < size.x + its.x + ABREAST:
                aside = abs(self.across(other, self.map.get_waypoint(other))[0] - middle)
                room.append(aside - size.y - its.y)
        return min(room)

    def across(self, location, lane):
        """Metres from the left edge of that lane's neighbours, and how wide they all are together."""
        lanes = self.lanes_beside(lane)
        widths = [beside.lane_width for beside in lanes]
        left = sum(widths[: lane_number(lane, lanes)]) + lane.lane_width / 2
        return left + (location - lane.transform.location).dot(lane.transform.get_right_vector()), sum(widths)

    def lanes_beside(self, lane):
        return lanes_beside(lane, self.carla.LaneType.Driving)

    # ------------------------------------------------------------------------------------------------ the end

    def clear(self):
        """Sensors, traffic, car, and a tick that makes it so."""
        if self.ego is None:  # it is placed first
            return
        while self.sensors:
            sensor = self.sensors.pop()
            sensor.stop()
            sensor.destroy()
        cars, self.cars = self.cars, []
        destroy = [self.carla.command.DestroyActor(car.id) for car in cars if car is not None]
        self.client.apply_batch_sync(destroy, False)
        ego, self.ego = self.ego, None
        ego.destroy()
        self.world.tick(self.timeout)

    def close(self):
        """Frees the server, which would else wait for a tick for ever; gives up when it does not answer."""
        if self.world is None:
            return
        self.timeout = min(self.timeout, PARTING)
        self.client.set_timeout(self.timeout)
        try:
            self.clear()
        finally:
            world, self.world = self.world, None
            if self.traffic_manager is not None:
                self.traffic_manager.set_synchronous_mode(False)
            self.synchronous(world, False)


def ours(actor):
    return actor.attributes.get("role_name") == ROLE


def turn(one, other):
    """The angle from the direction of one to that of the other, in radians, to the right."""
    a, b = one.get_forward_vector(), other.get_forward_vector()
    return math.atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y)


def curvature(lane):
    """Of the lane's next metres, in 1/m, positive to the right; 0 where it ends."""
    ahead = lane.next(LOOK_AHEAD)
    if not ahead:
        return 0.0
    here, there = lane.transform, ahead[0].transform
    return turn(here, there) / here.location.distance(there.location)


def has_place(s, lane, others, lanes, traffic):
    """Whether a car finds room there, and leaves lanes free on every stretch that holds it; such a one begins at a car.

    Places are metres along the road, the others (place, lane) each.
    """
    if any(other == lane and abs(at - s) < traffic["gap"] for at, other in others):
        return False
    within = traffic["freeWithin"]
    starts = [s] + [at for at, _ in others if s - within <= at <= s]
    taken = [{lane} | {other for at, other in others if start <= at <= start + within} for start in starts]
    return all(lanes - len(lanes_taken) >= traffic["freeLanes"] for lanes_taken in taken)


def lanes_beside(waypoint, driving):
    """The lanes of one direction, from left to right."""

    def same(other):
        return other is not None and other.lane_type == driving and other.lane_id * waypoint.lane_id > 0

    left, lanes = waypoint, []
    while same(left.get_left_lane()):
        left = left.get_left_lane()
    while same(left):
        lanes.append(left)
        left = left.get_right_lane()
    return lanes


def lane_number(lane, lanes):
    return [beside.lane_id for beside in lanes].index(lane.lane_id)


def rgb(bgra):
    out = bytearray(len(bgra) // 4 * 3)
    out[0::3], out[1::3], out[2::3] = bgra[2::4], bgra[1::4], bgra[0::4]
    return bytes(out)


def drain(events):
    n = 0
    while True:
        try:
            events.get_nowait()
            n += 1
        except queue.Empty:
            return n


def stop_listening():
    """Closes every door that the process opened to the network.

    The traffic manager listens on all interfaces, without a password, for other programs that want to share it. Nobody
    is to: in the place of its socket comes one that is bound to nothing. The traffic manager itself needs no network to
    serve the process that it lives in.
    """
    for name in os.listdir("/proc/self/fd"):
        try:
            copy = socket.socket(fileno=os.dup(int(name)))
        except OSError:  # not a socket
            continue
        with copy:
            if copy.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                with socket.socket() as deaf:
                    os.dup2(deaf.fileno(), int(name), inheritable=False)


# ---------------------------------------------------------------------------------------------------- the loop


def kind_of(e):
    """The package raises the same for all; by its words we know what happened."""
    return next((kind for words, kind in TROUBLES if words in str(e)), "SERVER")


def main():
    drive = Drive()

    def close(_):
        drive.close()
        return {}

    handlers = {"HELLO": drive.hello, "OPEN": drive.open, "RESET": drive.reset, "STEP": drive.step, "CLOSE": close}
    run(handlers, kind_of, drive.close)


if __name__ == "__main__":
    main()
