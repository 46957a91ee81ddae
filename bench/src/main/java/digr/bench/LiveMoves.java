package digr.bench;

import digr.run.Checkout;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How long a live explorer takes, in the real JupyterLab, from the event of its slider to the picture that the page has drawn:
 * the time within which 95 % of 50 moves are done. It has to be at most 60 ms on a machine with nothing else to do.
 */
final class LiveMoves {
    private static final String NAME = "LiveExplorer";

    private LiveMoves() {}

    /** Whether {@code ./digr bench} was asked for it. */
    static boolean isNamed(String part) {
        return NAME.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    /** Nothing where there is no browser, or where the notebooks' Python was not made yet. */
    static List<Measurement> measured(Path results) throws IOException, InterruptedException {
        Path python = Checkout.folder().resolve(".venv/bin/python");
        if (!Files.exists(python)) {
            System.err.println(
                    "digr: bench: no " + NAME + " without the notebooks' Python; ./digr lab --version makes it");
            return List.of();
        }
        Path result = results.resolve("live.json");
        Files.deleteIfExists(result);
        ProcessBuilder check = new ProcessBuilder(
                        python.toString(),
                        Checkout.folder().resolve("tools/live.py").toString(),
                        result.toString())
                .inheritIO();
        check.environment().put("JUPYTER_DATA_DIR", Checkout.folder() + "/.venv/user/data");
        check.environment().put("JUPYTER_CONFIG_DIR", Checkout.folder() + "/.venv/user/config");
        if (check.start().waitFor() != 0) throw new UserException("bench: live views failed in the browser, see above");
        return Files.exists(result) ? Measurement.ofPeer(result) : List.of();
    }
}
