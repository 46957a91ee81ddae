package digr.env.carla;

import digr.env.driving.HighwayOptions;
import digr.env.driving.Light;
import digr.env.driving.RoadOptions;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which server, and the task to be driven there, which is that of the embedded highway.
 *
 * <pre>{@code
 * CarlaOptions far = CarlaOptions.defaults().withServer("10.0.0.5:2000").withTask(t -> t.withCars(16));
 * }</pre>
 *
 * @param host where the server runs
 * @param port its port, 1 to 59535; the traffic manager takes the one 6000 above
 * @param timeout what a request may take, but for the loading of a town, which may take a minute
 * @param lock how many degrees the front wheels turn at CARLA's steer 1, 1 to 90; the assistant's angle becomes a steer by
 *     it. 70 is a guess that wants tuning on a real server
 * @param task all else. Road and light are Town04's and stay as they are by default. Steady drivers and following ones are
 *     the same, as the traffic manager's brake for what is before them
 */
public record CarlaOptions(String host, int port, Duration timeout, double lock, HighwayOptions task) {
    /** Of the traffic manager, above the server's; bounds that. */
    private static final int TRAFFIC_PORT = 6000;

    private static final Pattern SERVER = Pattern.compile("([^\\s:]+):(\\d{1,5})");

    /** A server of this machine with CARLA's own port, and the task to be judged in. */
    public static CarlaOptions defaults() {
        return new CarlaOptions("127.0.0.1", 2000, Duration.ofSeconds(10), 70, HighwayOptions.defaults());
    }

    /** The same server, and {@link HighwayOptions#training}. */
    public CarlaOptions training() {
        return withTask(t -> HighwayOptions.training());
    }

    public CarlaOptions {
        if (host.isBlank())
            throw new IllegalArgumentException("Carla: a host is needed, such as 127.0.0.1, got '" + host + "'");
        if (port < 1 || port > 65535 - TRAFFIC_PORT)
            throw new IllegalArgumentException("Carla: port must be 1 to " + (65535 - TRAFFIC_PORT) + ", got " + port);
        if (timeout.toMillis() < 10 || timeout.toHours() >= 1)
            throw new IllegalArgumentException("Carla: timeout must be 10 ms to an hour, got " + timeout);
        if (!(lock >= 1 && lock <= 90))
            throw new IllegalArgumentException("Carla: the lock must be 1 to 90 degrees, got " + lock);
        if (!task.road().equals(RoadOptions.defaults()))
            throw new IllegalArgumentException(
                    "Carla: the road is Town04's and cannot be chosen, got " + task.road() + "; leave it as it is");
        if (task.camera().light() != Light.DAY)
            throw new IllegalArgumentException(
                    "Carla: it is day there, got " + task.camera().light());
    }

    public CarlaOptions withServer(String host, int port) {
        return new CarlaOptions(host, port, timeout, lock, task);
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
        return new CarlaOptions(host, port, timeout, lock, task);
    }

    /** In degrees. */
    public CarlaOptions withLock(double lock) {
        return new CarlaOptions(host, port, timeout, lock, task);
    }

    public CarlaOptions withTask(UnaryOperator<HighwayOptions> change) {
        return new CarlaOptions(host, port, timeout, lock, change.apply(task));
    }

    String server() {
        return host + ":" + port;
    }

    int trafficPort() {
        return port + TRAFFIC_PORT;
    }
}
