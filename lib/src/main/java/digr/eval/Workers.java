package digr.eval;

import digr.nn.NativeThreads;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Several Java threads at the same work. The native operations then use one thread each: that is faster than several on
 * one small batch.
 */
public final class Workers {
    private Workers() {}

    /**
     * Runs {@code work} once on each thread and returns when all have ended; where one fails, the others are
     * interrupted.
     *
     * @throws CancellationException if this thread was interrupted; the others have stopped by then
     */
    public static void run(int threads, Runnable work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        var workers = new ExecutorCompletionService<Void>(pool);
        for (int t = 0; t < threads; t++)
            workers.submit(
                    () -> {
                        NativeThreads.use(1);
                        work.run();
                    },
                    null);
        try {
            for (int t = 0; t < threads; t++) workers.take().get();
        } catch (InterruptedException e) {
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            if (e.getCause() instanceof Error cause) throw cause;
            throw new IllegalStateException(e);
        } finally {
            stop(pool);
        }
    }

    private static void stop(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (pool.awaitTermination(1, TimeUnit.HOURS)) break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
