package digr.eval;

import digr.nn.HostArrays;
import digr.policy.Policy;
import digr.policy.Softmax;
import digr.run.Seeds;
import digr.saliency.GaussianBlur;
import digr.saliency.SaliencyMap;
import java.util.Arrays;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What the policy does as a state's pixels go or come in the order of their saliency. With a* the policy's favourite at
 * s and s_k a copy of which the k/K most salient pixels are exchanged,
 *
 * <pre>  area = Σ_k (π(a*|s_k) + π(a*|s_{k+1})) / 2K,   k = 0 ... K − 1  </pre>
 *
 * <p>Deletion: from s to black; small if the map names first what the policy needs. Insertion: from blur(s), a Gaussian
 * of standard deviation 3, to s; large if so. Equally salient pixels come in a fixed random order.
 *
 * @see <a href="https://arxiv.org/abs/1806.07421">Petsiuk et al. 2018, RISE; they blur more, on larger pictures</a>
 * @param steps K; 1 to the number of pixels
 */
public record PixelCurves(int steps) {
    /** A mask this wide is 1 on the whole state. */
    private static final GaussianBlur EVERYWHERE = new GaussianBlur(1e9);

    public PixelCurves {
        if (steps < 1) throw new IllegalArgumentException("PixelCurves: steps must be at least 1, got " + steps);
    }

    /** 64 steps: a tile's worth of pixels each in Red-Fetch-Green. */
    public static PixelCurves defaults() {
        return new PixelCurves(64);
    }

    /** The area below {@link #deletionCurve}. */
    public double deletion(Policy policy, INDArray state, SaliencyMap map) {
        return area(deletionCurve(policy, state, map));
    }

    /** The area below {@link #insertionCurve}. */
    public double insertion(Policy policy, INDArray state, SaliencyMap map) {
        return area(insertionCurve(policy, state, map));
    }

    /**
     * π(a*|s_k) for k = 0 ... K, from s to black.
     *
     * @param state s, [C, H, W]
     * @param map [H, W]
     */
    public double[] deletionCurve(Policy policy, INDArray state, SaliencyMap map) {
        float[] s = HostArrays.floats(state);
        return curve(policy, state, s, new float[s.length], map);
    }

    /**
     * π(a*|s_k) for k = 0 ... K, from blur(s) to s.
     *
     * @param state s, [C, H, W]
     * @param map [H, W]
     */
    public double[] insertionCurve(Policy policy, INDArray state, SaliencyMap map) {
        float[] blurred = HostArrays.floats(EVERYWHERE.perturbed(state, 0, 0));
        return curve(policy, state, blurred, HostArrays.floats(state), map);
    }

    private double[] curve(Policy policy, INDArray state, float[] from, float[] to, SaliencyMap map) {
        int[] order = order(map.values());
        int pixels = order.length;
        if (from.length % pixels != 0)
            throw new IllegalArgumentException("PixelCurves: the map must be of the state's size, got " + map + " for "
                    + from.length + " numbers");
        float[] copies = new float[(steps + 1) * from.length];
        float[] current = from.clone();
        int exchanged = 0;
        for (int k = 0; k <= steps; k++) {
            for (; exchanged < (long) pixels * k / steps; exchanged++)
                for (int at = order[exchanged]; at < current.length; at += pixels) current[at] = to[at];
            System.arraycopy(current, 0, copies, k * from.length, from.length);
        }
        INDArray states = Nd4j.createFromArray(copies).reshape(steps + 1, state.size(0), state.size(1), state.size(2));
        int favourite = Softmax.argmax(policy.logits(state.reshape(1, state.size(0), state.size(1), state.size(2)))[0]);
        return Arrays.stream(policy.probabilities(states))
                .mapToDouble(pi -> pi[favourite])
                .toArray();
    }

    private double area(double[] curve) {
        double sum = 0;
        for (int k = 0; k < steps; k++) sum += (curve[k] + curve[k + 1]) / 2;
        return sum / steps;
    }

    /** Pixels by falling value. */
    static int[] order(float[] map) {
        int[] shuffled = new PermutationSampler(new Seeds(0).stream("ties"), map.length, map.length).sample();
        long[] keys = new long[map.length];
        for (int rank = 0; rank < keys.length; rank++) // the bits of floats that are not negative order as they do
        keys[rank] = (long) ~Float.floatToIntBits(map[shuffled[rank]]) << 32 | rank;
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> shuffled[(int) key]).toArray();
    }
}
