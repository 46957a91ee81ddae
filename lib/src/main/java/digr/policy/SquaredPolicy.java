package digr.policy;

/**
 * The scalar behind every gradient map: F(z) = ½ Σ_a π_a², whose gradient with respect to the state is the paper's
 * Σ_a π_a ∂π_a/∂s (arXiv 2205.08685, equation 2). All derivatives here are with respect to one state's logits.
 */
public final class SquaredPolicy {
    private SquaredPolicy() {}

    /** F = ½ Σ_a π_a². */
    public static double value(double[] logits) {
        double sum = 0;
        for (double p : Softmax.probabilities(logits)) sum += p * p;
        return sum / 2;
    }

    /**
     * ∂F/∂z_a = π_a Σ_b π_b (π_a − π_b). In this form nothing cancels; through a softmax layer in float32 the same
     * gradient loses every digit once the policy is confident.
     */
    public static double[] gradient(double[] logits) {
        double[] pi = Softmax.probabilities(logits);
        double[] c = new double[pi.length];
        for (int a = 0; a < c.length; a++) {
            double sum = 0;
            for (double p : pi) sum += p * (pi[a] - p);
            c[a] = pi[a] * sum;
        }
        return c;
    }

    /** (∂²F/∂z²) v: how {@link #gradient} changes as the logits move along v. */
    public static double[] hessianTimes(double[] logits, double[] v) {
        double[] pi = Softmax.probabilities(logits);
        int n = pi.length;
        double[] dPi = new double[n]; // π̇_a = π_a Σ_b π_b (v_a − v_b)
        for (int a = 0; a < n; a++) {
            double sum = 0;
            for (int b = 0; b < n; b++) sum += pi[b] * (v[a] - v[b]);
            dPi[a] = pi[a] * sum;
        }
        double[] dc = new double[n];
        for (int a = 0; a < n; a++) {
            double sum = 0;
            double dSum = 0;
            for (int b = 0; b < n; b++) {
                sum += pi[b] * (pi[a] - pi[b]);
                dSum += dPi[b] * (pi[a] - pi[b]) + pi[b] * (dPi[a] - dPi[b]);
            }
            dc[a] = dPi[a] * sum + pi[a] * dSum;
        }
        return dc;
    }
}
