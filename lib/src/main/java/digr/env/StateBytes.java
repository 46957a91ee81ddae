package digr.env;

import digr.run.UserException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Saved states as bytes: a tag of four ASCII letters, which names kind and version; int CRC-32 of all that follows;
 * then the fields as {@link DataOutputStream} writes them (big-endian). A block is an int, its length, and that many
 * bytes.
 */
public final class StateBytes {
    private static final int TAG = 4;
    private static final int HEADER = TAG + Integer.BYTES;

    private StateBytes() {}

    public interface Fields {
        void writeTo(DataOutputStream out) throws IOException;
    }

    public interface Parser<T> {
        T readFrom(DataInputStream in) throws IOException;
    }

    public static byte[] write(String tag, Fields fields) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.write(tag.getBytes(StandardCharsets.US_ASCII));
            out.writeInt(0); // the checksum's place
            fields.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not from a byte array
        }
        byte[] state = bytes.toByteArray();
        ByteBuffer.wrap(state).putInt(TAG, checksum(state));
        return state;
    }

    private static int checksum(byte[] state) {
        var crc = new CRC32();
        crc.update(state, HEADER, state.length - HEADER);
        return (int) crc.getValue();
    }

    public static void writeBlock(DataOutputStream out, byte[] block) throws IOException {
        out.writeInt(block.length);
        out.write(block);
    }

    /**
     * What {@link #write} wrote.
     *
     * @throws UserException if the tag is another, a bit has changed, or the fields are not what the parser expects
     */
    public static <T> T read(String who, String tag, byte[] state, Parser<T> parser) {
        byte[] found = Arrays.copyOf(state, Math.min(TAG, state.length));
        if (!Arrays.equals(found, tag.getBytes(StandardCharsets.US_ASCII)))
            throw new UserException(who + ": a saved state begins with " + tag + ", got "
                    + new String(found, StandardCharsets.US_ASCII).replaceAll("[^ -~]", "?")
                    + "; it was saved by something else");
        if (state.length < HEADER || ByteBuffer.wrap(state).getInt(TAG) != checksum(state))
            throw new UserException(who + ": the saved state is damaged, its checksum does not agree");
        try (var in = new DataInputStream(new ByteArrayInputStream(state, HEADER, state.length - HEADER))) {
            T value = parser.readFrom(in);
            if (in.available() > 0) throw new IllegalArgumentException(in.available() + " bytes too many");
            return value;
        } catch (IllegalArgumentException e) {
            throw new UserException(who + ": the saved state does not fit: " + e.getMessage(), e);
        } catch (EOFException e) {
            throw new UserException(who + ": the saved state does not fit: it ends too early", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not from a byte array
        }
    }

    public static byte[] readBlock(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) throw new EOFException();
        return in.readNBytes(length);
    }

    public static byte[] readBlock(DataInputStream in, int length) throws IOException {
        byte[] block = readBlock(in);
        if (block.length != length)
            throw new IllegalArgumentException("a block has " + length + " bytes, got " + block.length);
        return block;
    }

    public static int readInt(DataInputStream in, int least, int most) throws IOException {
        return checked(in.readInt(), least, most);
    }

    public static int readByte(DataInputStream in, int least, int most) throws IOException {
        return checked(in.readByte(), least, most);
    }

    private static int checked(int value, int least, int most) {
        if (value < least || value > most)
            throw new IllegalArgumentException("a field is " + least + " to " + most + ", got " + value);
        return value;
    }
}
