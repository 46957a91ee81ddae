package digr.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/** [N, H, W, C] to [N, H·W·C]: a copy, so that each buffer has one owner. */
final class Flatten implements Layer {
    @Override
    public long[] outputShape(long[] inputShape) {
        long n = 1;
        for (long d : inputShape) n *= d;
        return new long[] {n};
    }

    @Override
    public void forward(INDArray x, INDArray y) {
        y.assign(x.reshape('c', y.shape()));
    }

    @Override
    public void tangent(INDArray x, INDArray dx, INDArray dy) {
        forward(dx, dy);
    }

    @Override
    public void inputGradient(INDArray x, INDArray g, INDArray gx, ReluRule rule) {
        gx.assign(g.reshape('c', gx.shape()));
    }
}
