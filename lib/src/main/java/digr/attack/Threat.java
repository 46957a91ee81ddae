package digr.attack;

import digr.policy.Policy;
import digr.run.UserException;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An attack and its size.
 *
 * @param eps in units of the pixel range [0, 1], so 8/255 is 0.031
 */
public record Threat(Attack attack, double eps) {
    /** @throws UserException unless eps is in [0, 1] */
    public Threat {
        Checks.eps(eps);
    }

    /** See {@link Attack#perturb}. */
    public INDArray perturb(Policy policy, INDArray states, UniformRandomProvider random) {
        return attack.perturb(policy, states, eps, random);
    }
}
