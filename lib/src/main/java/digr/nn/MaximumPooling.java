package digr.nn;

import java.util.function.BiConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The greatest number of each window, see {@link Windows} for the shapes. Where it stands more than once, derivatives are
 * those of the first, row by row, as in PyTorch.
 */
final class MaximumPooling implements Layer {
    private final Windows windows;

    MaximumPooling(int window, int stride) {
        windows = new Windows(window, stride);
    }

    @Override
    public long[] outputShape(long[] in) {
        return windows.outputShape(in);
    }

    @Override
    public void forward(INDArray x, INDArray y) {
        y.assign(windows.place(0, x, y));
        for (int k = 1; k < windows.places(); k++)
            Transforms.max(y, windows.place(k, x, y).dup('c'), false);
    }

    /** ẋ at the window's maximum. */
    @Override
    public void tangent(INDArray x, INDArray dx, INDArray dy) {
        dy.assign(0);
        eachMaximum(x, dy, (k, here) -> dy.addi(here.muli(windows.place(k, dx, dy))));
    }

    /** g at the window's maximum, summed where windows overlap. */
    @Override
    public void inputGradient(INDArray x, INDArray g, INDArray gx, ReluRule rule) {
        gx.assign(0);
        eachMaximum(x, g, (k, here) -> windows.place(k, gx, g).addi(here.muli(g)));
    }

    /** Calls with each place k and where it holds the maximum, 1 or 0, [N, P, Q, C]. */
    private void eachMaximum(INDArray x, INDArray likeOutput, BiConsumer<Integer, INDArray> use) {
        INDArray y = likeOutput.ulike();
        forward(x, y);
        INDArray free = y.like().addi(1);
        for (int k = 0; k < windows.places(); k++) {
            INDArray here =
                    windows.place(k, x, y).sub(y).gte(0).castTo(x.dataType()).muli(free);
            free.subi(here);
            use.accept(k, here);
        }
    }
}
