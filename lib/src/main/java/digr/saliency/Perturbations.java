package digr.saliency;

import digr.policy.Policy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Scores every pixel of a state by what the policy does when the state is blurred around that pixel. */
final class Perturbations {
    /** How much a perturbation changed the policy, from the logits before and after it; at least 0. */
    interface Score {
        double of(double[] logits, double[] perturbed);
    }

    private Perturbations() {}

    /**
     * @param states [N, C, H, W]
     * @param radius standard deviation of the mask around each centre, in pixels
     * @param stride distance of the centres, in pixels
     * @return [N, 1, H, W]
     */
    static INDArray scores(Policy policy, INDArray states, double radius, int stride, Score score) {
        double[][] logits = policy.logits(states); // refuses what is no state of this policy
        int n = (int) states.size(0);
        int height = (int) states.size(2);
        int width = (int) states.size(3);
        PerturbationGrid grid = new PerturbationGrid(height, width, stride);
        PerturbedLogits perturbed = PerturbedLogits.of(policy, grid);
        INDArray scores = Nd4j.createUninitialized(policy.network().type(), n, 1, height, width);
        for (int i = 0; i < n; i++) {
            double[][] after = perturbed.at(new BlurredState(states.slice(i), radius));
            double[] atCentres = new double[after.length];
            for (int k = 0; k < after.length; k++) atCentres[k] = score.of(logits[i], after[k]);
            scores.slice(i)
                    .assign(Nd4j.createFromArray(grid.interpolate(atCentres)).reshape(1, height, width));
        }
        return scores;
    }
}
