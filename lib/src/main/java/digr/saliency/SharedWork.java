package digr.saliency;

import digr.nn.NativeThreads;
import digr.policy.Policy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Work in equal pieces for as many Java threads as native operations may use, each with its own copy of a policy and
 * native operations on that thread alone: faster than many threads inside of every small operation.
 */
public final class SharedWork {
    private SharedWork() {}

    /**
     * Does pieces 0 to pieces − 1.
     *
     * @param worker from a thread's own policy to what does a piece there
     */
    public static void run(int pieces, Policy policy, Function<Policy, IntConsumer> worker) {
        int available = NativeThreads.count();
        int threads = Math.min(available, pieces);
        AtomicInteger next = new AtomicInteger();
        if (threads == 1) {
            work(pieces, next, worker.apply(policy));
            return;
        }
        NativeThreads.useOneFor(() -> IntStream.range(0, threads).parallel().forEach(i -> {
            NativeThreads.use(1);
            work(pieces, next, worker.apply(i == 0 ? policy : policy.copy()));
        }));
    }

    private static void work(int pieces, AtomicInteger next, IntConsumer worker) {
        for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) worker.accept(piece);
    }
}
