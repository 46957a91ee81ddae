package digr.attack;

import digr.policy.Policy;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Uniform noise of size eps on every feature: no attack but the control beside them. What it does to a policy is not
 * the work of gradients.
 */
public record UniformNoise() implements Attack {
    @Override
    public INDArray perturb(Policy policy, INDArray states, double eps, UniformRandomProvider random) {
        return Ball.around(states, eps, policy).random(random);
    }
}
