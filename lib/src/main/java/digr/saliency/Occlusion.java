package digr.saliency;

import digr.policy.Policy;
import digr.policy.Softmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Occlusion: how much the policy changes when a flat square patch covers the state around a pixel i.
 *
 * <pre>  score_i = KL( π(·|s) ‖ π(·|s with every channel = value in the patch at i) )  </pre>
 *
 * <p>The patch at (y, x) covers rows y − ⌊side/2⌋ to y − ⌊side/2⌋ + side − 1 and such columns, as far as they lie in
 * the picture. Departs from the paper in the score, which there is the drop of the chosen class's probability, and in
 * giving it to the patch's centre. One forward pass a centre.
 *
 * @see <a href="https://arxiv.org/abs/1311.2901">Zeiler and Fergus 2014</a>
 * @param side of the patch in pixels, at least 1
 * @param value of the patch in [0, 1]; 0.5 is their gray
 * @param stride with 1 every pixel is a centre; with d rows and columns 0, d, 2d, ..., bilinear between them
 */
public record Occlusion(int side, double value, int stride) implements SaliencyMethod {
    private static final double GRAY = 0.5;

    public Occlusion {
        if (side < 1) throw new IllegalArgumentException("Occlusion: side must be at least 1 pixel, got " + side);
        if (!(value >= 0 && value <= 1))
            throw new IllegalArgumentException("Occlusion: value must lie in [0, 1], got " + value);
        if (stride < 1) throw new IllegalArgumentException("Occlusion: stride must be at least 1 pixel, got " + stride);
    }

    /** A gray patch at every pixel. */
    public Occlusion(int side) {
        this(side, GRAY, 1);
    }

    /** A gray patch of twice the radius at the same centres: about as large as what the blur changes most. */
    static Occlusion of(GaussianBlur blur) {
        double side = Math.max(1, Math.rint(2 * blur.radius()));
        return new Occlusion((int) Math.min(side, Integer.MAX_VALUE / 2), GRAY, blur.stride());
    }

    public Occlusion withValue(double value) {
        return new Occlusion(side, value, stride);
    }

    public Occlusion withStride(int stride) {
        return new Occlusion(side, value, stride);
    }

    /** [N, 1, H, W]. */
    @Override
    public INDArray attributions(Policy policy, INDArray states) {
        return Perturbations.scores(policy, states, stride, Softmax::kl, state -> Mixture.covered(state, side, value));
    }
}
