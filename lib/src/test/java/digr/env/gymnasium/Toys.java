package digr.env.gymnasium;

import digr.env.bridge.Launch;
import digr.env.bridge.Python3;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;

/** The real bridge in a real Python process, with a package {@code gymnasium} that has one environment. */
public final class Toys {
    private Toys() {}

    public static GymnasiumEnvironment environment() {
        return new GymnasiumEnvironment(options("Toy-v0"), launch(""));
    }

    static GymnasiumOptions options(String id) {
        return new GymnasiumOptions(id, Wrap.NONE, 64, 2, false, 20);
    }

    static Launch launch(String fault) {
        return GymnasiumBridge.launch(Python3.path(), variables(fault));
    }

    static Launch launch(Map<String, String> variables) {
        return GymnasiumBridge.launch(Python3.path(), variables);
    }

    /** What the environment of a program needs that is to step stand-ins; they have no such fault if blank. */
    public static Map<String, String> variables(String fault) {
        return Map.of(
                GymnasiumBridge.VARIABLE,
                Python3.path(),
                "STANDIN_FAULT",
                fault,
                "PYTHONPATH",
                folder().toString(),
                "PYTHONDONTWRITEBYTECODE",
                "1");
    }

    private static Path folder() {
        try {
            return Path.of(Toys.class.getResource("/gymnasium/standin").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
