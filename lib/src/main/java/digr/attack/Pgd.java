package digr.attack;

import digr.policy.Policy;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Projected gradient descent (ascent, as attacks have it): many small steps x ← project(x + a sign(∂L/∂x)).
 *
 * @param loss L
 * @param steps at least 1
 * @param stepShare a / eps, above 0
 * @param randomStart whether to start at a random point of the ball; else at s
 * @see <a href="https://arxiv.org/abs/1706.06083">Madry et al. 2018</a>
 */
public record Pgd(Loss loss, int steps, double stepShare, boolean randomStart) implements Attack {
    public Pgd {
        Checks.atLeastOne("Pgd", "steps", steps);
        Checks.positive("Pgd", "stepShare", stepShare);
    }

    /** Ten steps of eps/4 from s, up the cross entropy. */
    public static Pgd defaults() {
        return new Pgd(Loss.CROSS_ENTROPY, 10, 0.25, false);
    }

    public Pgd withLoss(Loss loss) {
        return new Pgd(loss, steps, stepShare, randomStart);
    }

    public Pgd withSteps(int steps, double stepShare) {
        return new Pgd(loss, steps, stepShare, randomStart);
    }

    public Pgd withRandomStart(boolean randomStart) {
        return new Pgd(loss, steps, stepShare, randomStart);
    }

    @Override
    public INDArray perturb(Policy policy, INDArray states, double eps, UniformRandomProvider random) {
        Ball ball = Ball.around(states, eps, policy);
        INDArray start = randomStart ? ball.random(random) : states;
        return new Ascent(policy, ball, loss).climb(start, steps, Ascent.signSteps(eps * stepShare));
    }
}
