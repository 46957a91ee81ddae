package digr.env.carla;

import digr.env.bridge.Launch;
import digr.run.UserException;

/**
 * A CARLA server that answers.
 *
 * @param client version of the Python package
 * @param server version of the server, the same
 * @param map the town that is loaded
 */
public record CarlaServer(String client, String server, String map) {
    /**
     * Looks for a server, changing nothing there.
     *
     * @throws UserException that says what is missing: Python, the package, or the server
     */
    public static CarlaServer find(CarlaOptions options) {
        return find(options, CarlaBridge.ofProject());
    }

    static CarlaServer find(CarlaOptions options, Launch launch) {
        try (Session session = new Session(options, launch)) {
            return session.hello();
        }
    }
}
