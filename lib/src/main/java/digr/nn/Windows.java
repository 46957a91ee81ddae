package digr.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
        long[] strides = x.stride();
        return Nd4j.create( // an interval with a stride may reach beyond the picture's end, which ND4J refuses
                x.data(),
                new long[] {x.size(0), y.size(1), y.size(2), x.size(3)},
                new long[] {strides[0], strides[1] * stride, strides[2] * stride, strides[3]},
                x.offset() + row * strides[1] + column * strides[2],
                'c');
    }
}
