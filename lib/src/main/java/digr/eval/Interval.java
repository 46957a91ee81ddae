package digr.eval;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * An estimate and an interval around it: the 95 % confidence interval, but for {@link #ofDeviation}. Where there is none,
 * its ends are NaN.
 */
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
     * The mean and its percentile bootstrap interval (Efron 1979) of 1,999 resamples; one value has none.
     *
     * @param values at least one
     */
    public static Interval ofMean(double[] values, UniformRandomProvider random) {
        return ofSeeds(new double[][] {values}, random);
    }

    /**
     * The mean over seeds and states, and its interval of a bootstrap of two levels: each of 1,999 resamples draws as
     * many seeds as there are, with replacement, and as many states, the same for all of them. With few seeds it is too
     * narrow rather than too wide; with one it tells of states alone, and one value has none.
     *
     * @param values [seeds][states], what was measured, each seed on the same states
     */
    public static Interval ofSeeds(double[][] values, UniformRandomProvider random) {
        int seeds = values.length;
        if (seeds == 0 || values[0].length == 0)
            throw new IllegalArgumentException("Interval: a mean needs at least one value");
        int states = values[0].length;
        double[] byState = new double[states * seeds]; // a state's values side by side
        double mean = 0;
        for (int s = 0; s < seeds; s++) {
            if (values[s].length != states)
                throw new IllegalArgumentException(
                        "Interval: every seed needs " + states + " states, one has " + values[s].length);
            for (int i = 0; i < states; i++) byState[i * seeds + s] = values[s][i];
            mean += Arrays.stream(values[s]).sum() / states / seeds;
        }
        if (byState.length == 1) return new Interval(mean, Double.NaN, Double.NaN);
        double[] means = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) means[r] = resampled(byState, states, seeds, random);
        Arrays.sort(means);
        return new Interval(mean, means[TAIL - 1], means[RESAMPLES - TAIL]);
    }

    /**
     * The share of successes over seeds and episodes. The bootstrap of {@link #ofSeeds} ends at a point where all
     * succeed or none, so its interval is widened to hold {@link #wilson Wilson's} of all episodes together; with one
     * seed it is Wilson's.
     *
     * @param successes [seeds][episodes], 1 or 0 each
     */
    public static Interval ofShares(double[][] successes, UniformRandomProvider random) {
        double[] all = Arrays.stream(successes).flatMapToDouble(Arrays::stream).toArray();
        Interval pooled = wilson((int) Arrays.stream(all).sum(), all.length);
        if (successes.length == 1) return pooled;
        Interval overSeeds = ofSeeds(successes, random);
        return new Interval(
                pooled.estimate, Math.min(pooled.low, overSeeds.low), Math.max(pooled.high, overSeeds.high));
    }

    /**
     * As {@link #ofSeeds}, of what hits or misses. Where all hit or all miss, the bootstrap ends at that point and says
     * nothing: then it is {@link #wilson Wilson's} of all together.
     *
     * @param hits [seeds][states], 1 or 0 each, or between where several count as one
     */
    public static Interval ofHits(double[][] hits, UniformRandomProvider random) {
        double[] all = Arrays.stream(hits).flatMapToDouble(Arrays::stream).toArray();
        for (int alike = 0; alike <= 1; alike++) {
            double wanted = alike;
            if (Arrays.stream(all).allMatch(hit -> hit == wanted)) return wilson(alike * all.length, all.length);
        }
        return ofSeeds(hits, random);
    }

    private static double resampled(double[] byState, int states, int seeds, UniformRandomProvider random) {
        int[] times = new int[seeds];
        if (seeds == 1) times[0] = 1;
        else for (int s = 0; s < seeds; s++) times[random.nextInt(seeds)]++;
        double sum = 0;
        for (int i = 0; i < states; i++) {
            int state = random.nextInt(states) * seeds;
            for (int s = 0; s < seeds; s++) sum += times[s] * byState[state + s];
        }
        return sum / states / seeds;
    }

    /**
     * The mean, and the mean ± the standard deviation of a sample (n − 1); of one value just that.
     *
     * @param values at least one; where one is NaN, all three are
     */
    public static Interval ofDeviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        if (values.length == 1) return new Interval(mean, mean, mean);
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        double deviation = Math.sqrt(squares / (values.length - 1));
        return new Interval(mean, mean - deviation, mean + deviation);
    }
}
