package digr.nn;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Element-wise work in Java on arrays so small that ND4J's set-up of an operation, some 5 µs, would take longer: those of
 * one state or a few. Arrays are {@link #isSmall small}, but for a row, which may be a part of a longer vector. For one thread at a
 * time.
 */
final class SmallArrays {
    private static final int MOST = 1 << 14;

    private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

    private float[] x = {};
    private float[] y = {};
    private int[] bitsOfX = {};
    private int[] bits = {};

    /** Whether this is the place to work on an array. */
    static boolean isSmall(INDArray array) {
        return array.length() <= MOST
                && array.dataType() == DataType.FLOAT
                && array.ordering() == 'c'
                && !array.isView();
    }

    /**
     * out ← 0 where x ≤ 0, else g, also where x is no number, so that it can be found. It looks at x's bits: a branch that
     * goes either way half of the time takes 7 times as long.
     */
    void rectify(INDArray x, INDArray g, INDArray out) {
        int n = (int) x.length();
        bitsOfX = readBits(x, bitsOfX);
        bits = readBits(g, bits);
        clear(bitsOfX, bits, n);
        HostArrays.withBits(out, to -> to.put(0, bits, 0, n));
        Nd4j.getAffinityManager().tagLocation(out, AffinityManager.Location.HOST);
    }

    /** y ← 0 where x, as bits of a float, is ≤ 0. */
    private static void clear(int[] x, int[] y, int n) {
        for (int i = 0; i < n; i++) {
            int positive = -x[i] & ~x[i]; // below 0 if x > 0
            int none = INFINITY - (x[i] & Integer.MAX_VALUE); // below 0 if x is no number
            y[i] &= (positive | none) >> 31;
        }
    }

    private static int[] readBits(INDArray array, int[] into) {
        int n = (int) array.length();
        int[] bits = into.length < n ? new int[n] : into;
        HostArrays.withBits(array, from -> from.get(0, bits, 0, n));
        return bits;
    }

    /** y ← y + row, for each row of y. */
    void addRow(INDArray y, INDArray row) {
        int n = read(row, y);
        int columns = (int) row.length();
        for (int i = 0; i < n; i += columns) for (int k = 0; k < columns; k++) this.y[i + k] += x[k];
        write(n, y);
    }

    /** out ← y. */
    void copy(INDArray y, INDArray out) {
        write(read(y, y), out);
    }

    private int read(INDArray first, INDArray second) {
        x = read(first, x);
        y = read(second, y);
        return (int) second.length();
    }

    private static float[] read(INDArray array, float[] into) {
        int n = (int) array.length();
        float[] numbers = into.length < n ? new float[n] : into;
        HostArrays.withFloats(array, from -> from.get((int) array.offset(), numbers, 0, n));
        return numbers;
    }

    private void write(int n, INDArray out) {
        HostArrays.withFloats(out, to -> to.put(0, y, 0, n));
        Nd4j.getAffinityManager().tagLocation(out, AffinityManager.Location.HOST);
    }
}
