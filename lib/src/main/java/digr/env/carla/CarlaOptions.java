package digr.env.carla;

import digr.env.driving.HighwayOptions;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which server, and how to drive there; what both roads have is as on the embedded one, see {@link HighwayOptions}.
 *
 * @param host where the server runs
 * @param port its port, 1 to 59535; the traffic manager takes the one 6000 above
 * @param timeout what a request may take, but for the loading of a town, which may take a minute
 * @param steer how far actions 0 and 2 turn the wheel, in (0, 1]; 0.033 are the 0.04 rad of the embedded highway if the
 *     front wheels turn by 70° at most
 * @param cars how many others are on the road, 0 to 60; 4, among which policies are judged
 * @param fieldOfView of the camera, in degrees, across; 90
 * @param rewardScale times every reward, in (0, 1]; 1
 */
public record CarlaOptions(
        String host, int port, Duration timeout, double steer, int cars, double fieldOfView, double rewardScale) {
    /** Of the traffic manager, above the server's; bounds that. */
    private static final int TRAFFIC_PORT = 6000;

    private static final Pattern SERVER = Pattern.compile("([^\\s:]+):(\\d{1,5})");

    /** A server of this machine with CARLA's own port. */
    public static CarlaOptions defaults() {
        HighwayOptions task = HighwayOptions.defaults();
        return new CarlaOptions(
                "127.0.0.1",
                2000,
                Duration.ofSeconds(10),
                0.033,
                task.traffic().cars(),
                task.camera().fieldOfView(),
                task.reward().scale());
    }

    /** The same server for learning, among as many cars and with rewards as in {@link HighwayOptions#training}. */
    public CarlaOptions training() {
        HighwayOptions task = HighwayOptions.training();
        return withCars(task.traffic().cars()).withRewardScale(task.reward().scale());
    }

    public CarlaOptions {
        if (host.isBlank())
            throw new IllegalArgumentException("Carla: a host is needed, such as 127.0.0.1, got '" + host + "'");
        if (port < 1 || port > 65535 - TRAFFIC_PORT)
            throw new IllegalArgumentException("Carla: port must be 1 to " + (65535 - TRAFFIC_PORT) + ", got " + port);
        if (timeout.toMillis() < 10 || timeout.toHours() >= 1)
            throw new IllegalArgumentException("Carla: timeout must be 10 ms to an hour, got " + timeout);
        if (!(steer > 0 && steer <= 1))
            throw new IllegalArgumentException("Carla: steer must be above 0, up to 1, got " + steer);
        if (cars < 0 || cars > 60) throw new IllegalArgumentException("Carla: cars must be 0 to 60, got " + cars);
        if (!(fieldOfView >= 1 && fieldOfView <= 179))
            throw new IllegalArgumentException("Carla: fieldOfView must be 1 to 179 degrees, got " + fieldOfView);
        if (!(rewardScale > 0 && rewardScale <= 1))
            throw new IllegalArgumentException("Carla: rewardScale must be above 0, up to 1, got " + rewardScale);
    }

    public CarlaOptions withServer(String host, int port) {
        return new CarlaOptions(host, port, timeout, steer, cars, fieldOfView, rewardScale);
    }

    /**
     * @param server as in 127.0.0.1:2000
     * @throws IllegalArgumentException if it is not a host, a colon and a port
     */
    public CarlaOptions withServer(String server) {
        Matcher parts = SERVER.matcher(server);
        if (!parts.matches())
            throw new IllegalArgumentException(
                    "Carla: a server is HOST:PORT, as in 127.0.0.1:2000, got '" + server + "'");
        return withServer(parts.group(1), Integer.parseInt(parts.group(2)));
    }

    public CarlaOptions withTimeout(Duration timeout) {
        return new CarlaOptions(host, port, timeout, steer, cars, fieldOfView, rewardScale);
    }

    public CarlaOptions withSteer(double steer) {
        return new CarlaOptions(host, port, timeout, steer, cars, fieldOfView, rewardScale);
    }

    public CarlaOptions withCars(int cars) {
        return new CarlaOptions(host, port, timeout, steer, cars, fieldOfView, rewardScale);
    }

    public CarlaOptions withFieldOfView(double degrees) {
        return new CarlaOptions(host, port, timeout, steer, cars, degrees, rewardScale);
    }

    public CarlaOptions withRewardScale(double rewardScale) {
        return new CarlaOptions(host, port, timeout, steer, cars, fieldOfView, rewardScale);
    }

    String server() {
        return host + ":" + port;
    }

    int trafficPort() {
        return port + TRAFFIC_PORT;
    }
}
