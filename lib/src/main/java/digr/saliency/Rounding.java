package digr.saliency;

import digr.policy.Softmax;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Tells whether a policy changed under perturbations, or whether all that is seen is its network's rounding:
 *
 * <pre>  |(z'_a − z_a) − (z'_m − z_m)| ≤ 16 ulp · max_a |z_a|  for all actions a and all perturbations  </pre>
 *
 * <p>with z and z' the logits before and after, m = argmax z and ulp = 2^−23 in float32, 2^−52 in float64. A map of
 * such changes would be a picture of rounding, drawn at full range.
 */
final class Rounding {
    private static final double ULPS = 16;

    private final double[] before;
    private final int m;
    private final double limit;
    private boolean alone = true;

    /**
     * @param type of the network
     * @param before its logits at the unperturbed state
     */
    Rounding(DataType type, double[] before) {
        this.before = before;
        m = Softmax.argmax(before);
        double largest = 0;
        for (double z : before) largest = Math.max(largest, Math.abs(z));
        limit = ULPS * (type == DataType.FLOAT ? Math.ulp(1f) : Math.ulp(1d)) * largest;
    }

    /** Looks at the logits of perturbed states. */
    void see(double[][] after) {
        for (double[] z : after)
            for (int a = 0; a < z.length; a++)
                alone &= Math.abs(z[a] - before[a] - (z[m] - before[m])) <= limit; // false for NaN
    }

    /** True if rounding explains every difference so far. */
    boolean alone() {
        return alone;
    }
}
