package digr.env.gymnasium;

import digr.env.bridge.Launch;
import digr.run.UserException;
import java.time.Duration;
import java.util.Map;

/**
 * A Python that has Gymnasium.
 *
 * @param python the interpreter
 * @param versions of gymnasium and of the packages with environments that the bridge knows, by pip's names; blank where one
 *     is missing
 */
public record GymnasiumPackages(String python, Map<String, String> versions) {
    /**
     * Looks for it where environments would.
     *
     * @param limit what Python may take
     * @throws UserException that says what is missing, Python or Gymnasium, or that it did not answer
     */
    public static GymnasiumPackages find(Duration limit) {
        return find(limit, GymnasiumBridge.ofProject());
    }

    static GymnasiumPackages find(Duration limit, Launch launch) {
        Server server = new Server(launch, limit);
        server.begin();
        server.end();
        return new GymnasiumPackages(launch.python(), server.packages());
    }
}
