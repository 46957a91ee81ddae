package digr.nn;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.lang.reflect.Array;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The patches that a convolution sees at each of its places, as the rows of a matrix (im2col): for pictures [N, H, W,
 * C] the matrix [N·P·Q, k·k·C], whose row (n·P + p)·Q + q is the patch x[n, p·s .. p·s+k, q·s .. q·s+k, ·] in C order.
 * Made of some pictures at a time, so that a product with it stays within a processor's cache.
 */
final class Patches {
    /** Most numbers of a matrix: 4 MB in float32. */
    private static final int NUMBERS = 1 << 20;

    /** Most numbers whose cutting takes less time than the set-up of ND4J's convolution. */
    private static final int FEW = 1 << 14;

    private final int kernel;
    private final int stride;
    private INDArray matrix;
    private INDArray shown; // the rows of it that were asked for last
    private Object picture; // float[] or double[], as the pictures are
    private Object rows; // one picture's

    Patches(int kernel, int stride) {
        this.kernel = kernel;
        this.stride = stride;
    }

    /** Whether all patches of all pictures, in float32, are so few numbers that cutting them is little work. */
    boolean areFew(INDArray x) {
        return SmallArrays.isSmall(x) && x.size(0) * places(x) * patch(x) <= FEW;
    }

    /** The number of pictures for which patches should be asked at once. */
    int picturesAtOnce(INDArray x) {
        return (int) Math.min(x.size(0), Math.max(1, NUMBERS / (places(x) * patch(x))));
    }

    /**
     * The patches of n pictures; overwritten by the next call.
     *
     * @param x [N, H, W, C] in C order, no view
     * @param first of the pictures
     * @param n at most {@link #picturesAtOnce}
     */
    INDArray of(INDArray x, int first, int n) {
        int places = (int) places(x);
        int patch = (int) patch(x);
        int size = (int) (x.length() / x.size(0));
        if (matrix == null || matrix.rows() < picturesAtOnce(x) * places) {
            matrix = Nd4j.createUninitialized(x.dataType(), (long) picturesAtOnce(x) * places, patch);
            shown = null;
        }
        picture = numbers(x.dataType(), size, picture);
        rows = numbers(x.dataType(), places * patch, rows);
        HostArrays.withNumbers(
                x,
                source -> HostArrays.withNumbers(matrix, target -> {
                    for (int i = 0; i < n; i++) {
                        source.read((first + i) * size, picture);
                        cut((int) x.size(1), (int) x.size(2), (int) x.size(3));
                        target.write(rows, i * places * patch);
                    }
                }));
        Nd4j.getAffinityManager().tagLocation(matrix, AffinityManager.Location.HOST);
        if (shown == null || shown.rows() != n * places) shown = matrix.get(interval(0, (long) n * places), all());
        return shown;
    }

    /** A patch's row of k pixels lies in one piece. */
    private void cut(int height, int width, int channels) {
        int piece = kernel * channels;
        int to = 0;
        for (int y = 0; y + kernel <= height; y += stride)
            for (int x = 0; x + kernel <= width; x += stride)
                for (int row = y; row < y + kernel; row++, to += piece)
                    System.arraycopy(picture, (row * width + x) * channels, rows, to, piece);
    }

    private long places(INDArray x) {
        return ((x.size(1) - kernel) / stride + 1) * ((x.size(2) - kernel) / stride + 1);
    }

    private long patch(INDArray x) {
        return kernel * kernel * x.size(3);
    }

    /** An array of n, the last one where it has as many: a layer sees pictures of one size, but for parts of them. */
    private static Object numbers(DataType type, int n, Object last) {
        if (last != null && Array.getLength(last) == n) return last;
        return type == DataType.DOUBLE ? new double[n] : new float[n];
    }
}
