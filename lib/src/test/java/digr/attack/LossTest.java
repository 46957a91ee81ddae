package digr.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import digr.policy.Softmax;
import digr.run.UserException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {
    private static final double[] CLEAN = {0.3, 1.5, -0.7, 0.9};
    private static final double[] MOVED = {0.8, 1.2, -0.9, 0.1};

    private static List<Loss> losses() {
        return List.of(Loss.CROSS_ENTROPY, Loss.MARGIN, Loss.KL, Loss.toward(0), Loss.toward(1));
    }

    @ParameterizedTest
    @MethodSource("losses")
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

    /** z = (0, log 2, log 3): the odds of action 2 are 3 : 3, those of action 0 are 1 : 5. */
    @Test
    void towardAnActionIsItsLogOdds() {
        double[] z = {0, Math.log(2), Math.log(3)};
        assertEquals(0, Loss.toward(2).value(CLEAN, z), 1e-15);
        assertEquals(-Math.log(5), Loss.toward(0).value(CLEAN, z), 1e-15);
        assertArrayEquals(new double[] {1, -0.4, -0.6}, Loss.toward(0).gradient(CLEAN, z), 1e-15);
    }

    /** At a lead of 800 nats 1 − π and its logarithm leave a double's range. */
    @Test
    void towardAnActionKeepsItsDigitsInAPolicyThatIsSure() {
        double[] z = {0, 800, 2};
        assertEquals(-798 - Math.log1p(Math.exp(-800)), Loss.toward(2).value(CLEAN, z), 1e-12);
        assertArrayEquals(new double[] {0, -1, 1}, Loss.toward(2).gradient(CLEAN, z), 1e-12);
    }

    @Test
    void anActionThatThePolicyLacksIsNamed() {
        for (int action : new int[] {-1, 4}) {
            String said = assertThrows(
                            UserException.class, () -> Loss.toward(action).value(CLEAN, MOVED))
                    .getMessage();
            assertEquals("Loss.toward: the policy has the actions 0 to 3, asked for " + action, said);
        }
    }

    /** 1 − π_y is 1e-347 here, less than a double can hold. */
    @ParameterizedTest
    @EnumSource(AwayLoss.class)
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
