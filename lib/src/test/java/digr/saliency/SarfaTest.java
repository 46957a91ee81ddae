package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.policy.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class SarfaTest {
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void scoresAreThoseOfPytorch(DataType type) {
        Policy policy = new Policy(Golden.rfgNetwork("weights.npz", type));
        int n = type == DataType.DOUBLE ? 1 : 4; // its convolution is slow
        INDArray states = Golden.first(n, Golden.rfgStates(type));
        INDArray scores = new Sarfa(new GaussianBlur(4)).attributions(policy, states);
        double deviation = Golden.deviation(scores, Golden.first(n, Golden.array("saliency/rfg/sarfa.npy")));
        assertTrue(deviation < (type == DataType.DOUBLE ? 1e-12 : 1e-5), "deviation " + deviation);
    }

    @Test
    void scoreByHand() {
        // p = (1/2, 1/4, 1/4), p' = (1/4, 3/8, 3/8): Δp = 1/4, the others' shares stay (1/2, 1/2), so K = 1
        double[] p = {Math.log(2), 0, 0};
        double[] q = {Math.log(2.0 / 3), 0, 0};
        assertEquals(2 * 0.25 / 1.25, Sarfa.score(p, q), 1e-15);
        // p' = (1/4, 1/4, 1/2): the others' shares go from (1/2, 1/2) to (1/3, 2/3)
        double kl = 0.5 * Math.log(1.5) + 0.5 * Math.log(0.75);
        double k = 1 / (1 + kl);
        assertEquals(2 * k * 0.25 / (k + 0.25), Sarfa.score(p, new double[] {0, 0, Math.log(2)}), 1e-15);
    }

    @Test
    void whatHelpsTheChosenActionCountsNothing() {
        assertEquals(0, Sarfa.score(new double[] {1, 0}, new double[] {2, 0}));
        assertEquals(0, Sarfa.score(new double[] {3}, new double[] {-3}));
    }

    /** 1 − p_â is 2e-30 before and 4e-30 after, far below the rounding of p_â. */
    @Test
    void nothingCancelsForAConfidentPolicy() {
        double[] p = {0, Math.log(2e-30)};
        double[] q = {0, Math.log(4e-30)};
        assertEquals(4e-30, Sarfa.score(p, q), 1e-42);
    }
}
