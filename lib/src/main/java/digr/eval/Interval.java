package digr.eval;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/** An estimate and the 95 % confidence interval around it. */
public record Interval(double estimate, double low, double high) {
    /** The standard normal distribution's quantile at 0.975. */
    private static final double Z = 1.959963984540054;

    /** So many that the 2.5 % and 97.5 % quantiles are order statistics: the 50th and 1950th. */
    private static final int RESAMPLES = 1999;

    private static final int TAIL = 50;

    /**
     * Wilson's score interval for a share. With n trials and share p:
     *
     * <pre>  (p + z²/2n ± z √(p (1 − p)/n + z²/4n²)) / (1 + z²/n)  </pre>
     *
     * Unlike p ± z √(p (1 − p)/n) it says something where all trials succeed.
     *
     * @param trials n, at least 1
     */
    public static Interval wilson(int successes, int trials) {
        if (trials < 1 || successes < 0 || successes > trials)
            throw new IllegalArgumentException("Interval: successes must be 0 to the number of trials, which is at"
                    + " least 1, got " + successes + " of " + trials);
        double p = (double) successes / trials;
        double zz = Z * Z / trials;
        double centre = p + zz / 2;
        double half = Z * Math.sqrt(p * (1 - p) / trials + zz / trials / 4);
        double low = successes == 0 ? 0 : (centre - half) / (1 + zz);
        double high = successes == trials ? 1 : (centre + half) / (1 + zz);
        return new Interval(p, low, high);
    }

    /**
     * The mean and its percentile bootstrap interval (Efron 1979) of 1,999 resamples.
     *
     * @param values at least one
     */
    public static Interval ofMean(double[] values, UniformRandomProvider random) {
        if (values.length == 0) throw new IllegalArgumentException("Interval: a mean needs at least one value");
        double[] means = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) sum += values[random.nextInt(values.length)];
            means[r] = sum / values.length;
        }
        Arrays.sort(means);
        double mean = Arrays.stream(values).sum() / values.length;
        return new Interval(mean, means[TAIL - 1], means[RESAMPLES - TAIL]);
    }
}
