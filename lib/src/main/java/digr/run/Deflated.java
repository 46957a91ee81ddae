package digr.run;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Bytes made small for a file: zlib's format at its fastest level. */
public final class Deflated {
    private static final int CHUNK_BYTES = 1 << 16;

    private Deflated() {}

    /** The first {@code length} of {@code bytes}, packed. */
    public static byte[] pack(byte[] bytes, int length) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(bytes, 0, length);
            deflater.finish();
            byte[] packed = new byte[CHUNK_BYTES];
            int n = 0;
            while (true) {
                n += deflater.deflate(packed, n, packed.length - n);
                if (deflater.finished()) return Arrays.copyOf(packed, n);
                packed = Arrays.copyOf(packed, 2 * packed.length);
            }
        } finally {
            deflater.end();
        }
    }

    /**
     * Unpacks to the first {@code length} of {@code bytes}.
     *
     * @throws UserException if it is not exactly so many bytes, whole
     */
    public static void unpack(byte[] packed, byte[] bytes, int length) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            int n = inflater.inflate(bytes, 0, length);
            int more = inflater.inflate(new byte[1]); // reads the check sum, too
            if (n != length || more != 0 || !inflater.finished())
                throw new UserException(
                        "Deflated: " + length + " bytes were to be unpacked, there are others; the file is damaged");
        } catch (DataFormatException e) {
            throw new UserException("Deflated: cannot be unpacked: " + e.getMessage() + "; the file is damaged", e);
        } finally {
            inflater.end();
        }
    }
}
