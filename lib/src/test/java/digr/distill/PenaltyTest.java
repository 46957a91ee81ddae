package digr.distill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PenaltyTest {
    /** Two channels of three pixels; pixel 0 is important, 2 is unimportant, 1 neither. */
    private static final double[] G = {4, 1, 1, 2, 2, 3};

    private static final Penalty.Mask MASK = new Penalty.Mask() {
        @Override
        public boolean unimportant(int pixel) {
            return pixel == 2;
        }

        @Override
        public boolean important(int pixel) {
            return pixel == 0;
        }
    };

    static Stream<Penalty> penalties() {
        return Stream.of(
                new AbsolutePenalty(),
                new AbsoluteEverywherePenalty(),
                new MaximumPenalty(false, false),
                new MaximumPenalty(true, false),
                new SharePenalty(),
                new FillPenalty());
    }

    private static double value(Penalty penalty, double[] g) {
        return penalty.add(g, 3, MASK, 1, new double[g.length]);
    }

    @Test
    void valuesByHand() {
        assertEquals((1 + 3) / 6.0, value(new AbsolutePenalty(), G), 1e-15);
        assertEquals(13 / 6.0, value(new AbsoluteEverywherePenalty(), G), 1e-15);
        assertEquals((1 + 3) / 4.0 / 6, value(new MaximumPenalty(false, true), G), 1e-15);
        assertEquals(3 / 4.0 / 3, value(new MaximumPenalty(true, true), G), 1e-15);
        assertEquals((1 + 3) / 13.0, value(new SharePenalty(), G), 1e-6);
        // q = (4, 2, 3), roots of q/4 nearly (1, .707, .866), less .01
        double[] r = {Math.sqrt(1.0001) - .01, Math.sqrt(.5001) - .01, Math.sqrt(.7501) - .01};
        assertEquals(r[2] / (r[0] + r[1] + r[2]), value(new RootSharePenalty(), G), 1e-6);
        assertEquals(1 - r[0], value(new FillPenalty(), G), 1e-12);
    }

    @ParameterizedTest
    @MethodSource("penalties")
    void derivativesAgreeWithFiniteDifferences(Penalty penalty) {
        // the hottest feature lies outside the important pixel, so that the maximum matters to each
        double[] g = {2.0, 1.1, 0.9, 2.5, 3.5, 3.1};
        double[] derivative = new double[g.length];
        penalty.add(g, 3, MASK, 0.5, derivative);
        for (int i = 0; i < g.length; i++) {
            double[] up = g.clone();
            double[] down = g.clone();
            up[i] += 1e-6;
            down[i] -= 1e-6;
            assertEquals(0.5 * (value(penalty, up) - value(penalty, down)) / 2e-6, derivative[i], 1e-8, "feature " + i);
        }
    }

    /** Its maximum is held fixed, so pixel 1, which has the maximum, is left out. */
    @Test
    void rootSharesDerivativeAwayFromTheMaximum() {
        double[] g = {2.0, 1.1, 0.9, 2.5, 3.5, 3.1};
        double[] derivative = new double[g.length];
        Penalty penalty = new RootSharePenalty();
        penalty.add(g, 3, MASK, 1, derivative);
        for (int i : new int[] {0, 2, 3, 5}) {
            double[] up = g.clone();
            double[] down = g.clone();
            up[i] += 1e-6;
            down[i] -= 1e-6;
            assertEquals((value(penalty, up) - value(penalty, down)) / 2e-6, derivative[i], 1e-8, "feature " + i);
        }
    }

    @Test
    void aMapThatIsZeroCostsNothingAndHasNoDerivative() {
        penalties().forEach(penalty -> {
            double[] derivative = new double[6];
            double value = penalty.add(new double[6], 3, MASK, 1, derivative);
            assertEquals(0, value, 0);
            for (double d : derivative) assertEquals(0, d, 0);
        });
    }

    /** The same over random maps of one channel. */
    @Test
    void aShareDoesNotChangeWithTheScale() {
        UniformRandomProvider random = new digr.run.Seeds(3).stream("maps");
        for (int round = 0; round < 20; round++) {
            double[] g = random.doubles(3, 0.1, 1).toArray();
            double[] tenfold = {10 * g[0], 10 * g[1], 10 * g[2]};
            assertEquals(value(new RootSharePenalty(), g), value(new RootSharePenalty(), tenfold), 1e-12);
            assertEquals(value(new FillPenalty(), g), value(new FillPenalty(), tenfold), 1e-12);
            assertEquals(
                    value(new MaximumPenalty(true, false), g), value(new MaximumPenalty(true, false), tenfold), 1e-12);
        }
    }
}
