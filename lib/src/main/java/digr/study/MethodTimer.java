package digr.study;

import digr.eval.LabelledStates;
import digr.policy.Policy;
import digr.run.Progress;
import digr.saliency.SaliencyMethod;
import java.util.concurrent.CancellationException;

/**
 * Times a method as in deployment: one frame in, uint8, one map out, again and again on different states, after a
 * warm-up whose times do not count.
 *
 * @param warmUp seconds before the clock starts, at least 0; at least one map is made in them
 * @param maps timed, at least 2
 */
public record MethodTimer(double warmUp, int maps) {
    private static final double NANOS = 1e6; // a millisecond

    public MethodTimer {
        if (!(warmUp >= 0 && warmUp < Double.POSITIVE_INFINITY) || maps < 2)
            throw new IllegalArgumentException("MethodTimer: the warm-up must be at least 0 seconds and maps at least"
                    + " 2, got " + warmUp + " and " + maps);
    }

    /**
     * Times the method on the states in turn. How many native threads work is the caller's to say.
     *
     * @return milliseconds of each map
     * @throws CancellationException if this thread was interrupted, before the next map
     */
    public Timing time(SaliencyMethod method, Policy policy, LabelledStates states) {
        int state = warmUp(method, policy, states);
        double[] times = new double[maps];
        for (int k = 0; k < maps; k++) times[k] = milliseconds(method, policy, states, state++);
        return new Timing(times);
    }

    /** @return how many maps it made */
    int warmUp(SaliencyMethod method, Policy policy, LabelledStates states) {
        long started = System.nanoTime();
        int state = 0;
        do milliseconds(method, policy, states, state++);
        while (System.nanoTime() - started < 1000 * NANOS * warmUp);
        return state;
    }

    private static double milliseconds(SaliencyMethod method, Policy policy, LabelledStates states, int turn) {
        Progress.checkInterrupted();
        int number = turn % states.size();
        return milliseconds(method, policy, states.part(number, number + 1).frames());
    }

    /** One map of a frame, uint8 [C, H, W]. */
    static double milliseconds(SaliencyMethod method, Policy policy, byte[] frame) {
        long start = System.nanoTime();
        method.explain(policy, policy.states(frame, 1));
        return (System.nanoTime() - start) / NANOS;
    }
}
