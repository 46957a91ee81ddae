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

    /** Perturbed states a pass. */
    private static final int BATCH = 256;

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
        INDArray scores = Nd4j.createUninitialized(policy.network().type(), n, 1, height, width);
        for (int i = 0; i < n; i++) {
            double[] map = scores(policy, new BlurredState(states.slice(i), radius), grid, logits[i], score);
            scores.slice(i).assign(Nd4j.createFromArray(map).reshape(1, height, width));
        }
        return scores;
    }

    private static double[] scores(
            Policy policy, BlurredState state, PerturbationGrid grid, double[] logits, Score score) {
        double[] atCentres = new double[grid.size()];
        for (int from = 0; from < atCentres.length; from += BATCH) {
            int to = Math.min(from + BATCH, atCentres.length);
            double[][] perturbed = policy.logits(perturbed(policy, state, grid, from, to));
            for (int k = from; k < to; k++) atCentres[k] = score.of(logits, perturbed[k - from]);
        }
        return grid.interpolate(atCentres);
    }

    private static INDArray perturbed(Policy policy, BlurredState state, PerturbationGrid grid, int from, int to) {
        int size = state.channels * state.height * state.width;
        double[] pictures = new double[(to - from) * size];
        for (int k = from; k < to; k++) state.perturb(grid.row(k), grid.column(k), pictures, (k - from) * size);
        long[] shape = {to - from, state.channels, state.height, state.width};
        return Nd4j.create(pictures, shape, policy.network().type());
    }
}
