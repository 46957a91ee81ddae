package digr.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import digr.run.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IntervalTest {
    /** statsmodels' proportion_confint(8, 10, method="wilson") and its like. */
    @Test
    void wilsonAgreesWithKnownNumbers() {
        assertInterval(0.8, 0.4901624715, 0.9433178485, Interval.wilson(8, 10), 1e-9);
        assertInterval(0, 0, 0.2775327998, Interval.wilson(0, 10), 1e-9);
        assertInterval(1, 0.7224672002, 1, Interval.wilson(10, 10), 1e-9);
    }

    @Test
    void bootstrapOfAMeanIsTheNormalIntervalForManyValues() {
        double[] values = new double[400];
        for (int i = 0; i < values.length; i++) values[i] = i % 2; // standard error 0.025
        Interval interval = Interval.ofMean(values, new Seeds(1).stream("bootstrap"));
        assertInterval(0.5, 0.5 - 1.96 * 0.025, 0.5 + 1.96 * 0.025, interval, 0.004);
    }

    /**
     * Seeds 0, 1, 2 whose states all agree: a resample's mean is that of three drawn seeds. 0 or 2 thrice, 1 of 27
     * each, are beyond 2.5 %, so the interval is all of it.
     */
    @Test
    void seedsAreASecondLevel() {
        double[][] values = {{0, 0, 0, 0}, {1, 1, 1, 1}, {2, 2, 2, 2}};
        assertInterval(1, 0, 2, Interval.ofSeeds(values, new Seeds(1).stream("bootstrap")), 1e-12);
        double[][] same = {{1, 2, 3}, {1, 2, 3}};
        assertEquals(2, Interval.ofSeeds(same, new Seeds(1).stream("bootstrap")).estimate(), 1e-15);
    }

    /** Two seeds that move together over states do not make the states more. */
    @Test
    void statesAreSharedBySeeds() {
        double[] ofStates = new double[400];
        for (int i = 0; i < ofStates.length; i++) ofStates[i] = i % 2;
        Interval interval = Interval.ofSeeds(new double[][] {ofStates, ofStates}, new Seeds(1).stream("bootstrap"));
        assertInterval(0.5, 0.5 - 1.96 * 0.025, 0.5 + 1.96 * 0.025, interval, 0.004);
    }

    /** 10 of 10 is Wilson's of one seed, 20 of 20 of two; 0 of 10 and 10 of 10 are seeds that differ by all there is. */
    @Test
    void aShareIsAtLeastAsUncertainAsItsEpisodesTogether() {
        double[] all = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
        assertInterval(1, 0.7224672002, 1, share(all), 1e-9);
        Interval twenty = Interval.wilson(20, 20);
        assertInterval(1, twenty.low(), 1, share(all, all), 1e-12);
        assertInterval(0.5, 0, 1, share(all, new double[10]), 1e-12);
    }

    /** Where all values are alike a resample is as all others; Wilson's of 12 of 12 begins at 12 / (12 + z²). */
    @Test
    void ofHitsWithoutAMissItIsWilsons() {
        double[] twelve = new double[12];
        assertInterval(0, 0, 0.2424940067, hits(twelve), 1e-9);
        Arrays.fill(twelve, 1);
        assertInterval(1, 0.7575059933, 1, hits(twelve), 1e-9);
        assertInterval(1, Interval.wilson(24, 24).low(), 1, hits(twelve, twelve), 1e-12);
        double[] oneMissed = twelve.clone();
        oneMissed[5] = 0;
        assertEquals(
                Interval.ofMean(oneMissed, new Seeds(1).stream("bootstrap")), hits(oneMissed), "as tables have it");
        double[] ties = {0.25, 0.25};
        assertInterval(0.25, 0.25, 0.25, hits(ties), 0);
    }

    private static Interval hits(double[]... hits) {
        return Interval.ofHits(hits, new Seeds(1).stream("bootstrap"));
    }

    @Test
    void oneValueHasNoInterval() {
        assertInterval(7, Double.NaN, Double.NaN, Interval.ofMean(new double[] {7}, new Seeds(1).stream("b")), 0);
        assertInterval(1, 0.2065493143, 1, hits(new double[] {1}), 1e-9);
    }

    private static Interval share(double[]... successes) {
        return Interval.ofShares(successes, new Seeds(1).stream("bootstrap"));
    }

    @Test
    void everySeedNeedsTheSameStates() {
        double[][] ragged = {{1, 2}, {1}};
        assertThrows(IllegalArgumentException.class, () -> Interval.ofSeeds(ragged, new Seeds(1).stream("b")));
        assertThrows(IllegalArgumentException.class, () -> Interval.ofSeeds(new double[0][], new Seeds(1).stream("b")));
    }

    @Test
    void needsTrials() {
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(0, 0));
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(3, 2));
        assertThrows(IllegalArgumentException.class, () -> Interval.ofMean(new double[0], new Seeds(1).stream("b")));
    }

    private static void assertInterval(double estimate, double low, double high, Interval actual, double tolerance) {
        assertEquals(estimate, actual.estimate(), tolerance);
        assertEquals(low, actual.low(), tolerance);
        assertEquals(high, actual.high(), tolerance);
    }
}
