package digr.nn;

import java.lang.ref.Reference;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Numbers to and from the Java heap in bulk; ND4J's own conversions go number by number. */
public final class HostArrays {
    /** Numbers that go together; on the way they stay in the processor's cache. */
    private static final int PART = 4096;

    private HostArrays() {}

    /** The numbers of a FLOAT or DOUBLE array in C order; a copy. */
    public static double[] doubles(INDArray array) {
        double[] values = new double[(int) array.length()];
        if (array.dataType() == DataType.DOUBLE) withNumbers(plain(array), numbers -> numbers.read(0, values));
        else
            withFloats(plain(array), floats -> {
                float[] part = new float[Math.min(PART, values.length)];
                for (int from = 0; from < values.length; from += PART) {
                    int n = Math.min(PART, values.length - from);
                    floats.get(from, part, 0, n);
                    for (int i = 0; i < n; i++) values[from + i] = part[i];
                }
            });
        return values;
    }

    /** The numbers of a FLOAT array in C order; a copy. */
    public static float[] floats(INDArray array) {
        float[] values = new float[(int) array.length()];
        withNumbers(plain(array), numbers -> numbers.read(0, values));
        return values;
    }

    /** The rows of a FLOAT or DOUBLE matrix; copies. */
    public static double[][] rows(INDArray matrix) {
        double[] flat = doubles(matrix);
        int columns = matrix.columns();
        double[][] rows = new double[matrix.rows()][];
        for (int i = 0; i < rows.length; i++) rows[i] = Arrays.copyOfRange(flat, i * columns, (i + 1) * columns);
        return rows;
    }

    /** Overwrites a FLOAT or DOUBLE array in C order, no view, with as many values. */
    public static void write(double[] values, INDArray array) {
        if (array.isView() || array.ordering() != 'c' || array.length() != values.length)
            throw new IllegalArgumentException("HostArrays: needed an array of its own of " + values.length
                    + " numbers in C order, got " + array.shapeInfoToString());
        if (array.dataType() == DataType.DOUBLE) withNumbers(array, numbers -> numbers.write(values, 0));
        else
            withFloats(array, floats -> {
                float[] part = new float[Math.min(PART, values.length)];
                for (int from = 0; from < values.length; from += PART) {
                    int n = Math.min(PART, values.length - from);
                    for (int i = 0; i < n; i++) part[i] = (float) values[from + i];
                    floats.put(from, part, 0, n);
                }
            });
        Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
    }

    /**
     * Hands {@code work} the numbers of a FLOAT array, to be read or written in its order, no view. They stay in memory
     * until it returns; a buffer by itself does not keep its array from being collected, and the memory from being
     * freed.
     */
    public static void withFloats(INDArray array, Consumer<FloatBuffer> work) {
        work.accept(array.data().asNioFloat());
        Reference.reachabilityFence(array);
    }

    /** The same as {@link #withFloats} for the numbers' bits, {@link Float#floatToRawIntBits}. */
    static void withBits(INDArray array, Consumer<IntBuffer> work) {
        work.accept(array.data().asNio().order(ByteOrder.nativeOrder()).asIntBuffer());
        Reference.reachabilityFence(array);
    }

    /** The same as {@link #withFloats} for a FLOAT or DOUBLE array. */
    static void withNumbers(INDArray array, Consumer<Numbers> work) {
        if (array.dataType() == DataType.DOUBLE)
            work.accept(new Numbers(null, array.data().asNioDouble()));
        else work.accept(new Numbers(array.data().asNioFloat(), null));
        Reference.reachabilityFence(array);
    }

    /** An array's numbers, one of the two, from and to a float[] or a double[], as the array's type is. */
    record Numbers(FloatBuffer floats, DoubleBuffer doubles) {
        /** Fills {@code numbers} with those from number {@code from} on. */
        void read(int from, Object numbers) {
            if (floats != null) floats.get(from, (float[]) numbers);
            else doubles.get(from, (double[]) numbers);
        }

        /** Overwrites those from number {@code to} on. */
        void write(Object numbers, int to) {
            if (floats != null) floats.put(to, (float[]) numbers);
            else doubles.put(to, (double[]) numbers);
        }
    }

    /** An array of the given type and shape. */
    public static INDArray array(double[] values, DataType type, long... shape) {
        if (type == DataType.DOUBLE) return Nd4j.createFromArray(values).reshape(shape);
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) narrow[i] = (float) values[i];
        return Nd4j.createFromArray(narrow).reshape(shape);
    }

    /** An array of the given type with these rows, all of one length. */
    public static INDArray array(double[][] rows, DataType type) {
        int columns = rows[0].length;
        double[] flat = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) System.arraycopy(rows[i], 0, flat, i * columns, columns);
        return array(flat, type, rows.length, columns);
    }

    static INDArray plain(INDArray array) {
        return array.isView() || array.ordering() != 'c' ? array.dup('c') : array;
    }
}
