package digr.saliency;

import digr.nn.HostArrays;
import digr.policy.Policy;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A policy's logits at perturbed copies of one state, [centres][actions], for all centres of a grid. */
final class PerturbedLogits {
    /** About so many perturbed states a pass. */
    private static final int BATCH = 256;

    private PerturbedLogits() {}

    /** At m(s, i), the faster way where the network allows it. */
    static double[][] at(Policy policy, PerturbationGrid grid, Mixture mixture) {
        return FirstConvolution.begins(policy.network())
                ? fromFirstLayer(policy, grid, mixture)
                : fromStates(policy, grid, mixture);
    }

    /** Makes every perturbed state. */
    static double[][] fromStates(Policy policy, PerturbationGrid grid, Mixture mixture) {
        long[] shape = policy.stateShape();
        int size = (int) (shape[0] * shape[1] * shape[2]);
        double[][] logits = new double[grid.size()][];
        for (int from = 0; from < logits.length; from += BATCH) {
            int n = Math.min(BATCH, logits.length - from);
            double[] copies = new double[n * size];
            for (int i = 0; i < n; i++) mixture.at(grid.row(from + i), grid.column(from + i), copies, i * size);
            INDArray states = HostArrays.array(copies, policy.network().type(), n, shape[0], shape[1], shape[2]);
            System.arraycopy(policy.logits(states), 0, logits, from, n);
        }
        return logits;
    }

    /** Makes what the first layer answers, see {@link FirstLayer}, on all threads. */
    static double[][] fromFirstLayer(Policy policy, PerturbationGrid grid, Mixture mixture) {
        FirstLayer layer = new FirstLayer(policy.network(), mixture);
        double[][] logits = new double[grid.size()][];
        SharedWork.run(
                PerturbedStrips.count(grid), policy, own -> new PerturbedStrips(own, grid, mixture, layer, logits));
        return logits;
    }
}
