package digr.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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

    private boolean started;
    private long startNanos;
    private long startDone;
    private long shownNanos;
    private String last = "";
    private boolean lastIsShown;
    private int width;

    /** @param clock nanoseconds since whenever */
    ConsoleProgress(String work, PrintStream out, boolean bar, LongSupplier clock) {
        this.work = work;
        this.out = out;
        this.bar = bar;
        this.clock = clock;
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
        boolean first = !started;
        if (first) {
            started = true;
            startNanos = now;
            startDone = done;
        }
        last = line(done, total, message, now - startNanos);
        lastIsShown = first || done >= total || now - shownNanos >= (bar ? BAR_NANOS : LINE_NANOS);
        if (lastIsShown) {
            shownNanos = now;
            show();
        }
    }

    @Override
    public synchronized void close() {
        if (started && !lastIsShown) show();
        if (started && bar) out.println();
        started = false;
    }

    private void show() {
        if (bar) {
            out.print("\r" + last + " ".repeat(Math.max(0, width - last.length())));
            out.flush();
            width = last.length();
        } else {
            out.println(last);
        }
    }

    private String line(long done, long total, String message, long nanos) {
        double seconds = nanos / 1e9;
        double rate = seconds > 0 ? (done - startDone) / seconds : 0;
        StringBuilder line = new StringBuilder(work);
        if (bar) {
            int cells = (int) (BAR_CELLS * Math.min(done, total) / total);
            line.append(" [")
                    .append("#".repeat(cells))
                    .append(".".repeat(BAR_CELLS - cells))
                    .append(']');
        }
        line.append(String.format(Locale.ROOT, " %3d%% %,d/%,d", 100 * done / total, done, total));
        if (rate > 0) {
            line.append(String.format(Locale.ROOT, rate < 10 ? ", %.2f/s" : ", %,.0f/s", rate));
            line.append(done < total ? ", " + time((total - done) / rate) + " left" : ", took " + time(seconds));
        }
        if (!message.isEmpty()) line.append(", ").append(message);
        return line.toString();
    }

    private static String time(double seconds) {
        long s = Math.round(seconds);
        return s < 3600
                ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }
}
