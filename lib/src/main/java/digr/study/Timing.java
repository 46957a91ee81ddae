package digr.study;

import java.util.Arrays;

/** Times of one thing done again and again. @param milliseconds at least two, finite; not modified */
public record Timing(double[] milliseconds) {
    public Timing {
        if (milliseconds.length < 2
                || !Double.isFinite(Arrays.stream(milliseconds).sum()))
            throw new IllegalArgumentException("Timing: at least 2 finite times are needed");
        milliseconds = milliseconds.clone();
        Arrays.sort(milliseconds);
    }

    public double mean() {
        return Arrays.stream(milliseconds).average().orElseThrow();
    }

    /** The sample's: divided by n − 1. */
    public double standardDeviation() {
        double mean = mean();
        double squares =
                Arrays.stream(milliseconds).map(t -> (t - mean) * (t - mean)).sum();
        return Math.sqrt(squares / (milliseconds.length - 1));
    }

    public double median() {
        return percentile(0.5);
    }

    /** The 99th percentile. */
    public double p99() {
        return percentile(0.99);
    }

    /** Linear between ranks, as {@code numpy.percentile}. */
    private double percentile(double share) {
        double rank = share * (milliseconds.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, milliseconds.length - 1);
        return milliseconds[below] + (rank - below) * (milliseconds[above] - milliseconds[below]);
    }
}
