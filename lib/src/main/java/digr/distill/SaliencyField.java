package digr.distill;

import digr.policy.Softmax;
import digr.policy.SquaredPolicy;

/** Which scalar of the logits the penalised input gradient is the gradient of: G = ∂(scalar)/∂s = Σ_a u_a ∂z_a/∂s. */
public enum SaliencyField {
    /**
     * The paper's Σ_a π_a ∂π_a/∂s, the gradient of F = ½ Σ π². Its size vanishes as the policy grows confident,
     * whatever the shape of the map.
     */
    PROBABILITY {
        @Override
        double[] direction(double[] logits) {
            return SquaredPolicy.gradient(logits);
        }

        @Override
        double[] change(double[] logits, double[] tangent) {
            return SquaredPolicy.hessianTimes(logits, tangent);
        }
    },
    /**
     * The same map at a size that does not vanish: u = ∂F/∂z divided by its length and held fixed, so that G is the
     * change of the logits along the direction that the map looks at.
     */
    UNIT {
        @Override
        double[] direction(double[] logits) {
            double[] c = SquaredPolicy.gradient(logits);
            double largest = 0;
            for (double x : c) largest = Math.max(largest, Math.abs(x));
            if (largest == 0) return ARGMAX.direction(logits); // a policy certain beyond what doubles can tell
            double length = 0;
            for (double x : c) length += x / largest * (x / largest);
            length = Math.sqrt(length);
            for (int a = 0; a < c.length; a++) c[a] = c[a] / largest / length;
            return c;
        }
    },
    /** The greatest logit alone. */
    ARGMAX {
        @Override
        double[] direction(double[] logits) {
            double[] u = new double[logits.length];
            u[Softmax.argmax(logits)] = 1;
            return u;
        }
    };

    /** u at one state's logits. */
    abstract double[] direction(double[] logits);

    /** How u changes as the logits move along {@code tangent}; zero where u counts as fixed. */
    double[] change(double[] logits, double[] tangent) {
        return new double[logits.length];
    }
}
