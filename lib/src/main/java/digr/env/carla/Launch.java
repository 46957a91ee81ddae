package digr.env.carla;

import digr.run.Checkout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * How the bridge is started.
 *
 * @param python the interpreter
 * @param script what it runs, in Python; reads its requests from stdin
 * @param variables environment variables besides those of this process
 */
record Launch(String python, String script, Map<String, String> variables) {
    /** An environment variable that names the interpreter which has the package {@code carla}. */
    static final String VARIABLE = "DIGR_CARLA_PYTHON";

    /** The script comes through stdin, too, so that no file has to lie anywhere. */
    private static final String LOADER =
            "import sys; s = sys.stdin.buffer; exec(compile(s.read(int(s.readline())), 'bridge.py', 'exec'))";

    /**
     * The project's bridge, run by what {@value #VARIABLE} names, else by .carla in the project's folder, else python3.
     */
    static Launch ofProject() {
        return new Launch(python(System.getenv(), Checkout.folder()), bridge(), Map.of());
    }

    static String python(Map<String, String> variables, Path project) {
        String named = variables.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) return named;
        Path own = project.resolve(".carla/bin/python");
        return Files.isExecutable(own) ? own.toString() : "python3";
    }

    static String bridge() {
        try (InputStream in = Launch.class.getResourceAsStream("bridge.py")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process start() throws IOException {
        var builder = new ProcessBuilder(python, "-c", LOADER);
        builder.environment().putAll(variables);
        Process process = builder.start();
        byte[] source = script.getBytes(StandardCharsets.UTF_8);
        process.getOutputStream().write((source.length + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().write(source);
        process.getOutputStream().flush();
        return process;
    }
}
