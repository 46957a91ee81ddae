package digr.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean of each window, see {@link Windows} for the shapes. */
final class AveragePooling implements Layer {
    private final Windows windows;
    private final double share;

    AveragePooling(int window, int stride) {
        windows = new Windows(window, stride);
        share = 1.0 / (window * window);
    }

    @Override
    public long[] outputShape(long[] in) {
        return windows.outputShape(in);
    }

    @Override
    public void forward(INDArray x, INDArray y) {
        y.assign(0);
        for (int k = 0; k < windows.places(); k++) y.addi(windows.place(k, x, y));
        y.muli(share);
    }

    @Override
    public void tangent(INDArray x, INDArray dx, INDArray dy) {
        forward(dx, dy);
    }

    @Override
    public void inputGradient(INDArray x, INDArray g, INDArray gx, ReluRule rule) {
        gx.assign(0);
        INDArray part = g.mul(share);
        for (int k = 0; k < windows.places(); k++) windows.place(k, gx, g).addi(part);
    }
}
