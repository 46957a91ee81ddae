package digr.env.carla;

import com.fasterxml.jackson.databind.JsonNode;
import digr.env.bridge.Bridge;
import digr.env.bridge.Launch;
import digr.env.bridge.Wire;
import digr.env.driving.CameraOptions;
import digr.env.driving.Crash;
import digr.env.driving.HighwayOptions;
import digr.env.driving.TrafficOptions;
import digr.run.StrictJson;
import digr.run.UserException;
import java.time.Duration;

/**
 * What can be asked of a bridge, and what its refusals mean to a user. After any error it is of no use but to be
 * closed.
 */
final class Session implements AutoCloseable {
    private static final int PROTOCOL = 2;

    /** More than the server's time-out, for Python to start and the bridge to answer for itself. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** What the loading of a town may take. */
    private static final Duration LOADING = Duration.ofSeconds(60);

    /** What the server may take when another bridge cleans up after one that was killed. */
    private static final Duration SWEEPING = Duration.ofSeconds(2);

    private record Hello(String op, int protocol, String host, int port, double timeout) {}

    private record Open(String op, double loading) {}

    private record Reset(
            String op, long seed, int size, double speed, double lock, CameraOptions camera, TrafficOptions traffic) {}

    private record Drive(String op, double drift, double throttle, double brake) {}

    private record Greeted(boolean ok, int protocol, String client, String server, String map) {}

    private record Opened(boolean ok, String map) {}

    private record Refusal(boolean ok, String kind, String message) {}

    private record Shown(
            boolean ok,
            long frame,
            int width,
            int height,
            String format,
            int collisions,
            double speed,
            boolean offroad,
            double free) {}

    /**
     * What one tick brought.
     *
     * @param rgb uint8 [size, size, 3]
     * @param speed along the lane, m/s
     * @param crash whether the car touched something, or a corner of it is off the road
     * @param free room beside the car, to the lanes' outer edges and to cars abreast, in m; below 0 beyond them
     */
    record Picture(byte[] rgb, double speed, Crash crash, double free) {}

    private final CarlaOptions options;
    private final Launch launch;
    private final Bridge bridge;
    private boolean opened;
    private long frame = -1;

    Session(CarlaOptions options, Launch launch) {
        this.options = options;
        this.launch = launch;
        bridge = new Bridge(launch);
    }

    long pid() {
        return bridge.pid();
    }

    /** Finds the server, and changes nothing there. */
    CarlaServer hello() {
        var request = new Hello("HELLO", PROTOCOL, options.host(), options.port(), seconds(options.timeout()));
        Greeted reply = read(ask("HELLO", request, options.timeout(), 0), Greeted.class);
        if (reply.protocol != PROTOCOL) throw nonsense("protocol " + reply.protocol);
        return new CarlaServer(reply.client, reply.server, reply.map);
    }

    /** Takes the server over: town, ticks on demand, traffic. */
    void open() {
        opened = true; // or half so, if this fails
        Duration loading = options.timeout().compareTo(LOADING) > 0 ? options.timeout() : LOADING;
        read(ask("OPEN", new Open("OPEN", seconds(loading)), loading, 0), Opened.class);
    }

    Picture reset(long seed, int size) {
        HighwayOptions task = options.task();
        var request = new Reset("RESET", seed, size, task.car().speed(), options.lock(), task.camera(), task.traffic());
        return picture("RESET", request, size);
    }

    /** @param drift in m/s across the road, to the right */
    Picture step(double drift, double throttle, double brake, int size) {
        return picture("STEP", new Drive("STEP", drift, throttle, brake), size);
    }

    private Picture picture(String what, Object request, int size) {
        Wire.Message message = ask(what, request, options.timeout(), 3 * size * size);
        Shown shown = read(message, Shown.class);
        if (shown.width != size || shown.height != size || !shown.format.equals("RGB8"))
            throw nonsense("a picture of " + shown.width + " x " + shown.height + " " + shown.format + ", needed "
                    + size + " x " + size + " RGB8");
        if (shown.frame <= frame) throw nonsense("frame " + shown.frame + " after frame " + frame);
        if (shown.collisions < 0 || !Double.isFinite(shown.speed) || !Double.isFinite(shown.free))
            throw nonsense(shown.collisions + " collisions at speed " + shown.speed + ", " + shown.free + " m free");
        frame = shown.frame;
        Crash crash = shown.collisions > 0 ? Crash.VEHICLE : shown.offroad ? Crash.EDGE : Crash.NONE;
        return new Picture(message.payload(), shown.speed, crash, shown.free);
    }

    private Wire.Message ask(String what, Object request, Duration limit, int payload) {
        Wire.Message reply = bridge.request(what, request, limit.plus(MARGIN));
        if (!StrictJson.read("Carla", reply.header(), JsonNode.class).path("ok").asBoolean())
            throw refused(what, read(reply, Refusal.class));
        if (reply.payload().length != payload)
            throw nonsense("a payload of " + reply.payload().length + " bytes at " + what + ", needed " + payload);
        return reply;
    }

    private static <T> T read(Wire.Message reply, Class<T> type) {
        return StrictJson.read("Carla: the bridge's reply", reply.header(), type);
    }

    private static UserException nonsense(String what) {
        return new UserException("Carla: the bridge sent " + what);
    }

    private UserException refused(String what, Refusal refusal) {
        String message = refusal.message;
        return new UserException("Carla: "
                + switch (refusal.kind) {
                    case "TIMEOUT" ->
                        (what.equals("HELLO")
                                        ? "the Python package is there, but no server answers on "
                                        : "the server has gone silent on ")
                                + options.server() + " (waited " + seconds(options.timeout()) + " s at " + what
                                + "); start one, as in ./CarlaUE4.sh -RenderOffScreen -carla-rpc-port="
                                + options.port() + ", and wait until it has loaded its town";
                    case "HOST" ->
                        "no host is called " + options.host()
                                + "; name the machine of the server by its address, as in 127.0.0.1";
                    case "PORT" ->
                        "port " + options.trafficPort()
                                + " of this machine is taken, which the traffic manager needs (the server's + 6000);"
                                + " end what listens there, or start the server with another -carla-rpc-port";
                    case "SENSOR_TIMEOUT" -> "the server sent no picture: " + message + "; is it started with a GPU?";
                    case "VERSION" -> version(message);
                    case "NO_CARLA" ->
                        launch.python() + " has no package carla: " + message
                                + "; make .carla with Python 3.10 to 3.12 as the README says, or set "
                                + CarlaBridge.VARIABLE + " to a Python that has it";
                    default -> what + " was refused, " + refusal.kind + ": " + message;
                });
    }

    private static String version(String message) {
        String[] versions = message.split(" ", 2);
        String server = versions[versions.length - 1];
        return "the server is version " + server + ", the Python package " + versions[0]
                + "; they must be the same: pip install carla==" + server + ", or another server";
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Lets the bridge clean up; where it was killed, another does. */
    @Override
    public void close() {
        bridge.close();
        if (opened && !bridge.cleanedUp()) sweep();
    }

    private void sweep() {
        try (Bridge other = new Bridge(launch)) {
            var hello = new Hello("HELLO", PROTOCOL, options.host(), options.port(), seconds(SWEEPING));
            var found = other.request("HELLO", hello, SWEEPING.plus(MARGIN));
            if (read(found, JsonNode.class).path("ok").asBoolean())
                other.request("OPEN", new Open("OPEN", seconds(SWEEPING)), SWEEPING.plus(MARGIN));
        } catch (UserException e) {
            return; // the server is gone, and with it what was left there; or the next bridge will find it
        }
    }
}
