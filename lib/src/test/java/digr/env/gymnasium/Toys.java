package digr.env.gymnasium;

import static org.junit.jupiter.api.Assumptions.abort;

import digr.env.bridge.Launch;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;

/** The real bridge in a real Python process, with a package {@code gymnasium} that has one environment. */
public final class Toys {
    private static final String PYTHON = findPython();

    private Toys() {}

    public static GymnasiumEnvironment environment() {
        return new GymnasiumEnvironment(options("Toy-v0"), launch(""));
    }

    static GymnasiumOptions options(String id) {
        return new GymnasiumOptions(id, Wrap.NONE, 64, 2, false, 20);
    }

    static Launch launch(String fault) {
        return GymnasiumBridge.launch(python(), variables(fault));
    }

    static Launch launch(Map<String, String> variables) {
        return GymnasiumBridge.launch(python(), variables);
    }

    /** What the environment of a program needs that is to step stand-ins; they have no such fault if blank. */
    public static Map<String, String> variables(String fault) {
        return Map.of(
                GymnasiumBridge.VARIABLE,
                python(),
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

    private static String python() {
        return PYTHON == null ? abort("no python3 here") : PYTHON;
    }

    /** The interpreter itself, not a script that starts one: tests kill it by its number. */
    private static String findPython() {
        try {
            var process = new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)").start();
            String path = new String(process.getInputStream().readAllBytes()).strip();
            return process.waitFor() == 0 ? path : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
