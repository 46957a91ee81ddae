package digr.saliency;

import digr.nn.HostArrays;
import digr.policy.Policy;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Scores every pixel of a state by what the policy does when the state is perturbed around that pixel. */
final class Perturbations {
    /** How much a perturbation changed the policy, from the logits before and after it; at least 0. */
    @FunctionalInterface
    interface Score {
        double of(double[] logits, double[] perturbed);
    }

    private Perturbations() {}

    /** Scores of the Gaussian-blur perturbation. */
    static INDArray scores(Policy policy, INDArray states, GaussianBlur blur, Score score) {
        return scores(policy, states, blur.stride(), score, state -> Mixture.blurred(state, blur.radius()));
    }

    /**
     * @param states [N, C, H, W]
     * @param stride distance of the centres, in pixels
     * @param perturbation of a state [C, H, W]
     * @return [N, 1, H, W], DOUBLE: the scores of a policy that is sure of itself leave float32's range; zero for a
     *     state at which {@link Rounding} explains all changes
     */
    static INDArray scores(
            Policy policy, INDArray states, int stride, Score score, Function<INDArray, Mixture> perturbation) {
        double[][] logits = policy.logits(states); // refuses what is no state of this policy
        int height = (int) states.size(2);
        int width = (int) states.size(3);
        PerturbationGrid grid = new PerturbationGrid(height, width, stride);
        DataType type = policy.network().type();
        INDArray scores = Nd4j.zeros(DataType.DOUBLE, logits.length, 1, height, width);
        for (int n = 0; n < logits.length; n++) {
            double[][] after = PerturbedLogits.at(policy, grid, perturbation.apply(states.slice(n)));
            Rounding rounding = new Rounding(type, logits[n]);
            rounding.see(after);
            if (rounding.alone()) continue;
            double[] atCentres = new double[after.length];
            for (int k = 0; k < after.length; k++) atCentres[k] = score.of(logits[n], after[k]);
            scores.slice(n).assign(HostArrays.array(grid.interpolate(atCentres), scores.dataType(), 1, height, width));
        }
        return scores;
    }
}
