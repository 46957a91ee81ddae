package digr.nn;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.Nd4jBlas;

/**
 * How many threads ND4J's operations use. Its OpenMP threads and OpenBLAS's own get in each other's way, and a batch of
 * one state is faster and steadier on a single thread; so the number is set deliberately, for both at once.
 */
public final class NativeThreads {
    private NativeThreads() {}

    /** Uses {@code threads} for the operations that follow, on every Java thread that asks for them. */
    public static void use(int threads) {
        if (threads < 1)
            throw new IllegalArgumentException("NativeThreads: at least 1 thread is needed, got " + threads);
        Nd4j.getExecutioner(); // loads the backend: the calls below need it
        Nd4j.getEnvironment().setMaxThreads(threads);
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
        if (Nd4j.factory().blas() instanceof Nd4jBlas blas) blas.setMaxThreads(threads);
    }

    /** Does work whose last bits must not hang on the number of threads: with one, then sets the number back. */
    public static void useOneFor(Runnable work) {
        int before = count();
        use(1);
        try {
            work.run();
        } finally {
            use(before);
        }
    }

    /** How many threads the operations of this Java thread use. */
    public static int count() {
        Nd4j.getExecutioner();
        return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
    }
}
