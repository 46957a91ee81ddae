package digr.attack;

import digr.policy.Softmax;

/** Losses that lead away from y = argmax z⁰, the action that the policy prefers at the clean state. */
enum AwayLoss implements Loss {
    /**
     * Cross entropy −log π_y, as its increasing function log((1 − π_y)/π_y) = log Σ_{b≠y} exp(z_b) − z_y, whose
     * gradient is that of the cross entropy, π − onehot(y), over 1 − π_y: the softmax of the other logits at b ≠ y, −1
     * at y. Neither cancels.
     */
    CROSS_ENTROPY {
        @Override
        public double value(double[] clean, double[] z) {
            return -LogOdds.value(Softmax.argmax(clean), z);
        }

        @Override
        public double[] gradient(double[] clean, double[] z) {
            double[] g = LogOdds.gradient(Softmax.argmax(clean), z);
            for (int b = 0; b < z.length; b++) g[b] = -g[b];
            return g;
        }
    },

    /** Margin of logits, max_{b≠y} z_b − z_y: above 0 where the preferred action has changed. No softmax in it. */
    MARGIN {
        @Override
        public double value(double[] clean, double[] z) {
            return margin(Softmax.argmax(clean), z);
        }

        @Override
        public double[] gradient(double[] clean, double[] z) {
            int y = Softmax.argmax(clean);
            double[] g = new double[z.length];
            g[LogOdds.best(y, z)] = 1;
            g[y] = -1;
            return g;
        }
    },

    /** KL(π(s) ‖ π(x)), gradient π(x) − π(s). Zero at the clean state, so it needs a start beside it. */
    KL {
        @Override
        public double value(double[] clean, double[] z) {
            return Softmax.kl(clean, z);
        }

        @Override
        public double[] gradient(double[] clean, double[] z) {
            return Softmax.direction(clean, z);
        }
    };

    private static double margin(int y, double[] z) {
        return z[LogOdds.best(y, z)] - z[y];
    }
}
