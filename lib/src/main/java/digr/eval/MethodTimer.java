package digr.eval;

import digr.policy.Policy;
import digr.saliency.SaliencyMethod;
import java.util.Arrays;

/**
 * Times a method as in deployment: one frame in, uint8, one map out, again and again on different states, after a warm-up
 * whose times do not count.
 *
 * @param warmUp maps before the clock starts, at least 0
 * @param maps timed, at least 2
 */
public record MethodTimer(int warmUp, int maps) {
    private static final double NANOS = 1e6; // a millisecond

    public MethodTimer {
        if (warmUp < 0 || maps < 2)
            throw new IllegalArgumentException(
                    "MethodTimer: the warm-up must be at least 0 and maps at least 2, got " + warmUp + " and " + maps);
    }

    /**
     * Times the method on the states in turn. How many native threads work is the caller's to say.
     *
     * @return milliseconds of each map
     */
    public Timing time(SaliencyMethod method, Policy policy, RoomStates states) {
        int size = states.frames().length / states.size();
        double[] milliseconds = new double[maps];
        for (int k = -warmUp; k < maps; k++) {
            int state = Math.floorMod(k, states.size());
            byte[] frame = Arrays.copyOfRange(states.frames(), state * size, (state + 1) * size);
            long start = System.nanoTime();
            method.explain(policy, policy.states(frame, 1));
            double took = (System.nanoTime() - start) / NANOS;
            if (k >= 0) milliseconds[k] = took;
        }
        return new Timing(milliseconds);
    }
}
