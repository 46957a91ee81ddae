package digr.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** y = max(x, 0); its derivative at 0 is 0. */
final class Relu implements Layer {
    private final SmallArrays small = new SmallArrays();
    private final NativeOp relu = NativeOp.relu();
    private INDArray scratch;

    @Override
    public long[] outputShape(long[] inputShape) {
        return inputShape;
    }

    @Override
    public void forward(INDArray x, INDArray y) {
        if (SmallArrays.isSmall(x)) small.rectify(x, x, y);
        else relu.run(y, x);
    }

    /** ẋ where x > 0, else 0. */
    @Override
    public void tangent(INDArray x, INDArray dx, INDArray dy) {
        inputGradient(x, dx, dy, ReluRule.PLAIN);
    }

    @Override
    public void inputGradient(INDArray x, INDArray g, INDArray gx, ReluRule rule) {
        if (SmallArrays.isSmall(x)) small.rectify(x, g, gx);
        else mask(x, gx).muli(g);
        if (rule == ReluRule.GUIDED) forward(gx, gx);
    }

    /** 1 where x > 0, else 0. */
    static INDArray mask(INDArray x, INDArray out) {
        Nd4j.getExecutioner().exec(new Step(x, out, 0));
        return out;
    }

    /**
     * What the mask's own derivative would add to the gradient at x if it were κ(x) = ½ / (τ (1 + |x|/τ)²): ẋ ← ẋ g
     * κ(x).
     *
     * @param g what arrives for ẏ
     * @param dx ẋ; overwritten with the result
     */
    void surrogate(INDArray x, INDArray g, double width, INDArray dx) {
        dx.muli(g).muli(closeness(x, width)).muli(0.5 / width);
    }

    /**
     * gx ← g where x > 0, else g ℓ / (1 + |x|/τ)²: a gradient that still reaches units which are off, the less the
     * further they are.
     *
     * @param leak ℓ, of 0 to 1
     */
    void leakyGradient(INDArray x, INDArray g, INDArray gx, double leak, double width) {
        INDArray slope = closeness(x, width).muli(leak);
        Transforms.max(slope, mask(x, gx), false);
        slope.mul(g, gx);
    }

    /** 1 / (1 + |x|/τ)², in a buffer of this layer's. */
    private INDArray closeness(INDArray x, double width) {
        if (scratch == null || scratch.length() < x.length())
            scratch = Nd4j.createUninitialized(x.dataType(), x.length());
        INDArray result = scratch.get(NDArrayIndex.interval(0, x.length())).reshape('c', x.shape());
        Transforms.abs(x.mul(1 / width, result), false).addi(1).rdivi(1);
        return result.muli(result);
    }
}
