package digr.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import digr.policy.Softmax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossTest {
    private static final double[] CLEAN = {0.3, 1.5, -0.7, 0.9};
    private static final double[] MOVED = {0.8, 1.2, -0.9, 0.1};

    @ParameterizedTest
    @EnumSource(Loss.class)
    void gradientsAgreeWithFiniteDifferencesUpToTheirScale(Loss loss) {
        double[] differences = new double[4];
        double scale = 0;
        for (int b = 0; b < 4; b++) {
            double[] up = MOVED.clone();
            double[] down = MOVED.clone();
            up[b] += 1e-5;
            down[b] -= 1e-5;
            differences[b] = (loss.value(CLEAN, up) - loss.value(CLEAN, down)) / 2e-5;
            scale = Math.max(scale, Math.abs(differences[b]));
        }
        for (int b = 0; b < 4; b++) differences[b] /= scale;
        assertArrayEquals(differences, loss.gradient(CLEAN, MOVED), 1e-9);
    }

    @Test
    void valuesByHand() {
        double[] pi = Softmax.probabilities(MOVED);
        assertEquals(Math.log((1 - pi[1]) / pi[1]), Loss.CROSS_ENTROPY.value(CLEAN, MOVED), 1e-14);
        assertEquals(0.8 - 1.2, Loss.MARGIN.value(CLEAN, MOVED), 1e-15);
        assertEquals(0, Loss.KL.value(CLEAN, CLEAN), 0);
    }

    /** 1 − π_y is 1e-347 here, less than a double can hold. */
    @ParameterizedTest
    @EnumSource(Loss.class)
    void aConfidentPolicyStillHasAGradient(Loss loss) {
        double[] sure = {0, 800, 2, -5};
        double[] moved = {0, 799, 3, -5};
        double[] g = loss.gradient(sure, moved);
        // others: exp(-800) (1, e^2, e^-5) against exp(-799) (1, e^3 / e, e^-5)
        double up = Math.exp(4) - Math.exp(2);
        double sum = up + Math.E - 1 + Math.exp(-4) - Math.exp(-5);
        if (loss == Loss.KL)
            assertArrayEquals(
                    new double[] {(Math.E - 1) / sum, -1, up / sum, (Math.exp(-4) - Math.exp(-5)) / sum}, g, 1e-12);
        else assertArrayEquals(new double[] {0.047, -1, 0.952, 0}, g, loss == Loss.MARGIN ? 0.05 : 1e-3);
        assertEquals(loss == Loss.KL ? 0 : -796, loss.value(sure, moved), 0.05);
    }

    @Test
    void klKeepsItsDigitsWhereThePreferredActionIsNearlySure() {
        double[] sure = {0, 40, 2};
        double[] moved = {1, 40, 2};
        // others: exp(-40) (e, e^2) against exp(-40) (1, e^2): only action 0 gained, at the cost of action 1
        assertArrayEquals(new double[] {1, -1, 0}, Loss.KL.gradient(sure, moved), 1e-12);
    }
}
