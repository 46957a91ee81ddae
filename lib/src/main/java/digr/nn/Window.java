package digr.nn;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A window of a picture's rows and columns, zero where it reaches beyond: y[n, i, j, c] = x[n, i − p, j − p, c]. It pads a
 * picture, and leaves out the last rows and columns, those that the strides of the next layer would leave out.
 *
 * <p>x: [N, H, W, C]; y: [N, rows, columns, C].
 */
final class Window implements Layer {
    private final int padding;
    private final int rows;
    private final int columns;

    /** @param padding p, rows and columns of zeros above and to the left */
    Window(int padding, int rows, int columns) {
        this.padding = padding;
        this.rows = rows;
        this.columns = columns;
    }

    @Override
    public long[] outputShape(long[] in) {
        return new long[] {rows, columns, in[2]};
    }

    @Override
    public void forward(INDArray x, INDArray y) {
        y.assign(0);
        inside(y, padding, x).assign(inside(x, 0, y));
    }

    @Override
    public void tangent(INDArray x, INDArray dx, INDArray dy) {
        forward(dx, dy);
    }

    @Override
    public void inputGradient(INDArray x, INDArray g, INDArray gx, ReluRule rule) {
        gx.assign(0);
        inside(gx, 0, g).assign(inside(g, padding, gx));
    }

    /** The part of one of the two pictures, from {@code first} on, that the other has as well; a view. */
    private INDArray inside(INDArray picture, int first, INDArray other) {
        long high = Math.min(rows - padding, Math.min(picture.size(1), other.size(1)));
        long wide = Math.min(columns - padding, Math.min(picture.size(2), other.size(2)));
        return picture.get(all(), interval(first, first + high), interval(first, first + wide), all());
    }
}
