package digr.eval;

import digr.nn.NativeThreads;
import digr.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Work on many states in parts, on several Java threads with a copy of the policy each. The native operations then use one
 * thread each: that is faster than several on one small batch.
 */
final class Parts {
    /** States a part: enough for an efficient pass, few enough for a lively progress. */
    static final int SIZE = 32;

    /** Works on states from to to − 1, and nothing else. */
    @FunctionalInterface
    interface Work {
        void on(Policy policy, int from, int to);
    }

    private Parts() {}

    /**
     * @param finished told after each part how many states it had, from one thread at a time
     * @throws CancellationException if this thread was interrupted; the others have stopped by then
     */
    static void of(int states, int threads, Policy policy, Work work, IntConsumer finished) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> workers = new ArrayList<>();
        for (int t = 0; t < threads; t++)
            workers.add(pool.submit(() -> {
                NativeThreads.use(1);
                Policy own = policy.copy();
                while (!Thread.currentThread().isInterrupted()) {
                    int from = next.getAndAdd(SIZE);
                    if (from >= states) return;
                    int to = Math.min(from + SIZE, states);
                    work.on(own, from, to);
                    synchronized (next) {
                        finished.accept(to - from);
                    }
                }
            }));
        try {
            for (Future<?> worker : workers) worker.get();
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
