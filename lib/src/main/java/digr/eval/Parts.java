package digr.eval;

import digr.policy.Policy;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Work on many states in parts, by several {@link Workers} with a copy of the policy each. */
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
        AtomicInteger next = new AtomicInteger();
        Workers.run(threads, () -> {
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
        });
    }
}
