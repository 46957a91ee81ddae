package digr.attack;

import digr.policy.Policy;
import digr.run.UserException;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Momentum iterative fast gradient sign method: K steps of eps/K along the sign of
 *
 * <pre>  m ← decay · m + g / mean|g|,  g = ∂L/∂x,  </pre>
 *
 * L the cross entropy, the mean over a state's features.
 *
 * @param steps K, at least 1
 * @param decay at least 0
 * @see <a href="https://arxiv.org/abs/1710.06081">Dong et al. 2018</a>
 */
public record MiFgsm(int steps, double decay) implements Attack {
    public MiFgsm {
        Checks.atLeastOne("MiFgsm", "steps", steps);
        if (!(decay >= 0 && decay < Double.POSITIVE_INFINITY))
            throw new UserException("MiFgsm: decay must be finite, at least 0, got " + decay);
    }

    /** Ten steps, nothing forgotten. */
    public static MiFgsm defaults() {
        return new MiFgsm(10, 1);
    }

    @Override
    public INDArray perturb(Policy policy, INDArray states, double eps, UniformRandomProvider random) {
        Ball ball = Ball.around(states, eps, policy);
        INDArray momentum = Nd4j.zerosLike(states);
        return new Ascent(policy, ball, Loss.CROSS_ENTROPY).climb(states, steps, (x, gradient, losses) -> {
            INDArray mean = Transforms.abs(gradient).mean(true, 1, 2, 3);
            Transforms.max(mean, Float.MIN_NORMAL, false); // a gradient of zeros adds nothing
            momentum.muli(decay).addi(gradient.divi(mean));
            return x.addi(Ascent.sign(momentum).muli(eps / steps));
        });
    }
}
