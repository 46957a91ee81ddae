package digr.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/** y = φ(x), number by number, where φ may be curved. */
abstract class Pointwise implements Layer {
    /** out ← φ'(x). */
    abstract void slope(INDArray x, INDArray out);

    /** φ''(x); a new array. */
    abstract INDArray curvature(INDArray x);

    @Override
    public long[] outputShape(long[] inputShape) {
        return inputShape;
    }

    /** φ'(x) ẋ. */
    @Override
    public void tangent(INDArray x, INDArray dx, INDArray dy) {
        slope(x, dy);
        dy.muli(dx);
    }

    /** φ'(x) g. */
    @Override
    public void inputGradient(INDArray x, INDArray g, INDArray gx, ReluRule rule) {
        slope(x, gx);
        gx.muli(g);
    }

    /**
     * What the tangent ẏ = φ'(x) ẋ adds to the gradient at x: ẋ ← ẋ g φ''(x).
     *
     * @param g what arrives for ẏ
     * @param dx ẋ; overwritten with the result
     */
    void bend(INDArray x, INDArray g, INDArray dx) {
        dx.muli(g).muli(curvature(x));
    }
}
