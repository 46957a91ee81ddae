package digr.eval;

import digr.policy.Policy;
import digr.saliency.SaliencyMap;
import digr.saliency.SaliencyMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What somebody who watches an agent live is shown: the simulator's clock runs on while a map is computed, so that the map
 * on the screen belongs to a state that may be long past, and most states of a slow method never get one (the paper's
 * Figure 6).
 *
 * <p>State k is on the screen from k·Δ to (k+1)·Δ seconds. Maps are made one after the other: a map is begun for the state
 * on the screen when the one before is done, for the next one if that state has its map. With a state goes the latest map
 * that is done before the next state comes. Nothing is waited for: a map's own time moves the clock.
 */
public final class LiveMaps {
    private static final double NANOS = 1e9;

    private final int states;
    private final double step;
    private final List<Made> made = new ArrayList<>();

    /**
     * One map.
     *
     * @param state of which it is, from 0
     * @param seconds that it took
     * @param shownFrom the first state with which it is shown; the number of states or more if the drive was over before
     */
    public record Made(int state, SaliencyMap map, double seconds, int shownFrom) {}

    private LiveMaps(int states, double step) {
        this.states = states;
        this.step = step;
    }

    /**
     * Follows an episode. How many native threads work is the caller's to say.
     *
     * @param frames uint8 [n, C, H, W], the states of an episode in order, at least one
     * @param step Δ, seconds, above 0
     * @param warmUp maps made before the clock starts, at least 0
     */
    public static LiveMaps follow(SaliencyMethod method, Policy policy, byte[] frames, int n, double step, int warmUp) {
        return follow(method, policy, frames, n, step, warmUp, System::nanoTime);
    }

    static LiveMaps follow(
            SaliencyMethod method, Policy policy, byte[] frames, int n, double step, int warmUp, LongSupplier nanos) {
        if (n < 1 || frames.length % n != 0 || !(step > 0 && step < Double.POSITIVE_INFINITY) || warmUp < 0)
            throw new IllegalArgumentException("LiveMaps: needed whole states, at least one, a step above 0 seconds and"
                    + " a warm-up of at least 0 maps, got " + frames.length + " bytes for " + n + " states, " + step
                    + " and " + warmUp);
        int size = frames.length / n;
        LiveMaps live = new LiveMaps(n, step);
        for (int i = 0; i < warmUp; i++) map(method, policy, frames, 0, size);
        double clock = 0;
        for (int state = 0; state < n; ) {
            long start = nanos.getAsLong();
            SaliencyMap map = map(method, policy, frames, state, size);
            double seconds = (nanos.getAsLong() - start) / NANOS;
            clock = Math.max(clock, state * step) + seconds;
            live.made.add(new Made(state, map, seconds, live.stateAt(clock)));
            state = Math.max(state + 1, live.stateAt(clock));
        }
        return live;
    }

    private static SaliencyMap map(SaliencyMethod method, Policy policy, byte[] frames, int state, int size) {
        byte[] frame = Arrays.copyOfRange(frames, state * size, (state + 1) * size);
        return method.explain(policy, policy.states(frame, 1)).get(0);
    }

    /** Whose time it is. */
    private int stateAt(double clock) {
        return (int) Math.min(Integer.MAX_VALUE, Math.floor(clock / step));
    }

    /** In the order of their states. */
    public List<Made> made() {
        return List.copyOf(made);
    }

    /** The map on the screen with a state; none before the first is done. */
    public Optional<Made> shownWith(int state) {
        return made.stream().filter(map -> map.shownFrom() <= state).reduce((earlier, later) -> later);
    }

    /** Of the states, how many never got a map of their own while it could still be shown. */
    public int unexplained() {
        return states
                - (int) made.stream().filter(map -> map.shownFrom() < states).count();
    }
}
