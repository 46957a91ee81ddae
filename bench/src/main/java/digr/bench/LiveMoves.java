package digr.bench;

import digr.run.Checkout;
import digr.run.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How long a live explorer takes, in the real JupyterLab, from the event of its slider to the picture that the page has drawn:
 * the time within which half of 50 moves are done, and 95 %. The latter has to be at most 60 ms on a machine with nothing else
 * to do.
 */
final class LiveMoves {
    private static final String NAME = "LiveExplorer";

    private LiveMoves() {}

    /** Whether {@code ./digr bench} was asked for it. */
    static boolean isNamed(String part) {
        return NAME.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    /** @throws UserException where there is no browser, no JupyterLab, or no Python of the notebooks yet */
    static List<Measurement> measured(Path results) throws IOException, InterruptedException {
        Path python = Checkout.folder().resolve(".venv/bin/python");
        if (!Files.exists(python))
            throw new UserException("bench: " + NAME + " needs the notebooks' Python, found no " + python
                    + "; ./digr lab --version makes it");
        Path result = results.resolve("live.json");
        Files.deleteIfExists(result);
        ProcessBuilder check = new ProcessBuilder(
                        python.toString(),
                        Checkout.folder().resolve("tools/live.py").toString(),
                        result.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        check.environment().put("JUPYTER_DATA_DIR", Checkout.folder() + "/.venv/user/data");
        check.environment().put("JUPYTER_CONFIG_DIR", Checkout.folder() + "/.venv/user/config");
        return measured(check.start(), result);
    }

    /** What the check wrote; its lines begin with ok, FAILED or skipped. */
    static List<Measurement> measured(Process check, Path result) throws IOException, InterruptedException {
        String last = "";
        try (BufferedReader lines = check.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line.strip().replaceFirst("^(FAILED|skipped) +", "");
                if (last.startsWith("ok ")) System.out.println(last);
            }
        }
        check.waitFor();
        if (!Files.exists(result))
            throw new UserException("bench: " + NAME + " was not measured: " + (last.isEmpty() ? "see above" : last));
        return Measurement.ofPeer(result);
    }
}
