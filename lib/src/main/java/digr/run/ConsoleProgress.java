package digr.run;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Progress as a bar that redraws itself, or as plain lines, with the rate since the first report and the time left. */
final class ConsoleProgress implements Progress {
    private static final int BAR_CELLS = 24;
    private static final int FEWEST_CELLS = 4;
    private static final long BAR_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String work;
    private final PrintStream out;
    private final boolean bar;
    private final IntSupplier columns;
    private final LongSupplier clock;
    private final Pace pace;

    private boolean started;
    private long shownNanos;
    private boolean upToDate;
    private int width;
    private long done;
    private long total;
    private String message;

    /**
     * @param columns of the terminal now; a bar's line stays below, or each redraw would leave a row behind
     * @param clock nanoseconds since whenever
     */
    ConsoleProgress(String work, PrintStream out, boolean bar, IntSupplier columns, LongSupplier clock) {
        this.work = work;
        this.out = out;
        this.bar = bar;
        this.columns = columns;
        this.clock = clock;
        pace = new Pace(clock);
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
        if (bar) {
            int most = Math.max(1, columns.getAsInt() - 1); // in the last column some terminals wrap
            String line = line(most);
            out.print("\r" + line + " ".repeat(Math.max(0, Math.min(width, most) - line.length())));
            out.flush();
            width = line.length();
        } else {
            out.println(OneLine.of(work + how()));
        }
    }

    /** With a bar of the cells that the words leave, if there are a few; of words that are too long the beginning. */
    private String line(int most) {
        String how = how();
        String words = OneLine.of(work + how);
        int cells = Math.min(BAR_CELLS, most - words.length() - " []".length());
        if (cells < FEWEST_CELLS) return words.substring(0, Math.min(most, words.length()));
        int full = (int) (cells * Math.min(done, total) / total);
        return OneLine.of(work + " [" + "#".repeat(full) + ".".repeat(cells - full) + "]" + how);
    }

    private String how() {
        String pace = ' ' + this.pace.describe(done, total);
        return message.isEmpty() ? pace : pace + ", " + message;
    }
}
