package digr.env.bridge;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;

/** The machine's own Python, which needs no package. */
public final class Python3 {
    private static final String PATH = find();

    private Python3() {}

    /** Ends the test as not run where there is none. */
    public static String path() {
        return PATH == null ? abort("no python3 here") : PATH;
    }

    /** The interpreter itself, not a script that starts one: tests kill it by its number. */
    private static String find() {
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
