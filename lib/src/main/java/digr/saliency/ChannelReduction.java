package digr.saliency;

import java.util.Arrays;
import java.util.Locale;

/**
 * How the channels' attributions at a pixel become the pixel's one saliency, before a map is divided by its maximum.
 */
public enum ChannelReduction {
    /** The largest |·| over channels; what this library scores and shows unless told otherwise. */
    MAX,
    /** The mean of |·| over channels. */
    MEAN,
    /**
     * The sum of |·| over channels, clipped at its 99th percentile over the map's pixels (linear between ranks, as
     * {@code numpy.percentile}). A map of which 99 % of the pixels are zero is not clipped: nothing would be left of
     * it.
     */
    SUM99;

    private static final double PERCENTILE = 0.99;

    /**
     * Reduces one state's attributions.
     *
     * @param attributions [C, pixels], C-ordered
     * @return [pixels], none negative
     */
    double[] reduce(double[] attributions, int channels) {
        int pixels = attributions.length / channels;
        double[] reduced = new double[pixels];
        for (int channel = 0; channel < attributions.length; channel += pixels)
            for (int p = 0; p < pixels; p++) {
                double a = Math.abs(attributions[channel + p]);
                reduced[p] = this == MAX ? Math.max(reduced[p], a) : reduced[p] + a; // NaN stays, the map refuses it
            }
        if (this == MEAN) for (int i = 0; i < pixels; i++) reduced[i] /= channels;
        if (this == SUM99) clip(reduced);
        return reduced;
    }

    private static void clip(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double rank = PERCENTILE * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        double limit = sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
        if (limit > 0) for (int i = 0; i < values.length; i++) values[i] = Math.min(values[i], limit);
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
