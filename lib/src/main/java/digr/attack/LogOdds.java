package digr.attack;

/**
 * log(π_a / (1 − π_a)) = z_a − log Σ_{b≠a} exp(z_b). Its gradient is 1 at a, and elsewhere minus the softmax of the
 * other logits. Neither cancels, however sure the policy is.
 */
final class LogOdds {
    private LogOdds() {}

    static double value(int a, double[] z) {
        double max = z[best(a, z)];
        double sum = 0;
        for (int b = 0; b < z.length; b++) if (b != a) sum += Math.exp(z[b] - max);
        return z[a] - (max + Math.log(sum));
    }

    static double[] gradient(int a, double[] z) {
        double max = z[best(a, z)];
        double[] g = new double[z.length];
        double sum = 0;
        for (int b = 0; b < z.length; b++) if (b != a) sum += g[b] = Math.exp(z[b] - max);
        for (int b = 0; b < z.length; b++) g[b] /= -sum;
        g[a] = 1;
        return g;
    }

    /** The action with the greatest logit but a. */
    static int best(int a, double[] z) {
        int best = a == 0 ? 1 : 0;
        for (int b = 0; b < z.length; b++) if (b != a && z[b] > z[best]) best = b;
        return best;
    }
}
