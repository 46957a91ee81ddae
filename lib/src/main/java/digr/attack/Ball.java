package digr.attack;

import digr.policy.Policy;
import digr.run.UserException;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Where an attack may move to: within eps of each feature of the states, and within [0, 1].
 *
 * @param states the clean ones, [N, C, H, W]
 * @param low smallest values allowed, same shape
 * @param high largest values allowed, same shape
 */
record Ball(INDArray states, double eps, INDArray low, INDArray high) {

    /** @throws UserException unless eps and states are in [0, 1], and the policy has a choice */
    static Ball around(INDArray states, double eps, Policy policy) {
        Checks.eps(eps);
        if (policy.actions() < 2)
            throw new UserException("Attack: a policy of one action does the same whatever it sees; nothing to attack");
        for (double v : states.dup('c').data().asDouble())
            if (!(v >= 0 && v <= 1)) throw new UserException("Attack: states must be in [0, 1], they hold " + v);
        return new Ball(
                states, eps, Transforms.max(states.sub(eps), 0, false), Transforms.min(states.add(eps), 1, false));
    }

    /** Moves each feature of x to the nearest value allowed; x is modified. */
    INDArray project(INDArray x) {
        Transforms.max(x, low, false);
        return Transforms.min(x, high, false);
    }

    /** States with uniform noise of size eps. */
    INDArray random(UniformRandomProvider random) {
        float[] noise = new float[(int) states.length()];
        for (int i = 0; i < noise.length; i++) noise[i] = 2 * random.nextFloat() - 1;
        INDArray x = Nd4j.createFromArray(noise).reshape(states.shape()).castTo(states.dataType());
        return project(x.muli(eps).addi(states));
    }
}
