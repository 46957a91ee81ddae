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
        for (int i = 0; i < exponents.length; i++) {
            double factor = Math.scalb(1.0, exponents[i]);
            for (int k = i * features; k < (i + 1) * features; k++) gradients[k] *= factor;
        }
        return HostArrays.array(gradients, DataType.DOUBLE, scaled.shape());
    }

    /**
     * Σ_k ∂F/∂s ((1 − a_k) s' + a_k s), [C, H, W], DOUBLE; the points share e, the largest.
     *
     * @param ends s' and s, [2, C, H, W]
     * @param positions a_k
     */
    static INDArray onPath(Policy policy, INDArray ends, double[] positions) {
        int[] exponent = new int[1];
        INDArray scaled = policy.pathGradient(ends, positions, logits -> {
            double[][] c = new double[logits.length][];
            for (int k = 0; k < c.length; k++) c[k] = SquaredPolicy.gradient(logits[k]);
            exponent[0] = scale(c);
            return c;
        });
        return scaled.castTo(DataType.DOUBLE).muli(Math.scalb(1.0, exponent[0]));
    }

    /** Divides all c by 2^e of the largest. @return e; 0 where every c is zero */
    static int scale(double[]... c) {
        double largest = 0;
        for (double[] row : c) for (double x : row) largest = Math.max(largest, Math.abs(x));
        if (largest == 0 || !Double.isFinite(largest)) return 0;
        int e = Math.getExponent(largest);
        for (double[] row : c) for (int a = 0; a < row.length; a++) row[a] = Math.scalb(row[a], -e);
        return e;
    }
}
