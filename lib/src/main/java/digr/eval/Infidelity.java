package digr.eval;

import digr.nn.HostArrays;
import digr.policy.Policy;
import digr.policy.SquaredPolicy;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How badly a map foretells what happens when a part of the state goes. S runs over squares of the picture, s_S is the
 * state with black in S, and a_i is what the map says that feature i contributes to F(s) = ½ Σ_a π(a|s)²:
 *
 * <pre>  min_β mean_S (β Σ_{i∈S} a_i − (F(s) − F(s_S)))² / mean_S (F(s) − F(s_S))²  </pre>
 *
 * <p>0 if the sums are in proportion to the changes, 1 if they say nothing about them. β is there because maps have no
 * common scale; the divisor makes states comparable. The paper draws squares at random, here they stand on a grid, so
 * that nothing is left to chance.
 *
 * @see <a href="https://arxiv.org/abs/1901.09392">Yeh et al. 2019, On the (in)fidelity and sensitivity of
 *     explanations, definition 2.1, square removal</a>
 * @param side of a square in pixels, at least 1
 * @param stride from one to the next in pixels, at least 1
 */
public record Infidelity(int side, int stride) {
    public Infidelity {
        if (side < 1 || stride < 1)
            throw new IllegalArgumentException(
                    "Infidelity: side and stride must be at least 1, got " + side + " and " + stride);
    }

    /** Squares of 8 pixels, a tile of Red-Fetch-Green, every 4 pixels. */
    public static Infidelity defaults() {
        return new Infidelity(8, 4);
    }

    /**
     * @param state s, [C, H, W], no smaller than a square
     * @param contributions a, signed: [C, H, W], or [1, H, W] where a pixel's channels go together. A gradient is
     *     multiplied by the state first, as {@link digr.saliency.InputTimesGradient} does: black is s_i below it
     * @return in [0, 1]; 0 if no square changes F
     */
    public double of(Policy policy, INDArray state, INDArray contributions) {
        int channels = (int) state.size(0);
        int height = (int) state.size(1);
        int width = (int) state.size(2);
        if (height < side || width < side || contributions.length() % (height * width) != 0)
            throw new IllegalArgumentException("Infidelity: needed contributions [C, " + height + ", " + width
                    + "] of a state of at least " + side + " by " + side + " pixels, got "
                    + Arrays.toString(contributions.shape()) + " of " + Arrays.toString(state.shape()));
        float[] s = HostArrays.floats(state);
        double[] a = HostArrays.doubles(contributions);
        int across = (width - side) / stride + 1;
        int squares = ((height - side) / stride + 1) * across;
        float[] without = new float[(squares + 1) * s.length]; // and s itself, last
        double[] foretold = new double[squares];
        for (int k = 0; k <= squares; k++) System.arraycopy(s, 0, without, k * s.length, s.length);
        for (int k = 0; k < squares; k++) {
            int corner = k / across * stride * width + k % across * stride;
            for (int row = corner; row < corner + side * width; row += width)
                for (int pixel = row; pixel < row + side; pixel++) {
                    for (int i = pixel; i < a.length; i += height * width) foretold[k] += a[i];
                    for (int i = pixel; i < s.length; i += height * width) without[k * s.length + i] = 0;
                }
        }
        INDArray states = Nd4j.createFromArray(without).reshape(squares + 1, channels, height, width);
        double[] f = Arrays.stream(policy.logits(states.castTo(policy.network().type())))
                .mapToDouble(SquaredPolicy::value)
                .toArray();
        return unexplained(
                foretold,
                Arrays.stream(f, 0, squares).map(fk -> f[squares] - fk).toArray());
    }

    /** min_β Σ (β p − d)² / Σ d² = 1 − (Σ p d)² / (Σ p² Σ d²). */
    static double unexplained(double[] p, double[] d) {
        double pd = 0;
        double pp = 0;
        double dd = 0;
        for (int k = 0; k < p.length; k++) {
            pd += p[k] * d[k];
            pp += p[k] * p[k];
            dd += d[k] * d[k];
        }
        if (dd == 0) return 0;
        return pp == 0 ? 1 : Math.max(0, 1 - pd / pp * (pd / dd));
    }
}
