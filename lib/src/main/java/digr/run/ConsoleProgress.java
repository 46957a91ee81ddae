package digr.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Progress as a bar that redraws itself, or as plain lines, with the rate since the first report and the time left. */
final class ConsoleProgress implements Progress {
    private static final int BAR_CELLS = 24;
    private static final long BAR_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String work;
    private final PrintStream out;
    private final boolean bar;
    private final LongSupplier clock;
    private final Pace pace;

    private boolean started;
    private long shownNanos;
    private boolean upToDate;
    private int width;
    private long done;
    private long total;
    private String message;

    /** @param clock nanoseconds since whenever */
    ConsoleProgress(String work, PrintStream out, boolean bar, LongSupplier clock) {
        this.work = work;
        this.out = out;
        this.bar = bar;
        this.clock = clock;
        pace = new Pace(clock);
    }

    /** Java knows whether standard input and output are a terminal, not standard error; Linux does. */
    static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | RuntimeException e) {
            return System.console() != null;
        }
    }

    @Override
    public synchronized void report(long done, long total, String message) {
        long now = clock.getAsLong();
        this.done = done;
        this.total = total;
        this.message = message;
        upToDate = !started || done >= total || now - shownNanos >= (bar ? BAR_NANOS : LINE_NANOS);
        started = true;
        if (!upToDate) return;
        shownNanos = now;
        show();
    }

    @Override
    public synchronized void close() {
        if (started && !upToDate) show();
        if (started && bar) out.println();
        started = false;
    }

    private void show() {
        String line = line();
        if (bar) {
            out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            out.flush();
            width = line.length();
        } else {
            out.println(line);
        }
    }

    private String line() {
        StringBuilder line = new StringBuilder(work);
        if (bar) {
            int cells = (int) (BAR_CELLS * Math.min(done, total) / total);
            line.append(" [")
                    .append("#".repeat(cells))
                    .append(".".repeat(BAR_CELLS - cells))
                    .append(']');
        }
        line.append(' ').append(pace.describe(done, total));
        if (!message.isEmpty()) line.append(", ").append(message);
        return line.toString();
    }
}
