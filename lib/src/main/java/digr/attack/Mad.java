package digr.attack;

import digr.policy.Policy;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Maximal action difference: climbs KL(π(s) ‖ π(x)), whatever action that leads to. Projected sign steps from a random
 * point of the ball (at s the gradient is zero); the paper's steps are of Langevin dynamics, whose noise weakens them.
 *
 * @param steps at least 1
 * @param stepShare length of a step over eps, above 0
 * @see <a href="https://arxiv.org/abs/2003.08938">Zhang et al. 2020</a>
 */
public record Mad(int steps, double stepShare) implements Attack {
    public Mad {
        Checks.atLeastOne("Mad", "steps", steps);
        Checks.positive("Mad", "stepShare", stepShare);
    }

    /** Ten steps of eps/4. */
    public static Mad defaults() {
        return new Mad(10, 0.25);
    }

    @Override
    public INDArray perturb(Policy policy, INDArray states, double eps, UniformRandomProvider random) {
        Ball ball = Ball.around(states, eps, policy);
        return climb(policy, ball, ball.random(random));
    }

    INDArray climb(Policy policy, Ball ball, INDArray start) {
        return new Ascent(policy, ball, Loss.KL).climb(start, steps, Ascent.signSteps(ball.eps() * stepShare));
    }
}
