package digr.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs command lines in this process, and keeps all that they say. */
final class Terminal {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Returns the exit code. */
    int run(String... line) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), line);
    }

    /** Results. */
    String out() {
        return out.toString();
    }

    /** Words. */
    String err() {
        return err.toString();
    }

    /** The last line of them, behind notes on what was read. */
    String lastError() {
        return err().strip().lines().reduce("", (before, line) -> line);
    }
}
