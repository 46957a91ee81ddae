package digr.nn;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Layer normalisation over all numbers of a state, y = γ x̂ + β with x̂ = (x − μ)/σ, where μ is x's mean and σ² its
 * variance (divided by their number) plus 10⁻⁵, as PyTorch has it.
 *
 * <p>x, y: [N, …]; γ, β: […].
 *
 * @see <a href="https://arxiv.org/abs/1607.06450">Ba et al. 2016</a>
 */
final class LayerNorm implements Layer {
    private static final double EPSILON = 1e-5;

    private final long[] shape;
    private final long numbers;
    private INDArray scale;
    private INDArray shift;

    LayerNorm(long... shape) {
        this.shape = shape;
        this.numbers = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    @Override
    public long[] outputShape(long[] inputShape) {
        return inputShape;
    }

    @Override
    public void forward(INDArray x, INDArray y) {
        INDArray rows = normalised(x).muliRowVector(scale).addiRowVector(shift);
        y.assign(rows.reshape(y.shape()));
    }

    /** γ P ẋ, see {@link #project}. */
    @Override
    public void tangent(INDArray x, INDArray dx, INDArray dy) {
        dy.assign(project(x, rows(dx).dup('c')).muliRowVector(scale).reshape(dy.shape()));
    }

    /** P γ g: P is its own transpose. */
    @Override
    public void inputGradient(INDArray x, INDArray g, INDArray gx, ReluRule rule) {
        gx.assign(project(x, rows(g).mulRowVector(scale)).reshape(gx.shape()));
    }

    /** Σ_n g x̂ and Σ_n g. */
    @Override
    public void gradients(INDArray x, INDArray g, INDArray gx, INDArray[] gradient) {
        gradient[0].assign(rows(g).mul(normalised(x)).sum(0).reshape(shape));
        gradient[1].assign(rows(g).sum(0).reshape(shape));
        if (gx != null) inputGradient(x, g, gx, ReluRule.PLAIN);
    }

    /** x̂, [N, numbers]; a new array. */
    private INDArray normalised(INDArray x) {
        INDArray rows = rows(x);
        return rows.subColumnVector(rows.mean(true, 1)).diviColumnVector(deviation(rows));
    }

    /** P v = (v − mean v − x̂ mean(x̂ v))/σ, the derivative of x̂ along v; v: [N, numbers] is overwritten. */
    private INDArray project(INDArray x, INDArray v) {
        INDArray xHat = normalised(x);
        INDArray along = xHat.mul(v).mean(true, 1);
        v.subiColumnVector(v.mean(true, 1));
        return v.subi(xHat.muliColumnVector(along)).diviColumnVector(deviation(rows(x)));
    }

    /** σ, [N, 1]. */
    private static INDArray deviation(INDArray rows) {
        INDArray centred = rows.subColumnVector(rows.mean(true, 1));
        return Transforms.sqrt(centred.muli(centred).mean(true, 1).addi(EPSILON), false);
    }

    private INDArray rows(INDArray x) {
        return x.reshape('c', x.size(0), numbers);
    }

    @Override
    public long[][] parameterShapes() {
        return new long[][] {shape, shape};
    }

    @Override
    public void parameters(INDArray[] views) {
        scale = views[0].reshape('c', 1, numbers);
        shift = views[1].reshape('c', 1, numbers);
    }
}
