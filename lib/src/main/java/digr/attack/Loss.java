package digr.attack;

/**
 * The loss that an attack increases: a number that says how far the logits z of the attacked state x have moved from
 * those, z⁰, of the clean state s.
 *
 * <p>Gradients are with respect to z, in double precision, and ours are scaled so that their largest entry has size 1:
 * the scale of a state's gradient changes no step, and a confident policy's vanishes in float32, which makes it look
 * robust though it is not.
 */
public interface Loss {
    /**
     * Away from y = argmax z⁰. Cross entropy −log π_y, as its increasing function log((1 − π_y)/π_y) =
     * log Σ_{b≠y} exp(z_b) − z_y, in which nothing cancels.
     */
    Loss CROSS_ENTROPY = AwayLoss.CROSS_ENTROPY;

    /** Away from y = argmax z⁰. Margin of logits, max_{b≠y} z_b − z_y: above 0 where the preferred action has changed. */
    Loss MARGIN = AwayLoss.MARGIN;

    /** KL(π(s) ‖ π(x)), gradient π(x) − π(s). Zero at the clean state, so it needs a start beside it. */
    Loss KL = AwayLoss.KL;

    /**
     * Towards one action: its log odds,
     *
     * <pre>  log(π_t / (1 − π_t)) = z_t − log Σ_{b≠t} exp(z_b)  </pre>
     *
     * @param action t, from 0; each attack refuses one that the policy does not have
     */
    static Loss toward(int action) {
        return new TowardLoss(action);
    }

    /**
     * @param clean z⁰
     * @return larger is stronger
     */
    double value(double[] clean, double[] z);

    /**
     * ∂value/∂z, up to a positive factor.
     *
     * @param clean z⁰
     */
    double[] gradient(double[] clean, double[] z);
}
