package digr.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Fully connected layer, y = x Wᵀ + b, with x: [N, in], or of any shape with so many numbers for each of N, y: [N,
 * out], W: [out, in], b: [out].
 */
final class Linear implements Layer {
    private final int in;
    private final int out;
    private INDArray weight;
    private INDArray bias;

    Linear(int in, int out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public long[] outputShape(long[] inputShape) {
        return new long[] {out};
    }

    @Override
    public void forward(INDArray x, INDArray y) {
        Ops.matmul(flat(x), false, weight, true, y);
        y.addiRowVector(bias);
    }

    /** ẋ Wᵀ; b drops out. */
    @Override
    public void tangent(INDArray x, INDArray dx, INDArray dy) {
        Ops.matmul(flat(dx), false, weight, true, dy);
    }

    /** g W. */
    @Override
    public void inputGradient(INDArray x, INDArray g, INDArray gx, ReluRule rule) {
        Ops.matmul(g, false, weight, false, flat(gx));
    }

    /** gᵀ x and Σ_n g. */
    @Override
    public void gradients(INDArray x, INDArray g, INDArray gx, INDArray[] gradient) {
        Ops.matmul(g, true, flat(x), false, gradient[0]);
        g.sum(gradient[1], 0);
        if (gx != null) inputGradient(x, g, gx, ReluRule.PLAIN);
    }

    /** A view. */
    private INDArray flat(INDArray x) {
        return x.rank() == 2 ? x : x.reshape('c', x.size(0), in);
    }

    @Override
    public long[][] parameterShapes() {
        return new long[][] {{out, in}, {out}};
    }

    @Override
    public void parameters(INDArray[] views) {
        weight = views[0];
        bias = views[1];
    }
}
