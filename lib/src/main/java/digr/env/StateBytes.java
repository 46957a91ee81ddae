package digr.env;

import digr.run.UserException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Saved states as bytes: a tag of four ASCII letters, which names kind and version, then the fields as
 * {@link DataOutputStream} writes them (big-endian). A block is an int, its length, and that many bytes.
 */
final class StateBytes {
    private static final int TAG = 4;

    private StateBytes() {}

    interface Fields {
        void writeTo(DataOutputStream out) throws IOException;
    }

    interface Parser<T> {
        T readFrom(DataInputStream in) throws IOException;
    }

    static byte[] write(String tag, Fields fields) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.write(tag.getBytes(StandardCharsets.US_ASCII));
            fields.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not from a byte array
        }
        return bytes.toByteArray();
    }

    static void writeBlock(DataOutputStream out, byte[] block) throws IOException {
        out.writeInt(block.length);
        out.write(block);
    }

    /**
     * What {@link #write} wrote.
     *
     * @throws UserException if the tag is another, bytes are missing or left over, or the parser refuses a value
     */
    static <T> T read(String who, String tag, byte[] state, Parser<T> parser) {
        byte[] found = Arrays.copyOf(state, Math.min(TAG, state.length));
        if (!Arrays.equals(found, tag.getBytes(StandardCharsets.US_ASCII)))
            throw new UserException(who + ": a saved state begins with " + tag + ", got "
                    + new String(found, StandardCharsets.US_ASCII).replaceAll("[^ -~]", "?")
                    + "; it was saved by something else");
        try (var in = new DataInputStream(new ByteArrayInputStream(state, TAG, state.length - TAG))) {
            T value = parser.readFrom(in);
            if (in.available() > 0)
                throw new UserException(who + ": the saved state has " + in.available() + " bytes too many");
            return value;
        } catch (EOFException e) {
            throw new UserException(who + ": the saved state ends too early, at " + state.length + " bytes");
        } catch (IllegalArgumentException e) {
            throw new UserException(who + ": the saved state is damaged (" + e.getMessage() + ")");
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not from a byte array
        }
    }

    static byte[] readBlock(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) throw new EOFException();
        return in.readNBytes(length);
    }

    static int readInt(DataInputStream in, int least, int most) throws IOException {
        return checked(in.readInt(), least, most);
    }

    static int readByte(DataInputStream in, int least, int most) throws IOException {
        return checked(in.readByte(), least, most);
    }

    private static int checked(int value, int least, int most) {
        if (value < least || value > most)
            throw new IllegalArgumentException("a field is " + least + " to " + most + ", got " + value);
        return value;
    }
}
