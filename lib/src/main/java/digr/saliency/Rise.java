package digr.saliency;

import digr.nn.HostArrays;
import digr.policy.Policy;
import digr.policy.Softmax;
import digr.run.Seeds;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

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
 * the zero below it. K forward passes.
 *
 * @see <a href="https://arxiv.org/abs/1806.07421">Petsiuk et al. 2018</a>
 * @param masks K, at least 1; the paper uses 4,000 and 8,000
 * @param cells along each side, at least 1; the paper uses 7
 * @param probability p of a cell to be seen, in (0, 1); the paper uses 0.5
 * @param seed of the masks
 */
public record Rise(int masks, int cells, double probability, long seed) implements SaliencyMethod {
    /** Masks a pass. */
    private static final int BATCH = 250;

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
        int pixels = height * width;
        double[][] sums = new double[logits.length][pixels]; // Σ (f_k − f(s)) M_k
        double[] sumOfMasks = new double[pixels];
        double[] changes = new double[logits.length]; // Σ (f_k − f(s))
        Rounding[] rounding = new Rounding[logits.length]; // against the first mask
        INDArray pictures =
                Nd4j.createUninitialized(DataType.FLOAT, Math.min(BATCH, masks), states.size(1), height, width);
        UniformRandomProvider random = new Seeds(seed).stream("rise");
        for (int from = 0; from < masks; from += BATCH) {
            int n = Math.min(BATCH, masks - from);
            float[][] drawn = new float[n][];
            for (int k = 0; k < n; k++) {
                drawn[k] = mask(height, width, random);
                addScaled(1, drawn[k], sumOfMasks);
            }
            for (int i = 0; i < logits.length; i++) {
                int chosen = Softmax.argmax(logits[i]);
                double[][] after = policy.logits(masked(states.slice(i), drawn, pictures));
                if (from == 0) rounding[i] = new Rounding(states.dataType(), after[0]);
                rounding[i].see(after);
                for (int k = 0; k < n; k++) {
                    double change = Softmax.difference(logits[i], after[k])[chosen];
                    changes[i] += change;
                    addScaled(change, drawn[k], sums[i]);
                }
            }
        }
        INDArray scores = Nd4j.zeros(DataType.DOUBLE, logits.length, 1, height, width);
        for (int i = 0; i < logits.length; i++) {
            if (rounding[i].alone()) continue;
            double mean = changes[i] / masks;
            for (int p = 0; p < pixels; p++)
                sums[i][p] = Math.max(0, (sums[i][p] - mean * sumOfMasks[p]) / (masks * probability));
            scores.slice(i).assign(HostArrays.array(sums[i], scores.dataType(), 1, height, width));
        }
        return scores;
    }

    /** [height, width], in [0, 1]. */
    float[] mask(int height, int width, UniformRandomProvider random) {
        double[] grid = new double[cells * cells];
        for (int i = 0; i < grid.length; i++) grid[i] = random.nextDouble() < probability ? 1 : 0;
        int cellHeight = (height - 1) / cells + 1;
        int cellWidth = (width - 1) / cells + 1;
        int wholeWidth = (cells + 1) * cellWidth;
        double[] whole = Bilinear.resize(grid, cells, cells, (cells + 1) * cellHeight, wholeWidth);
        int corner = random.nextInt(cellHeight) * wholeWidth + random.nextInt(cellWidth);
        float[] mask = new float[height * width];
        for (int i = 0, y = 0; y < height; y++)
            for (int x = 0; x < width; x++) mask[i++] = (float) whole[corner + y * wholeWidth + x];
        return mask;
    }

    /**
     * s ⊙ M_k for every mask, multiplied in float32 for any type of network.
     *
     * @param pictures at least as many, FLOAT [.., C, H, W]; the first ones are overwritten and returned
     */
    private static INDArray masked(INDArray state, float[][] masks, INDArray pictures) {
        float[] s = HostArrays.floats(state.castTo(DataType.FLOAT));
        float[] picture = new float[s.length];
        HostArrays.withFloats(pictures, to -> {
            for (int k = 0; k < masks.length; k++) {
                float[] mask = masks[k];
                for (int channel = 0; channel < s.length; channel += mask.length)
                    for (int p = 0; p < mask.length; p++) picture[channel + p] = s[channel + p] * mask[p];
                to.put(k * s.length, picture);
            }
        });
        Nd4j.getAffinityManager().tagLocation(pictures, AffinityManager.Location.HOST);
        return pictures.get(NDArrayIndex.interval(0, masks.length)).castTo(state.dataType());
    }

    private static void addScaled(double factor, float[] values, double[] sums) {
        for (int i = 0; i < sums.length; i++) sums[i] += factor * values[i];
    }
}
