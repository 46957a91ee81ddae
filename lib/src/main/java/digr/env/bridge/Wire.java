package digr.env.bridge;

import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Messages as bytes: int header length, int payload length (big-endian), the header in UTF-8, the payload. */
public final class Wire {
    private static final int LENGTHS = 2 * Integer.BYTES;

    /** Far above any header; a length beyond it is no length. */
    private static final int MAX_HEADER = 1 << 16;

    /** The largest picture, 4096 x 4096 RGB. */
    private static final int MAX_PAYLOAD = 3 << 24;

    /** A reply; the payload may be empty. */
    public record Message(String header, byte[] payload) {}

    private Wire() {}

    /** A request, which has no payload. */
    public static void write(OutputStream stream, String header) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        var out = new DataOutputStream(stream);
        out.writeInt(text.length);
        out.writeInt(0);
        out.write(text);
        out.flush();
    }

    /**
     * @return null at the stream's end
     * @throws IOException if it ends within a message, or these are no lengths
     */
    public static Message read(InputStream stream) throws IOException {
        byte[] first = stream.readNBytes(LENGTHS);
        if (first.length == 0) return null;
        if (first.length < LENGTHS) throw endsAfter(first.length, LENGTHS);
        ByteBuffer lengths = ByteBuffer.wrap(first);
        int header = lengths.getInt();
        int payload = lengths.getInt();
        if (header < 0 || header > MAX_HEADER || payload < 0 || payload > MAX_PAYLOAD)
            throw new IOException("a message of " + Integer.toUnsignedString(header) + " and "
                    + Integer.toUnsignedString(payload) + " bytes");
        return new Message(new String(exactly(stream, header), StandardCharsets.UTF_8), exactly(stream, payload));
    }

    private static byte[] exactly(InputStream stream, int length) throws IOException {
        byte[] bytes = new byte[length];
        int got = stream.readNBytes(bytes, 0, length); // at once into its place
        if (got < length) throw endsAfter(got, length);
        return bytes;
    }

    private static EOFException endsAfter(int got, int needed) {
        return new EOFException("a message that ends after " + got + " of " + needed + " bytes");
    }
}
