package digr.policy;

/** The softmax policy π_a = exp(z_a) / Σ_b exp(z_b) of one state's logits z, in double precision. */
public final class Softmax {
    private Softmax() {}

    /** log π. */
    public static double[] logProbabilities(double[] logits) {
        double max = Double.NEGATIVE_INFINITY;
        for (double z : logits) max = Math.max(max, z);
        double sum = 0;
        for (double z : logits) sum += Math.exp(z - max);
        double logSum = max + Math.log(sum);
        double[] logPi = new double[logits.length];
        for (int a = 0; a < logPi.length; a++) logPi[a] = logits[a] - logSum;
        return logPi;
    }

    /** π. */
    public static double[] probabilities(double[] logits) {
        double[] pi = logProbabilities(logits);
        for (int a = 0; a < pi.length; a++) pi[a] = Math.exp(pi[a]);
        return pi;
    }

    /** −Σ_a π_a log π_a, in nats. */
    public static double entropy(double[] logits) {
        double sum = 0;
        for (double logPi : logProbabilities(logits)) sum -= Math.exp(logPi) * logPi;
        return sum;
    }

    /**
     * KL(p ‖ q) = Σ_a p_a (log p_a − log q_a), in nats, of the policies with logits p and q, as
     *
     * <pre>  KL(p ‖ q) = Σ_a p_a (exp(x_a) − 1 − x_a),  x_a = log q_a − log p_a of {@link #logRatios}  </pre>
     *
     * <p>which is the same, since Σ p = Σ q. No term is negative, so nothing cancels: the relative error is below 1e-6
     * however near the policies are and however sure of themselves, as long as a double can hold the value (5e-324).
     */
    public static double kl(double[] p, double[] q) {
        double[] logP = logProbabilities(p);
        double[] x = logRatios(p, q);
        double sum = 0;
        for (int a = 0; a < x.length; a++)
            sum += x[a] < 1
                    ? Math.exp(logP[a]) * beyondLinear(x[a])
                    : growth(logP[a], x[a]) - Math.exp(logP[a]) * x[a]; // exp(x) alone may overflow
        return sum;
    }

    /** q_a − p_a = p_a (exp(x_a) − 1) of the policies with logits p and q, to the same precision. */
    public static double[] difference(double[] p, double[] q) {
        double[] logP = logProbabilities(p);
        double[] d = logRatios(p, q);
        for (int a = 0; a < d.length; a++) d[a] = growth(logP[a], d[a]);
        return d;
    }

    /**
     * {@link #difference} divided by its largest size, which may lie below what a double can hold: only the ratios to
     * the rarer actions' greatest probability are computed. Zero for equal policies.
     */
    public static double[] direction(double[] p, double[] q) {
        double[] logP = logProbabilities(p);
        double[] d = logRatios(p, q);
        int best = argmax(p);
        double scale = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < d.length; a++) if (a != best) scale = Math.max(scale, logP[a] + Math.max(d[a], 0));
        d[best] = 0;
        for (int a = 0; a < d.length; a++) {
            if (a == best) continue;
            d[a] = growth(logP[a] - scale, d[a]);
            d[best] -= d[a]; // differences add up to 0
        }
        double largest = 0;
        for (double x : d) largest = Math.max(largest, Math.abs(x));
        if (largest > 0) for (int a = 0; a < d.length; a++) d[a] /= largest;
        return d;
    }

    /**
     * log q_a − log p_a of the policies with logits p and q. With m = argmax p and changes of logits t,
     *
     * <pre>
     *   x_a = t_a − log(1 + Σ_b p_b (exp(t_b) − 1)),  t_b = (q_b − p_b) − (q_m − p_m)
     * </pre>
     *
     * <p>The logarithms themselves are rounded to 0 for an action that is nearly sure; their difference is not.
     */
    public static double[] logRatios(double[] p, double[] q) {
        double[] logP = logProbabilities(p);
        int m = argmax(p);
        double[] x = new double[p.length];
        for (int a = 0; a < x.length; a++) x[a] = q[a] - p[a] - (q[m] - p[m]);
        double fall = logP[m] - logProbabilities(q)[m]; // of m; where it is small it is what cancels
        if (Math.abs(fall) < 1) {
            double sum = 0;
            for (int a = 0; a < x.length; a++) sum += growth(logP[a], x[a]);
            fall = Math.log1p(sum);
        }
        for (int a = 0; a < x.length; a++) x[a] -= fall;
        return x;
    }

    /** p (exp(x) − 1) from log p. */
    private static double growth(double logP, double x) {
        return x < 1 ? Math.exp(logP) * Math.expm1(x) : Math.exp(logP + x) - Math.exp(logP);
    }

    /** exp(x) − 1 − x = x²/2 (1 + x/3 (1 + x/4 (1 + ...))). */
    private static double beyondLinear(double x) {
        if (Math.abs(x) > 0.1) return Math.expm1(x) - x;
        double sum = 1;
        for (int k = 10; k > 2; k--) sum = 1 + x / k * sum;
        return x * x / 2 * sum;
    }

    /** The action with the greatest logit; the first of equals. */
    public static int argmax(double[] logits) {
        int best = 0;
        for (int a = 1; a < logits.length; a++) if (logits[a] > logits[best]) best = a;
        return best;
    }

    /** The action at which the cumulated probabilities pass {@code u}, drawn uniformly from [0, 1). */
    public static int sample(double[] logits, double u) {
        double[] pi = probabilities(logits);
        double sum = 0;
        for (int a = 0; a < pi.length; a++) {
            sum += pi[a];
            if (u < sum) return a;
        }
        return argmax(logits); // u lies above a sum that was rounded below 1
    }
}
