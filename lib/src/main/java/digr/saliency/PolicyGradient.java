package digr.saliency;

import digr.nn.HostArrays;
import digr.nn.ReluRule;
import digr.policy.Policy;
import digr.policy.SquaredPolicy;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * ∂F/∂s, F = ½ Σ_a π(a|s)², of policies so sure of themselves that it leaves float32's range:
 *
 * <pre>  ∂F/∂s = 2^e (∂z/∂s)ᵀ c,   2^e c = ∂F/∂z with 1 ≤ max_a |c_a| &lt; 2  </pre>
 *
 * <p>The network passes c back, the power of two is multiplied in float64: it changes no digit, and reaches leads of
 * some 740 nats, where float32 ends at 87.
 */
final class PolicyGradient {
    private PolicyGradient() {}

    /** [N, C, H, W], DOUBLE, signed. */
    static INDArray ofStates(Policy policy, INDArray states, ReluRule rule) {
        int[] exponents = new int[(int) states.size(0)];
        INDArray scaled = policy.inputGradient(
                states,
                (i, logits) -> {
                    double[] c = SquaredPolicy.gradient(logits);
                    exponents[i] = scale(c);
                    return c;
                },
                rule);
        double[] gradients = HostArrays.doubles(scaled);
        int features = gradients.length / exponents.length;
        for (int k = 0; k < gradients.length; k++) gradients[k] *= Math.scalb(1.0, exponents[k / features]);
        return HostArrays.array(gradients, DataType.DOUBLE, scaled.shape());
    }

    /** Divides c by 2^e. @return e; 0 where all of c is zero */
    static int scale(double[] c) {
        double largest = 0;
        for (double x : c) largest = Math.max(largest, Math.abs(x));
        if (largest == 0 || !Double.isFinite(largest)) return 0;
        int e = Math.getExponent(largest);
        for (int a = 0; a < c.length; a++) c[a] = Math.scalb(c[a], -e);
        return e;
    }
}
