package digr.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets long work save before Ctrl-C (or SIGTERM) ends the program: the signal interrupts the thread that opened this,
 * {@link Progress#checkInterrupted} throws there, and the program waits until this is closed.
 *
 * <pre>{@code
 * try (var stop = StopSignal.watch()) {
 *     trainer.run();          // on CancellationException: saves, and throws on
 * }
 * }</pre>
 */
public final class StopSignal implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    private StopSignal(Thread worker) {
        hook = new Thread(() -> stop(worker), "stop-signal");
    }

    /** Watches for the signal until closed, on behalf of the calling thread. */
    public static StopSignal watch() {
        StopSignal signal = new StopSignal(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the program is already ending, because of the signal
        }
    }

    private void stop(Thread worker) {
        worker.interrupt();
        try {
            closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
