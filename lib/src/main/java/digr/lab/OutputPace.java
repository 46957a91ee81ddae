package digr.lab;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps what a cell prints from being lost. A kernel sends each line as a message of its own, and ZeroMQ drops messages
 * without a word when more than 1,000 wait for a slow reader. So lines are sent one by one as long as they are few. Beyond
 * {@value #AT_ONCE} in a tenth of a second they wait for its end, and go together.
 */
final class OutputPace {
    static final int AT_ONCE = 50;
    static final long WINDOW_MILLIS = 100;

    private final Runnable send;
    private final LongSupplier millis;
    private final Executor later;
    private long begun; // of the window
    private int sent; // in it
    private boolean waiting;

    /** @param send sends all that waits; from any thread */
    OutputPace(Runnable send) {
        this(
                send,
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                CompletableFuture.delayedExecutor(WINDOW_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** @param later runs what it is given a window later */
    OutputPace(Runnable send, LongSupplier millis, Executor later) {
        this.send = send;
        this.millis = millis;
        this.later = later;
        begun = millis.getAsLong();
    }

    /** There is something to send: sends it now, or promises to. */
    synchronized void ask() {
        if (waiting) return;
        long now = millis.getAsLong();
        if (now - begun >= WINDOW_MILLIS) {
            begun = now;
            sent = 0;
        }
        if (sent < AT_ONCE) {
            sent++;
            send.run();
        } else {
            waiting = true;
            later.execute(this::keepPromise);
        }
    }

    private void keepPromise() {
        synchronized (this) {
            waiting = false;
        }
        send.run();
    }
}
