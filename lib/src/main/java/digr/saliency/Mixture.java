package digr.saliency;

import digr.nn.HostArrays;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A state s and a changed picture b of it, mixed around a centre pixel i:
 *
 * <pre>  m(s, i) = s (1 − M_i) + b M_i,   M_i(y, x) = w(y − y_i) w(x − x_i)  </pre>
 *
 * <p>The weight w is 1 at 0 and falls on both sides of it. M_i is the same for all channels.
 */
final class Mixture {
    /** Standard deviation in pixels of the blur. */
    private static final double SIGMA = 3;

    private static final double NOTHING = 1e-8;
    private static final Blur BLUR = new Blur(SIGMA);

    final int channels;
    final int height;
    final int width;
    final double[] state;
    final double[] difference; // b − s
    private final double[] weights; // w at distances −farthest to farthest
    private final int farthest;

    private Mixture(INDArray state, IntToDoubleFunction weight) {
        channels = (int) state.size(0);
        height = (int) state.size(1);
        width = (int) state.size(2);
        this.state = HostArrays.doubles(state);
        difference = new double[this.state.length];
        farthest = Math.max(height, width) - 1;
        weights = new double[2 * farthest + 1];
        for (int d = -farthest; d <= farthest; d++) weights[farthest + d] = weight.applyAsDouble(d);
    }

    /**
     * b = blur(s), w(d) = exp(−d²/2r²).
     *
     * @param state [C, H, W]
     */
    static Mixture blurred(INDArray state, double radius) {
        Mixture mixture = new Mixture(state, d -> Math.exp(-d / radius * (d / radius) / 2));
        mixture.mixWith(BLUR.apply(mixture.state, mixture.height, mixture.width));
        return mixture;
    }

    /**
     * b = value everywhere, w(d) = 1 in a patch that begins half its side, rounded down, before the centre, else 0.
     *
     * @param state [C, H, W]
     */
    static Mixture covered(INDArray state, int side, double value) {
        Mixture mixture = new Mixture(state, d -> d >= -(side / 2) && d < side - side / 2 ? 1 : 0);
        double[] patch = new double[mixture.state.length];
        Arrays.fill(patch, value);
        mixture.mixWith(patch);
        return mixture;
    }

    private void mixWith(double[] changed) {
        for (int i = 0; i < difference.length; i++) difference[i] = changed[i] - state[i];
    }

    /**
     * w for float32: below 1e-8 it is 0, which a sum with s in float32 would round it to. Processors are slow on
     * products that leave the range of float32, and what does not change need not be computed.
     */
    float weight(int distance) {
        double w = weights[farthest + distance];
        return w < NOTHING ? 0 : (float) w;
    }

    /** Rows or columns of which a centre among the given ones changes something in float32, 0 to {@code side} − 1. */
    Span changed(Span centres, int side) {
        int before = 0;
        while (before < farthest && weight(-before - 1) > 0) before++;
        int after = 0;
        while (after < farthest && weight(after + 1) > 0) after++;
        return new Span(Math.max(0, centres.first() - before), Math.min(side - 1, centres.last() + after));
    }

    /** Writes m(s, i) for the centre i, [C, H, W], into {@code to} from {@code offset} on. */
    void at(int row, int column, double[] to, int offset) {
        for (int c = 0, at = 0; c < channels; c++)
            for (int y = 0; y < height; y++) {
                double ofRow = weights[farthest + y - row];
                for (int x = 0; x < width; x++, at++)
                    to[offset + at] = state[at] + difference[at] * ofRow * weights[farthest + x - column];
            }
    }
}
