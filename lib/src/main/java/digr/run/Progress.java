package digr.run;

import java.util.concurrent.CancellationException;

/**
 * Told by long work how far it is.
 *
 * <pre>{@code
 * try (var progress = Progress.console("train ppo")) {
 *     progress.report(steps, total, "resumed");      // rate and time left count from here
 *     while (steps < total) {
 *         Progress.checkInterrupted();
 *         steps += update();
 *         progress.report(steps, total, "return 0.93");
 *     }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface Progress extends AutoCloseable {
    /** Shows nothing. */
    Progress NONE = (done, total, message) -> {};

    /**
     * Cheap enough to call on every step.
     *
     * @param done units of work done, from 0 to total
     * @param total units in all, at least 1
     * @param message a few words on how it goes, may be empty
     */
    void report(long done, long total, String message);

    /** The work is over, finished or not. */
    @Override
    default void close() {}

    /** On standard error: a bar if that is a terminal, else a plain line every few seconds. */
    static Progress console(String work) {
        return new ConsoleProgress(
                work, System.err, ErrorTerminal.isThere(), new ErrorTerminal()::columns, System::nanoTime);
    }

    /**
     * To be called between two units of work. Clears the interruption, so that the work can be saved.
     *
     * @throws CancellationException if this thread was interrupted, by {@link StopSignal} or a notebook's stop button
     */
    static void checkInterrupted() {
        if (Thread.interrupted()) throw new CancellationException("interrupted");
    }
}
