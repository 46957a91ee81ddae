package digr.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

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
        assertEquals(rare, Softmax.others(new double[] {40, 0}, 0), 1e-15 * rare); // 1 − π₁ = π₂
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
