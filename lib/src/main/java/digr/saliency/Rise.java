package digr.saliency;

import digr.nn.HostArrays;
import digr.policy.Policy;
import digr.policy.Softmax;
import digr.run.Seeds;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * RISE: the chosen action's probability where random parts of the state are black, as it goes with the mask at each
 * pixel.
 *
 * <pre>
 *   score_i = max(0, Σ_k (f_k − mean f) M_k(i) / (K p)),  f_k = π(â | s ⊙ M_k),  â = argmax_a π(a|s)
 * </pre>
 *
 * <p>A mask M_k is a grid of cells x cells, each 1 with probability p, else 0, enlarged bilinearly to one cell more
 * than the state and cut at a random place. The masks depend on the seed alone, and are the same for every state.
 * Departs from the paper in taking away the mean of f, which would add the same to every pixel but for chance; and in
 * the zero below it. K forward passes, from the second layer on where a plain
 * convolution is the first: what that answers to a mask is a sum over the mask's cells.
 *
 * @see <a href="https://arxiv.org/abs/1806.07421">Petsiuk et al. 2018</a>
 * @param masks K, at least 1; the paper uses 4,000 and 8,000
 * @param cells along each side, at least 1; the paper uses 7
 * @param probability p of a cell to be seen, in (0, 1); the paper uses 0.5
 * @param seed of the masks
 */
public record Rise(int masks, int cells, double probability, long seed) implements SaliencyMethod {
    public Rise {
        if (masks < 1 || cells < 1)
            throw new IllegalArgumentException(
                    "Rise: masks and cells must be at least 1, got " + masks + " and " + cells);
        if (!(probability > 0 && probability < 1))
            throw new IllegalArgumentException("Rise: probability must lie between 0 and 1, got " + probability);
    }

    /** 4,000 masks of 7 x 7 cells, half of them seen. */
    public Rise() {
        this(4000, 7, 0.5, 0);
    }

    public Rise withMasks(int masks) {
        return new Rise(masks, cells, probability, seed);
    }

    public Rise withCells(int cells) {
        return new Rise(masks, cells, probability, seed);
    }

    public Rise withSeed(long seed) {
        return new Rise(masks, cells, probability, seed);
    }

    /** [N, 1, H, W], none negative. */
    @Override
    public INDArray attributions(Policy policy, INDArray states) {
        double[][] logits = policy.logits(states); // refuses what is no state of this policy
        int height = (int) states.size(2);
        int width = (int) states.size(3);
        RiseMasks drawn = new RiseMasks(masks, cells, probability, height, width, new Seeds(seed).stream("rise"));
        INDArray scores = Nd4j.zeros(DataType.DOUBLE, logits.length, 1, height, width);
        for (int i = 0; i < logits.length; i++) {
            double[][] after = MaskedLogits.at(policy, states.slice(i), drawn);
            Rounding rounding = new Rounding(states.dataType(), after[0]);
            rounding.see(after);
            if (rounding.alone()) continue;
            double[] map = drawn.sum(fromMean(logits[i], after));
            for (int p = 0; p < map.length; p++) map[p] = Math.max(0, map[p] / (masks * probability));
            scores.slice(i).assign(HostArrays.array(map, scores.dataType(), 1, height, width));
        }
        return scores;
    }

    /** f_k − mean f, from the logits before and after: by differences to π(â|s), which keep their digits. */
    private static double[] fromMean(double[] before, double[][] after) {
        int chosen = Softmax.argmax(before);
        double[] changes = new double[after.length];
        double mean = 0;
        for (int k = 0; k < after.length; k++) {
            changes[k] = Softmax.difference(before, after[k])[chosen];
            mean += changes[k] / after.length;
        }
        for (int k = 0; k < changes.length; k++) changes[k] -= mean;
        return changes;
    }
}
