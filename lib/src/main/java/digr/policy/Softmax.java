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

    /** 1 − π_a, precise where π_a is near 1. */
    public static double others(double[] logits, int a) {
        double[] pi = probabilities(logits);
        double sum = 0;
        for (int b = 0; b < pi.length; b++) if (b != a) sum += pi[b];
        return sum;
    }

    /** −Σ_a π_a log π_a, in nats. */
    public static double entropy(double[] logits) {
        double sum = 0;
        for (double logPi : logProbabilities(logits)) sum -= Math.exp(logPi) * logPi;
        return sum;
    }

    /** KL(p ‖ q) = Σ_a p_a (log p_a − log q_a), in nats, of the policies with logits p and q. */
    public static double kl(double[] p, double[] q) {
        double[] logP = logProbabilities(p);
        double[] logQ = logProbabilities(q);
        double sum = 0;
        for (int a = 0; a < logP.length; a++) sum += Math.exp(logP[a]) * (logP[a] - logQ[a]);
        return Math.max(sum, 0); // rounding may carry equal policies below zero
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
