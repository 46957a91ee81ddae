package digr.env.gymnasium;

import digr.env.bridge.Launch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Python processes at work, at most one for each processor; each ends with the last environment that it serves. */
final class Servers {
    private static final int MOST = Runtime.getRuntime().availableProcessors();
    private static final Map<Launch, List<Server>> RUNNING = new HashMap<>();

    private Servers() {}

    /** The process that serves one environment more. */
    static synchronized Server join(Launch launch, Duration limit) {
        List<Server> servers = RUNNING.computeIfAbsent(launch, l -> new ArrayList<>());
        servers.removeIf(Server::lost);
        if (servers.size() < MOST) servers.add(new Server(launch, limit));
        Server server = servers.stream()
                .min(Comparator.comparingInt(Server::environments))
                .orElseThrow();
        server.begin();
        return server;
    }

    static synchronized void leave(Server server) {
        server.end();
    }
}
