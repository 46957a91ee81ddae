package digr.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolution (cross-correlation) without padding: y[n, o, p, q] = b[o] + Σ_{c,i,j} W[o, c, i, j] x[n, c, p·s+i, q·s+j].
 *
 * <p>x: [N, C, H, W], W: [O, C, k, k], b: [O].
 */
final class Conv2d implements Layer {
    private final int channels;
    private final int filters;
    private final int kernel;
    private final int stride;
    private INDArray weight;
    private INDArray bias;
    private INDArray flipped; // Wᵀ turned by 180°: [C, O, k, k]; only for stride 1
    private boolean flippedStale = true;
    private INDArray ignoredWeight;
    private INDArray ignoredBias;
    private INDArray ignoredInput;

    Conv2d(int channels, int filters, int kernel, int stride) {
        this.channels = channels;
        this.filters = filters;
        this.kernel = kernel;
        this.stride = stride;
    }

    @Override
    public long[] outputShape(long[] in) {
        return new long[] {filters, (in[1] - kernel) / stride + 1, (in[2] - kernel) / stride + 1};
    }

    @Override
    public void forward(INDArray x, INDArray y) {
        Ops.conv2d(x, weight, bias, y, kernel, stride, 0);
    }

    /** The convolution of ẋ; b drops out. */
    @Override
    public void tangent(INDArray x, INDArray dx, INDArray dy) {
        Ops.conv2d(dx, weight, null, dy, kernel, stride, 0);
    }

    /**
     * With stride 1 the convolution of g, padded by k − 1 zeros, with the turned kernel, which costs as much as the
     * forward pass. With a longer stride ND4J's {@code conv2d_bp}, whose weight gradient is thrown away.
     */
    @Override
    public void inputGradient(INDArray x, INDArray g, INDArray gx, ReluRule rule) {
        if (stride == 1) Ops.conv2d(g, flipped(), null, gx, kernel, 1, kernel - 1);
        else Ops.conv2dGradients(x, weight, bias, g, gx, ignoredWeight, ignoredBias, kernel, stride);
    }

    @Override
    public void gradients(INDArray x, INDArray g, INDArray gx, INDArray[] gradient) {
        Ops.conv2dGradients(x, weight, bias, g, gx == null ? ignored(x) : gx, gradient[0], gradient[1], kernel, stride);
    }

    private INDArray ignored(INDArray x) {
        if (ignoredInput == null || !ignoredInput.equalShapes(x)) ignoredInput = x.ulike();
        return ignoredInput;
    }

    private INDArray flipped() {
        if (flippedStale) {
            Ops.reverse(weight.permute(1, 0, 2, 3), flipped, 2, 3);
            flippedStale = false;
        }
        return flipped;
    }

    @Override
    public long[][] parameterShapes() {
        return new long[][] {{filters, channels, kernel, kernel}, {filters}};
    }

    @Override
    public void parameters(INDArray[] views) {
        weight = views[0];
        bias = views[1];
        ignoredWeight = weight.ulike();
        ignoredBias = bias.ulike();
        flipped = Nd4j.createUninitialized(weight.dataType(), channels, filters, kernel, kernel);
        flippedStale = true;
    }

    @Override
    public void parametersChanged() {
        flippedStale = true;
    }
}
