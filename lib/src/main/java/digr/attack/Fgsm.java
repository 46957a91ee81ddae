package digr.attack;

import digr.policy.Policy;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Fast gradient sign method: one step to the ball's edge, x = s + eps sign(∂L/∂s), L the cross entropy of the action
 * that the policy prefers at s.
 *
 * @see <a href="https://arxiv.org/abs/1412.6572">Goodfellow et al. 2015</a>
 */
public record Fgsm() implements Attack {
    @Override
    public INDArray perturb(Policy policy, INDArray states, double eps, UniformRandomProvider random) {
        Ball ball = Ball.around(states, eps, policy);
        return new Ascent(policy, ball, Loss.CROSS_ENTROPY).climb(states, 1, Ascent.signSteps(eps));
    }
}
