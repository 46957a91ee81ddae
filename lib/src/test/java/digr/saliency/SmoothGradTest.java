package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.policy.Policy;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SmoothGradTest {
    private static final INDArray STATES = Golden.rfgStates(DataType.FLOAT).get(NDArrayIndex.interval(0, 2));

    private final Policy policy = new Policy(Golden.rfgNetwork("weights.npz", DataType.FLOAT));

    @Test
    void withoutNoiseItIsTheMethodItself() {
        INDArray smooth = new SmoothGrad().withSigma(0).withSamples(3).attributions(policy, STATES);
        assertTrue(Golden.deviation(smooth, new GuidedBackprop().attributions(policy, STATES)) < 1e-6);
    }

    @Test
    void seedDecides() {
        SmoothGrad method = new SmoothGrad().withSamples(2);
        assertEquals(method.attributions(policy, STATES), method.attributions(policy, STATES));
        assertNotEquals(method.attributions(policy, STATES), method.withSeed(1).attributions(policy, STATES));
    }

    @Test
    void noiseHasTheStatesRangeTimesSigma() {
        INDArray state = STATES.get(NDArrayIndex.interval(0, 1)).div(2); // range ½
        SaliencyMethod noise = (policy, noisy) -> {
            for (int k = 0; k < noisy.size(0); k++) noisy.slice(k).subi(state.slice(0));
            return noisy;
        };
        SmoothGrad method = new SmoothGrad(noise, 0.2, 100, true, 5);
        // E|0.2 · ½ · ε| = 0.1 √(2/π); of 100 · 12288 draws
        double spread = method.attributions(policy, state).meanNumber().doubleValue();
        assertEquals(0.1 * Math.sqrt(2 / Math.PI), spread, 2e-4);
        double mean = method.withAbsolute(false)
                .attributions(policy, state)
                .meanNumber()
                .doubleValue();
        assertEquals(0, mean, 0.1 / Math.sqrt(100 * 12288) * 4);
    }

    @Test
    void refusesWhatIsNoNoise() {
        assertThrows(IllegalArgumentException.class, () -> new SmoothGrad().withSigma(-1));
        assertThrows(IllegalArgumentException.class, () -> new SmoothGrad().withSigma(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new SmoothGrad().withSamples(0));
    }
}
