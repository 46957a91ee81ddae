package digr.saliency;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One state s beside its blurred copy, and the mixtures of the two around a centre pixel i:
 *
 * <pre>  m(s, i) = s (1 − M_i) + blur(s) M_i,   M_i(y, x) = exp(−((y − y_i)² + (x − x_i)²) / 2r²)  </pre>
 *
 * <p>M_i is 1 at i and the same for all channels.
 */
final class BlurredState implements Perturbation {
    /** Standard deviation in pixels of the blur. */
    private static final double SIGMA = 3;

    private static final double NOTHING = 1e-15;
    private static final Blur BLUR = new Blur(SIGMA);

    final int channels;
    final int height;
    final int width;
    final double[] state;
    final double[] difference; // blur(s) − s
    private final double[] falloff; // exp(−d²/2r²) at distance 0, 1, ...

    /** @param state [C, H, W] */
    BlurredState(INDArray state, double radius) {
        channels = (int) state.size(0);
        height = (int) state.size(1);
        width = (int) state.size(2);
        this.state = state.dup('c').data().asDouble();
        difference = BLUR.apply(this.state, height, width);
        for (int i = 0; i < difference.length; i++) difference[i] -= this.state[i];
        falloff = new double[Math.max(height, width)];
        for (int d = 0; d < falloff.length; d++) falloff[d] = Math.exp(-d / radius * (d / radius) / 2);
    }

    /**
     * exp(−d²/2r²): M_i is the product of those of the distances in rows and in columns. Below 1e-15 it is 0: it would be
     * lost in float32's rounding of a sum with s, and processors are slow on products that leave the range of float32.
     */
    float falloff(int distance) {
        double g = falloff[Math.abs(distance)];
        return g < NOTHING ? 0 : (float) g;
    }

    /** m(s, i) for the centre i. */
    @Override
    public void perturb(int row, int column, double[] to, int offset) {
        for (int c = 0, at = 0; c < channels; c++)
            for (int y = 0; y < height; y++) {
                double ofRow = falloff[Math.abs(y - row)];
                for (int x = 0; x < width; x++, at++)
                    to[offset + at] = state[at] + difference[at] * ofRow * falloff[Math.abs(x - column)];
            }
    }
}
