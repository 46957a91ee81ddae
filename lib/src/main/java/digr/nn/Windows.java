package digr.nn;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The windows that a pooling looks at: from x: [N, H, W, C] to y: [N, P, Q, C], H and W such that every row and column is
 * seen. Place k of all windows at once is a view of x with y's shape.
 *
 * @param side of a window
 * @param stride from one window to the next
 */
record Windows(int side, int stride) {
    long[] outputShape(long[] in) {
        return new long[] {(in[0] - side) / stride + 1, (in[1] - side) / stride + 1, in[2]};
    }

    int places() {
        return side * side;
    }

    /** @param k row · side + column within a window */
    INDArray place(int k, INDArray x, INDArray y) {
        long row = k / side;
        long column = k % side;
        return x.get(
                all(),
                interval(row, stride, row + (y.size(1) - 1) * stride + 1),
                interval(column, stride, column + (y.size(2) - 1) * stride + 1),
                all());
    }
}
