package digr.run;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An array's numbers as little-endian bytes without any header, the common body of .npy and safetensors files. */
final class RawNumbers {
    private static final int CHUNK_BYTES = 1 << 16;

    private RawNumbers() {}

    static void write(NdArray array, OutputStream out) throws IOException {
        ByteBuffer buffer = buffer();
        int step = CHUNK_BYTES / array.type().bytes();
        for (int from = 0; from < array.length(); from += step) {
            int n = Math.min(step, array.length() - from);
            buffer.clear();
            switch (array.type()) {
                case BOOL -> {
                    for (int i = 0; i < n; i++) buffer.put(i, (byte) (array.booleans()[from + i] ? 1 : 0));
                }
                case UINT8, INT8 -> buffer.put(array.bytes(), from, n);
                case INT32 -> buffer.asIntBuffer().put(array.ints(), from, n);
                case INT64 -> buffer.asLongBuffer().put(array.longs(), from, n);
                case FLOAT32 -> buffer.asFloatBuffer().put(array.floats(), from, n);
                case FLOAT64 -> buffer.asDoubleBuffer().put(array.doubles(), from, n);
            }
            out.write(buffer.array(), 0, n * array.type().bytes());
        }
    }

    /** numpy allows no more axes. */
    static final int MOST_AXES = 64;

    /** Fills an array of this type and shape. The caller has made sure that the stream may hold so much. */
    static NdArray read(NdArray.Type type, int[] shape, InputStream in) throws IOException {
        NdArray array = NdArray.zeros(type, shape);
        ByteBuffer buffer = buffer();
        int step = CHUNK_BYTES / type.bytes();
        for (int from = 0; from < array.length(); from += step) {
            int n = Math.min(step, array.length() - from);
            int bytes = n * type.bytes();
            if (in.readNBytes(buffer.array(), 0, bytes) < bytes) throw new EOFException("ends within its numbers");
            buffer.clear();
            switch (type) {
                case BOOL -> {
                    for (int i = 0; i < n; i++) array.booleans()[from + i] = bool(buffer.get(i));
                }
                case UINT8, INT8 -> buffer.get(array.bytes(), from, n);
                case INT32 -> buffer.asIntBuffer().get(array.ints(), from, n);
                case INT64 -> buffer.asLongBuffer().get(array.longs(), from, n);
                case FLOAT32 -> buffer.asFloatBuffer().get(array.floats(), from, n);
                case FLOAT64 -> buffer.asDoubleBuffer().get(array.doubles(), from, n);
            }
        }
        return array;
    }

    private static boolean bool(byte value) throws IOException {
        if (value != 0 && value != 1) throw new IOException("a bool must be 0 or 1, got " + (value & 255));
        return value == 1;
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
}
