package digr.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/** y = x where x > 0, else x / 100, which is PyTorch's default; its slope at 0 is 1/100. */
final class LeakyRelu extends Pointwise {
    private static final double SLOPE = 0.01;

    @Override
    public void forward(INDArray x, INDArray y) {
        slope(x, y);
        y.muli(x);
    }

    @Override
    void slope(INDArray x, INDArray out) {
        Relu.mask(x, out).muli(1 - SLOPE).addi(SLOPE);
    }

    @Override
    INDArray curvature(INDArray x) {
        return x.like();
    }
}
