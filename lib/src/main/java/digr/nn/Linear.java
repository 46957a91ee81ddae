package digr.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Fully connected layer, y = x Wᵀ + b, with x: [N, in], or of any shape with so many numbers for each of N, y: [N,
 * out], W: [out, in], b: [out].
 */
final class Linear implements Layer {
    private final int in;
    private final int out;
    private final NativeOp timesTransposed = NativeOp.matmul(false, true);
    private final NativeOp times = NativeOp.matmul(false, false);
    private final NativeOp transposedTimes = NativeOp.matmul(true, false);
    private final SmallArrays small = new SmallArrays();
    private final Rows input;
    private final Rows inputTangent;
    private final Rows inputGradient;
    private INDArray weight;
    private INDArray bias;

    Linear(int in, int out) {
        this.in = in;
        this.out = out;
        input = new Rows(in);
        inputTangent = new Rows(in);
        inputGradient = new Rows(in);
    }

    @Override
    public long[] outputShape(long[] inputShape) {
        return new long[] {out};
    }

    @Override
    public void forward(INDArray x, INDArray y) {
        timesTransposed.run(y, input.of(x), weight);
        if (SmallArrays.isSmall(y)) small.addRow(y, bias);
        else y.addiRowVector(bias);
    }

    /** ẋ Wᵀ; b drops out. */
    @Override
    public void tangent(INDArray x, INDArray dx, INDArray dy) {
        timesTransposed.run(dy, inputTangent.of(dx), weight);
    }

    /** g W. */
    @Override
    public void inputGradient(INDArray x, INDArray g, INDArray gx, ReluRule rule) {
        times.run(inputGradient.of(gx), g, weight);
    }

    /** gᵀ x and Σ_n g. */
    @Override
    public void gradients(INDArray x, INDArray g, INDArray gx, INDArray[] gradient) {
        transposedTimes.run(gradient[0], g, input.of(x));
        g.sum(gradient[1], 0);
        if (gx != null) inputGradient(x, g, gx, ReluRule.PLAIN);
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
