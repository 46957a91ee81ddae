package digr.lab;

import digr.run.OneLine;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A thread of a live view: work after work. What fails there becomes one line in the view, and the kernel lives on. */
final class LiveThread {
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
        Thread made = new Thread(work, "digr-live");
        made.setDaemon(true); // ends with the kernel
        return made;
    });
    private final Consumer<String> failed;

    /** @param failed takes the line */
    LiveThread(Consumer<String> failed) {
        this.failed = failed;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void run(Runnable work) {
        after(0, work);
    }

    /** Nothing comes of it once the thread is to stop. */
    void after(long nanos, Runnable work) {
        try {
            thread.schedule(() -> guarded(work), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return;
        }
    }

    /** What runs goes on to its end; what waits is dropped. */
    void stop() {
        thread.shutdown();
    }

    /** As {@link #stop}; returns when what runs has ended, at the latest in a minute. Not on this thread. */
    void end() {
        stop();
        try {
            thread.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            failed.accept(line(e));
        }
    }

    /** What went wrong, for a reader. */
    static String line(Throwable e) {
        return OneLine.of(e.getMessage() == null ? e.toString() : e.getMessage());
    }
}
