package digr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The terminal that standard error may be: whether there is one, and how wide it is. */
final class ErrorTerminal {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final Path OWN_TERMINAL = Path.of("/dev/tty");
    private static final int USUAL_COLUMNS = 80;

    /** A window may be made narrower at any time; asking costs some milliseconds. */
    private static final long ASKED_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private int columns;
    private long askedNanos;

    /** Java knows whether standard input and output are a terminal, not standard error; Linux does. */
    static boolean isThere() {
        try {
            String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | RuntimeException e) {
            return System.console() != null;
        }
    }

    /** Its width as {@code stty} tells it; 80 where that can't be told. */
    int columns() {
        long now = System.nanoTime();
        if (columns == 0 || now - askedNanos > ASKED_EVERY_NANOS) {
            columns = ask();
            askedNanos = now;
        }
        return columns;
    }

    private static int ask() {
        Path terminal = Files.exists(STANDARD_ERROR) ? STANDARD_ERROR : OWN_TERMINAL;
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(terminal.toRealPath().toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String[] rowsAndColumns =
                    new String(stty.getInputStream().readNBytes(64)).strip().split(" ");
            int columns = rowsAndColumns.length == 2 ? Integer.parseInt(rowsAndColumns[1]) : 0;
            return columns > 0 ? columns : USUAL_COLUMNS;
        } catch (IOException | NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }
}
