package digr.attack;

import digr.policy.Policy;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Moves each state by no more than eps in every input feature so that the policy is to act otherwise: within the
 * l∞ ball {x : |x_i − s_i| ≤ eps} and within [0, 1].
 */
public interface Attack {
    /**
     * @param states s, [N, C, H, W], in [0, 1]; not modified
     * @param eps size of the ball, in units of the pixel range [0, 1]; 0 leaves the states as they are
     * @param random for random starts and noise; the others draw nothing
     * @return [N, C, H, W], a new array
     * @throws digr.run.UserException unless eps is in [0, 1], the states are in [0, 1], and the policy has two actions
     */
    INDArray perturb(Policy policy, INDArray states, double eps, UniformRandomProvider random);
}
