package digr.run;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Locale;

/**
 * An array of numbers as files hold them: a type, a shape, and a Java array in C order (last index fastest). Knows no
 * arithmetic; it carries data between files and whoever computes.
 *
 * <pre>{@code NdArray frames = NdArray.of(bytes, n, 3, 64, 64);     // uint8 [n, 3, 64, 64]}</pre>
 */
public final class NdArray {
    /** The number types that both numpy and safetensors have. */
    public enum Type {
        BOOL(1, boolean[].class),
        UINT8(1, byte[].class),
        INT8(1, byte[].class),
        INT32(4, int[].class),
        INT64(8, long[].class),
        FLOAT32(4, float[].class),
        FLOAT64(8, double[].class);

        private final int bytes;
        private final Class<?> array;

        Type(int bytes, Class<?> array) {
            this.bytes = bytes;
            this.array = array;
        }

        /** Bytes a number takes in a file. */
        public int bytes() {
            return bytes;
        }

        /** numpy's and this library's name of it, such as {@code uint8}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Type type;
    private final int[] shape;
    private final Object data;

    private NdArray(Type type, int[] shape, Object data) {
        this.type = type;
        this.shape = shape.clone();
        this.data = data;
        int length = Array.getLength(data);
        if (length(shape) != length)
            throw new IllegalArgumentException(
                    "NdArray: shape " + Arrays.toString(shape) + " needs " + length(shape) + " numbers, got " + length);
    }

    /** uint8; the array is not copied. */
    public static NdArray of(byte[] data, int... shape) {
        return new NdArray(Type.UINT8, shape, data);
    }

    /** int8; the array is not copied. */
    public static NdArray ofSigned(byte[] data, int... shape) {
        return new NdArray(Type.INT8, shape, data);
    }

    /** bool; the array is not copied. */
    public static NdArray of(boolean[] data, int... shape) {
        return new NdArray(Type.BOOL, shape, data);
    }

    /** int32; the array is not copied. */
    public static NdArray of(int[] data, int... shape) {
        return new NdArray(Type.INT32, shape, data);
    }

    /** int64; the array is not copied. */
    public static NdArray of(long[] data, int... shape) {
        return new NdArray(Type.INT64, shape, data);
    }

    /** float32; the array is not copied. */
    public static NdArray of(float[] data, int... shape) {
        return new NdArray(Type.FLOAT32, shape, data);
    }

    /** float64; the array is not copied. */
    public static NdArray of(double[] data, int... shape) {
        return new NdArray(Type.FLOAT64, shape, data);
    }

    public Type type() {
        return type;
    }

    public int[] shape() {
        return shape.clone();
    }

    /** How many numbers it holds. */
    public int length() {
        return (int) length(shape);
    }

    /** The numbers of a uint8 or int8 array; not a copy. */
    public byte[] bytes() {
        return data(byte[].class);
    }

    /** The numbers of a bool array; not a copy. */
    public boolean[] booleans() {
        return data(boolean[].class);
    }

    /** The numbers of an int32 array; not a copy. */
    public int[] ints() {
        return data(int[].class);
    }

    /** The numbers of an int64 array; not a copy. */
    public long[] longs() {
        return data(long[].class);
    }

    /** The numbers of a float32 array; not a copy. */
    public float[] floats() {
        return data(float[].class);
    }

    /** The numbers of a float64 array; not a copy. */
    public double[] doubles() {
        return data(double[].class);
    }

    /** Type and shape, such as {@code uint8 [4, 3, 64, 64]}. */
    @Override
    public String toString() {
        return type + " " + Arrays.toString(shape);
    }

    /** How many numbers a shape holds; overflow of a long is an {@link ArithmeticException}. */
    static long length(int[] shape) {
        long length = 1;
        for (int size : shape) {
            if (size < 0) throw new IllegalArgumentException("NdArray: negative size in " + Arrays.toString(shape));
            length = Math.multiplyExact(length, size);
        }
        return length;
    }

    /** An array of zeros. The caller has made sure that its length is sane. */
    static NdArray zeros(Type type, int[] shape) {
        int length = Math.toIntExact(length(shape));
        return new NdArray(type, shape, Array.newInstance(type.array.componentType(), length));
    }

    private <T> T data(Class<T> array) {
        if (!array.isInstance(data))
            throw new IllegalArgumentException(
                    "NdArray: needed " + array.getSimpleName() + ", this is " + this + "; ask type() first");
        return array.cast(data);
    }
}
