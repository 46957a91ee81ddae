package digr.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftmaxTest {
    /** e^0 : e^{ln 2} : e^{ln 5} = 1 : 2 : 5. */
    private static final double[] LOGITS = {0, Math.log(2), Math.log(5)};

    @Test
    void probabilitiesEntropyAndDivergenceByHand() {
        assertArrayEquals(new double[] {1 / 8., 2 / 8., 5 / 8.}, Softmax.probabilities(LOGITS), 1e-15);
        double entropy = Math.log(8) - Math.log(2) / 4 - 5 * Math.log(5) / 8;
        assertEquals(entropy, Softmax.entropy(LOGITS), 1e-15);
        // against the uniform policy: log 3 minus the entropy
        assertEquals(Math.log(3) - entropy, Softmax.kl(LOGITS, new double[] {7, 7, 7}), 1e-15);
        assertEquals(0, Softmax.kl(LOGITS, LOGITS));
    }

    @Test
    void aShiftOfAllLogitsChangesNothingHoweverGreat() {
        double[] pi = Softmax.probabilities(LOGITS);
        for (double shift : new double[] {-1e6, -750, 750, 1e6}) {
            double[] moved = {shift, shift + LOGITS[1], shift + LOGITS[2]};
            assertArrayEquals(pi, Softmax.probabilities(moved), 1e-9);
        }
    }

    /** π₂ = e^−40/(1 + e^−40) keeps all its digits, so does log π₁ = −e^−40 + … to its place in a double near 0. */
    @Test
    void aConfidentPolicyKeepsItsRareActionsDigits() {
        double rare = Math.exp(-40) / (1 + Math.exp(-40));
        assertEquals(1, Softmax.probabilities(new double[] {40, 0})[1] / rare, 1e-13);
        assertEquals(-800, Softmax.logProbabilities(new double[] {800, 0})[1]);
        assertEquals(0, Softmax.probabilities(new double[] {800, 0})[1]);
        assertTrue(Double.isFinite(Softmax.entropy(new double[] {800, 0})));
        assertEquals(800, Softmax.kl(new double[] {0, 800}, new double[] {800, 0}), 1e-12);
    }

    /** Against 400-digit arithmetic; the second policy lies {@code step} times (1, 0.3, -0.6, 2) beside the first. */
    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "0, 1e-3",
        "0, 1e-7",
        "0, 1e-12",
        "10, 1",
        "30, 1",
        "30, 1e-6",
        "39, 1e-9",
        "100, 2",
        "100, 1e-6",
        "300, 1e-3",
        "300, 20",
        "340, 1e-6",
        "5, 300",
        "-300, 1e-4",
        "40, 41"
    })
    void divergenceAndDifferenceAreRightAtAnyLeadAndDistance(double lead, double step) {
        double[] p = {lead, 1, -2, 0.5};
        double[] q = {lead + step, 1 + 0.3 * step, -2 - 0.6 * step, 0.5 + 2 * step};
        BigDecimal[] pi = Exactly.probabilities(p);
        BigDecimal[] other = Exactly.probabilities(q);
        BigDecimal kl = BigDecimal.ZERO;
        double[] difference = Softmax.difference(p, q);
        double[] direction = Softmax.direction(p, q);
        double largest = 0;
        for (double d : difference) largest = Math.max(largest, Math.abs(d));
        for (int a = 0; a < 4; a++) {
            BigDecimal ratio = other[a].divide(pi[a], Exactly.DIGITS);
            kl = kl.subtract(pi[a].multiply(Exactly.log(ratio), Exactly.DIGITS), Exactly.DIGITS);
            assertEquals(1, difference[a] / other[a].subtract(pi[a]).doubleValue(), 1e-6, "difference of " + a);
            assertEquals(difference[a] / largest, direction[a], 1e-12, "direction of " + a);
        }
        assertEquals(1, Softmax.kl(p, q) / kl.doubleValue(), 1e-6);
    }

    /** π of the others is 1e-347 here, less than a double can hold. */
    @Test
    void aDirectionNeedsNoProbability() {
        double[] p = {0, 800, 2};
        double[] q = {1, 800, 1};
        // exp(-800) times (e - 1, ., e - e^2)
        double scale = Math.exp(2) - Math.E;
        double[] expected = {(Math.E - 1) / scale, (Math.exp(2) - 2 * Math.E + 1) / scale, -1};
        assertArrayEquals(expected, Softmax.direction(p, q), 1e-12);
        assertEquals(0, Softmax.kl(p, q));
        assertArrayEquals(new double[3], Softmax.direction(p, p));
    }

    @Test
    void whatAllLogitsGainChangesNoDivergence() {
        double[] moved = {LOGITS[0] + 64, LOGITS[1] + 64.0625, LOGITS[2] + 64};
        double[] p = {0.25, -1.5, 0.75};
        double[] shifted = {0.25 + 1048576, -1.5 + 1048576, 0.75 + 1048576};
        double[] q = {0.25, -1.4375, 0.75};
        double expected = Softmax.kl(p, q);
        assertEquals(1, Softmax.kl(shifted, new double[] {1048576.25, 1048574.5625, 1048576.75}) / expected, 1e-9);
        assertEquals(
                1,
                Softmax.kl(LOGITS, moved) / Softmax.kl(LOGITS, new double[] {0, LOGITS[1] + 0.0625, LOGITS[2]}),
                1e-9);
    }

    @Test
    void sampleCutsTheUnitIntervalInTheActionsOrder() {
        double[] edges = {0, 0.1249, 0.1251, 0.3749, 0.3751, Math.nextDown(1.0)};
        int[] actions = {0, 0, 1, 1, 2, 2};
        for (int i = 0; i < edges.length; i++) assertEquals(actions[i], Softmax.sample(LOGITS, edges[i]));
    }

    @Test
    void argmaxTakesTheFirstOfEquals() {
        assertEquals(1, Softmax.argmax(new double[] {-3, 2, 2}));
    }
}
