package digr.eval;

import digr.saliency.SaliencyMap;
import java.util.Arrays;

/**
 * The map that never moves: the mean of other states' maps, each divided by its sum. Where what matters lies near the same
 * place in every state, such a map scores well, too; so a score tells something by what it has beyond this one's.
 *
 * <p>For states with even numbers it is the mean over those with odd numbers, and the other way round: no state's own map
 * is in it.
 */
final class StaticControl {
    private static final int HALVES = 2;

    private final double[][] sums; // of each half of each part
    private final int height;
    private final int width;

    /** @param states their number; they come in parts of {@link Parts#SIZE} */
    StaticControl(int states, int height, int width) {
        this.height = height;
        this.width = width;
        sums = new double[HALVES * ((states + Parts.SIZE - 1) / Parts.SIZE)][];
    }

    /** Adds a state's map; states of one part from one thread at a time, in their order. */
    void add(int state, SaliencyMap map) {
        int at = HALVES * (state / Parts.SIZE) + state % HALVES;
        if (sums[at] == null) sums[at] = new double[height * width];
        double total = 0;
        for (float value : map.values()) total += value;
        if (total == 0) return;
        for (int i = 0; i < map.values().length; i++) sums[at][i] += map.values()[i] / total;
    }

    /** Which half of the states a state is not in. */
    static int half(int state) {
        return (state + 1) % HALVES;
    }

    /** The mean map of a half of the states, its largest value 1; after all were added. */
    SaliencyMap mean(int half) {
        double[] mean = new double[height * width];
        for (int at = half; at < sums.length; at += HALVES)
            if (sums[at] != null) for (int i = 0; i < mean.length; i++) mean[i] += sums[at][i];
        double largest = Arrays.stream(mean).max().orElseThrow();
        float[] values = new float[mean.length];
        if (largest > 0) for (int i = 0; i < mean.length; i++) values[i] = (float) (mean[i] / largest);
        return new SaliencyMap(values, height, width, 1);
    }
}
