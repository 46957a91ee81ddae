package digr.saliency;

import digr.policy.Policy;
import digr.policy.Softmax;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gaussian-blur perturbation: how much the policy changes when the state is blurred around a pixel i.
 *
 * <pre>
 *   score_i = KL( π(·|s) ‖ π(·|m(s, i)) )
 *   m(s, i) = s (1 − M_i) + blur(s) M_i,   M_i(y, x) = exp(−((y − y_i)² + (x − x_i)²) / 2r²)
 * </pre>
 *
 * <p>blur is a Gaussian of standard deviation 3 that ends at 12 pixels, the border mirrored; all channels change
 * together, a stack's frames too. The scores are in nats, 0 everywhere for a policy that does not look at its state.
 * One forward pass a centre.
 *
 * @see <a href="https://arxiv.org/abs/1711.00138">Greydanus et al. 2018</a>, who score changes of the logits
 * @see <a href="https://arxiv.org/abs/2205.08685">Xing et al. 2022</a>, for the score and the radii 4, 8 and 5
 * @param radius r in pixels, greater than 0; far beyond the states' sides everything is blurred from every centre, and
 *     the map tends to the same value everywhere
 * @param stride with 1 every pixel is perturbed; with d rows and columns 0, d, 2d, ..., bilinear between them
 */
public record GaussianBlur(double radius, int stride) implements SaliencyMethod {
    public GaussianBlur {
        if (!(radius > 0 && radius < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("GaussianBlur: radius must be greater than 0 pixels, got " + radius);
        if (stride < 1)
            throw new IllegalArgumentException("GaussianBlur: stride must be at least 1 pixel, got " + stride);
    }

    /** Every pixel. */
    public GaussianBlur(double radius) {
        this(radius, 1);
    }

    public GaussianBlur withStride(int stride) {
        return new GaussianBlur(radius, stride);
    }

    /** [N, 1, H, W]. */
    @Override
    public INDArray attributions(Policy policy, INDArray states) {
        return Perturbations.scores(policy, states, this, Softmax::kl);
    }

    /**
     * m(s, i), to look at.
     *
     * @param state s, [C, H, W]
     * @return [C, H, W]
     */
    public INDArray perturbed(INDArray state, int row, int column) {
        if (state.rank() != 3 || row < 0 || row >= state.size(1) || column < 0 || column >= state.size(2))
            throw new IllegalArgumentException("GaussianBlur: needed a state [C, H, W] and a pixel of it, got "
                    + Arrays.toString(state.shape()) + ", row " + row + ", column " + column);
        double[] perturbed = new double[Math.toIntExact(state.length())];
        Mixture.blurred(state, radius).at(row, column, perturbed, 0);
        return Nd4j.create(perturbed, state.shape(), state.dataType());
    }
}
