package digr.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * A batch computed in parts side by side, by Java threads of one native thread each, which have a {@link Network#twin}
 * each: ND4J's operations on batches like ours are too small to be spread over threads themselves.
 *
 * <p>The parts are the caller's, whatever the number of threads, and their gradients are added in their order: threads
 * change the speed, never a number.
 */
public final class DataParallel {
    private static final long IDLE_SECONDS = 5;

    /** Computes one part; parts run at the same time and may write only what no other touches. */
    @FunctionalInterface
    public interface Part {
        /**
         * @param part from 0
         * @param network with the parameters of all; what its passes return, the next part may overwrite
         * @param gradient this part's own, to be left there for {@link #sum}
         */
        void compute(int part, Network network, ParameterVector gradient);
    }

    private final List<Network> networks = new ArrayList<>();
    private final List<ParameterVector> gradients = new ArrayList<>();
    private final int threads;
    private final ExecutorService helpers;

    /**
     * Sets the calling thread, which computes too, to one native thread.
     *
     * @param network whose parameters count; its passes stay its own
     * @param parts the most that will be computed side by side, at least 1
     * @param threads at least 1; more than parts are not used
     */
    public DataParallel(Network network, int parts, int threads) {
        if (parts < 1 || threads < 1)
            throw new IllegalArgumentException(
                    "DataParallel: parts and threads must be at least 1, got " + parts + ", " + threads);
        this.threads = Math.min(threads, parts);
        // not one a part: its buffers, used again at once, are still in the processor's cache (10 to 20 % of a pass)
        for (int i = 0; i < this.threads; i++) networks.add(network.twin());
        for (int i = 0; i < parts; i++) gradients.add(network.newVector());
        NativeThreads.use(1);
        helpers = this.threads == 1 ? null : pool(this.threads - 1);
    }

    /** Threads that end when they are idle, so that nobody needs to close them. */
    private static ExecutorService pool(int threads) {
        var pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(
                            () -> {
                                NativeThreads.use(1);
                                work.run();
                            },
                            "parts");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Computes the parts 0 to {@code parts} − 1, begun in this order, and returns when all are done. */
    public void compute(int parts, Part work) {
        var next = new AtomicInteger();
        IntConsumer share = thread -> { // takes the next part until none is left
            for (int i = next.getAndIncrement(); i < parts; i = next.getAndIncrement())
                work.compute(i, networks.get(thread), gradients.get(i));
        };
        var others = new CompletableFuture<?>[Math.min(threads, parts) - 1];
        Arrays.setAll(others, k -> CompletableFuture.runAsync(() -> share.accept(k + 1), helpers));
        try {
            share.accept(0);
        } finally {
            join(others);
        }
    }

    private static void join(CompletableFuture<?>... others) {
        try {
            CompletableFuture.allOf(others).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw e;
        }
    }

    /** out ← the sum of the gradients of parts {@code from} to {@code to} − 1, in their order. */
    public void sum(int from, int to, ParameterVector out) {
        out.flat().assign(gradients.get(from).flat());
        for (int i = from + 1; i < to; i++) out.flat().addi(gradients.get(i).flat());
    }
}
