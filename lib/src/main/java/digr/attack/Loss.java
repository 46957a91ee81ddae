package digr.attack;

import digr.policy.Softmax;

/**
 * The loss that an attack increases: a number that says how far the logits z of the attacked state x have moved from
 * those, z⁰, of the clean state s. The label is y = argmax z⁰, the action that the policy prefers there.
 *
 * <p>Gradients are with respect to z, in double precision and scaled so that their largest entry has size 1: the scale
 * of a state's gradient changes no step, and a confident policy's vanishes in float32, which makes it look robust
 * though it is not.
 */
public enum Loss {
    /**
     * Cross entropy −log π_y, as its increasing function log((1 − π_y)/π_y) = log Σ_{b≠y} exp(z_b) − z_y, whose
     * gradient is that of the cross entropy, π − onehot(y), over 1 − π_y: the softmax of the other logits at b ≠ y, −1
     * at y. Neither cancels.
     */
    CROSS_ENTROPY {
        @Override
        double value(double[] clean, double[] z) {
            int y = Softmax.argmax(clean);
            double max = margin(y, z) + z[y];
            double sum = 0;
            for (int b = 0; b < z.length; b++) if (b != y) sum += Math.exp(z[b] - max);
            return max + Math.log(sum) - z[y];
        }

        @Override
        double[] gradient(double[] clean, double[] z) {
            int y = Softmax.argmax(clean);
            double max = margin(y, z) + z[y];
            double[] g = new double[z.length];
            double sum = 0;
            for (int b = 0; b < z.length; b++) if (b != y) sum += g[b] = Math.exp(z[b] - max);
            for (int b = 0; b < z.length; b++) g[b] /= sum;
            g[y] = -1;
            return g;
        }
    },

    /** Margin of logits, max_{b≠y} z_b − z_y: above 0 where the preferred action has changed. No softmax in it. */
    MARGIN {
        @Override
        double value(double[] clean, double[] z) {
            return margin(Softmax.argmax(clean), z);
        }

        @Override
        double[] gradient(double[] clean, double[] z) {
            int y = Softmax.argmax(clean);
            double[] g = new double[z.length];
            g[best(y, z)] = 1;
            g[y] = -1;
            return g;
        }
    },

    /** KL(π(s) ‖ π(x)), gradient π(x) − π(s). Zero at the clean state, so it needs a start beside it. */
    KL {
        @Override
        double value(double[] clean, double[] z) {
            return Softmax.kl(clean, z);
        }

        @Override
        double[] gradient(double[] clean, double[] z) {
            return Softmax.direction(clean, z);
        }
    };

    /** @return larger is stronger */
    abstract double value(double[] clean, double[] z);

    /** ∂value/∂z, up to a positive factor. */
    abstract double[] gradient(double[] clean, double[] z);

    private static double margin(int y, double[] z) {
        return z[best(y, z)] - z[y];
    }

    /** The action with the greatest logit but y. */
    private static int best(int y, double[] z) {
        int best = y == 0 ? 1 : 0;
        for (int b = 0; b < z.length; b++) if (b != y && z[b] > z[best]) best = b;
        return best;
    }
}
