package digr.saliency;

import digr.policy.Policy;
import digr.policy.Softmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * SARFA: how much a perturbation takes from the chosen action â and from it alone. With p = π(·|s), p' = π(·|m(s, i)),
 * m of {@link GaussianBlur},
 *
 * <pre>
 *   score_i = 2 K Δp / (K + Δp) where Δp > 0, else 0
 *   Δp = p_â − p'_â,  â = argmax_a p_a
 *   K  = 1 / (1 + KL(r ‖ r')),  r = p without â, divided by its sum
 * </pre>
 *
 * <p>Δp is how specific to the action the change is, K how little it touches the others (relevance); the score, in [0,
 * 1], is their harmonic mean. Departs from the paper in Δp, which it takes from a softmax over Q-values; a policy's
 * probabilities are one already. One forward pass a centre. A policy with one action has a zero map, one with two has K
 * = 1.
 *
 * @see <a href="https://arxiv.org/abs/1912.12191">Puri et al. 2020</a>
 * @param perturbation m, its radius and grid
 */
public record Sarfa(GaussianBlur perturbation) implements SaliencyMethod {
    /** [N, 1, H, W]. */
    @Override
    public INDArray attributions(Policy policy, INDArray states) {
        return Perturbations.scores(policy, states, perturbation, Sarfa::score);
    }

    /** The score of one perturbation, from the logits before and after it. */
    static double score(double[] logits, double[] perturbed) {
        if (logits.length == 1) return 0;
        int chosen = Softmax.argmax(logits);
        double change = -Softmax.difference(logits, perturbed)[chosen];
        if (change <= 0) return 0;
        double relevance = 1 / (1 + Softmax.kl(without(logits, chosen), without(perturbed, chosen)));
        return 2 * relevance * change / (relevance + change);
    }

    /** The softmax of the other logits is the policy without a, divided by its sum. */
    private static double[] without(double[] logits, int a) {
        double[] others = new double[logits.length - 1];
        for (int b = 0, at = 0; b < logits.length; b++) if (b != a) others[at++] = logits[b];
        return others;
    }
}
