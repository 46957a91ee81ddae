package digr.saliency;

import digr.nn.ReluRule;
import digr.policy.Policy;
import digr.run.UserException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Why this action, not that? The gradient of the lead that one action has over another:
 *
 * <pre>  g_i = ∂(z_a − z_b)/∂s_i = ∂ log(π_a / π_b)/∂s_i  </pre>
 *
 * <p>Signed: where it is positive, a brighter pixel speaks for a, where it is negative, for b. No softmax is in it, so
 * it keeps its size where the policy is sure. One backward pass.
 *
 * @param action a, from 0
 * @param rather b, another
 */
public record ActionContrast(int action, int rather) implements SaliencyMethod {
    public ActionContrast {
        if (action < 0 || rather < 0 || action == rather)
            throw new UserException(
                    "ActionContrast: needed two actions, each at least 0, got " + action + " and " + rather);
    }

    /**
     * [N, C, H, W], signed.
     *
     * @throws UserException if the policy lacks one of the actions
     */
    @Override
    public INDArray attributions(Policy policy, INDArray states) {
        if (Math.max(action, rather) >= policy.actions())
            throw new UserException("ActionContrast: the policy has the actions 0 to " + (policy.actions() - 1)
                    + ", asked for " + action + " and " + rather);
        return policy.inputGradient(states, this::gradient, ReluRule.PLAIN);
    }

    private double[] gradient(double[] logits) {
        double[] gradient = new double[logits.length];
        gradient[action] = 1;
        gradient[rather] = -1;
        return gradient;
    }
}
