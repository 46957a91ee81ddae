package digr.env.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * How a bridge is started.
 *
 * @param simulator what it leads to
 * @param python the interpreter
 * @param script what it runs, in Python; reads its requests from stdin
 * @param variables environment variables besides those of this process
 */
public record Launch(Simulator simulator, String python, String script, Map<String, String> variables) {
    /** The script comes through stdin, too, so that no file has to lie anywhere. */
    private static final String LOADER =
            "import sys; s = sys.stdin.buffer; exec(compile(s.read(int(s.readline())), 'bridge.py', 'exec'))";

    /** The script bridge.py beside a class, behind wire.py, which all bridges share. */
    public static String script(Class<?> beside) {
        return text(Launch.class, "wire.py") + "\n\n" + text(beside, "bridge.py");
    }

    private static String text(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IOException if there is no such interpreter */
    public Process start() throws IOException {
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
