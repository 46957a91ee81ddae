package digr.env.carla;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digr.env.bridge.Launch;
import digr.env.bridge.Python3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The real bridge in a real Python process, with a package {@code carla} that needs no server. */
public final class Standin {
    private static final AtomicInteger PORT = new AtomicInteger(21000);

    private Standin() {}

    /** An environment of its own server. */
    public static CarlaHighway environment() {
        return new CarlaHighway(options(), launch());
    }

    static CarlaOptions options() {
        return CarlaOptions.defaults()
                .withServer("127.0.0.1", PORT.getAndIncrement())
                .withTimeout(Duration.ofSeconds(2));
    }

    static Launch launch() {
        return launch(Map.of());
    }

    static Launch failing(String fault) {
        return launch(Map.of("STANDIN_FAULT", fault));
    }

    /** A server that remembers, in the given file, what it was left with. */
    static Launch remembering(Path memory) {
        return launch(Map.of("STANDIN_WORLD", memory.toString()));
    }

    static Launch launch(Map<String, String> variables) {
        return CarlaBridge.launch(Python3.path(), withPackage(variables));
    }

    /** What the environment of a program needs that is to drive on a stand-in of its own; it has no such fault if blank. */
    public static Map<String, String> variables(String fault) {
        return withPackage(Map.of(CarlaBridge.VARIABLE, Python3.path(), "STANDIN_FAULT", fault));
    }

    private static Map<String, String> withPackage(Map<String, String> variables) {
        var all = new HashMap<>(variables);
        all.put("PYTHONPATH", resource("standin").toString());
        all.put("PYTHONDONTWRITEBYTECODE", "1");
        return all;
    }

    /** The address of a server of one's own. */
    public static String server() {
        return options().server();
    }

    static Path resource(String name) {
        URL url = Standin.class.getResource("/carla/" + name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode memory(Path file) {
        try {
            return new ObjectMapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
