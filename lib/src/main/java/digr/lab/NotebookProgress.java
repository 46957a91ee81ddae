package digr.lab;

import digr.run.Pace;
import digr.run.Progress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Progress as one live line in the cell's output. It also makes the work stop when the reader presses the stop button,
 * which by itself ends the cell but leaves its loop running.
 */
final class NotebookProgress implements Progress {
    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final String work;
    private final Consumer<String> show;
    private final LongSupplier clock;
    private final Pace pace;

    private boolean started;
    private boolean upToDate = true;
    private long shownNanos;
    private long done;
    private long total;
    private String message;

    /** @param show takes the line's HTML, replacing the one before */
    NotebookProgress(String work, Consumer<String> show, LongSupplier clock) {
        this.work = work;
        this.show = show;
        this.clock = clock;
        pace = new Pace(clock);
    }

    /** Shows an output of the cell and replaces it from then on. */
    static Consumer<String> inCell() {
        String[] id = new String[1];
        return html -> {
            if (id[0] == null) id[0] = Lab.kernel().display(html);
            else Lab.kernel().update(id[0], html);
        };
    }

    /** @throws java.util.concurrent.CancellationException if the reader pressed stop */
    @Override
    public synchronized void report(long done, long total, String message) {
        Progress.checkInterrupted();
        long now = clock.getAsLong();
        this.done = done;
        this.total = total;
        this.message = message;
        upToDate = !started || done >= total || now - shownNanos >= REDRAW_NANOS;
        started = true;
        if (!upToDate) return;
        shownNanos = now;
        draw();
    }

    @Override
    public synchronized void close() {
        if (!upToDate) draw();
        upToDate = true;
    }

    private void draw() {
        show.accept("<progress max=\"" + total + "\" value=\"" + done + "\"></progress> " + TableHtml.escape(work) + " "
                + pace.describe(done, total)
                + (message.isEmpty() ? "" : ", " + TableHtml.escape(message)));
    }
}
