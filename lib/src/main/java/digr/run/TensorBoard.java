package digr.run;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A learning curve as TensorBoard reads it: an event file, records of protocol buffers. A number of the curve is a scalar of
 * the step in its first column; events have no time of day, so that a curve is always the same bytes.
 *
 * <p>A record is its length (uint64), the length's checksum, the event, the event's checksum; all little endian, checksums
 * those of CRC-32C, masked: ((c &gt;&gt; 15) | (c &lt;&lt; 17)) + 0xa282ead8.
 *
 * @see <a href="https://github.com/tensorflow/tensorflow/blob/v2.16.1/tensorflow/core/util/event.proto">event.proto</a>
 * @see <a href="https://github.com/tensorflow/tensorflow/blob/v2.16.1/tensorflow/core/lib/io/record_writer.h">record_writer.h</a>
 */
final class TensorBoard {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private TensorBoard() {}

    /** The event file in a run's folder; TensorBoard knows it by its name. */
    static Path file(Path folder) {
        return folder.resolve("events.out.tfevents.digr");
    }

    /** @param curve lines of a CSV: a header, then steps with numbers, where a cell may be empty */
    static byte[] events(List<String> curve) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(record(field(3, "brain.Event:2".getBytes(StandardCharsets.UTF_8))));
        if (curve.isEmpty()) return file.toByteArray();
        String[] names = curve.get(0).split(",", -1);
        for (String line : curve.subList(1, curve.size())) {
            String[] cells = line.split(",", -1);
            ByteArrayOutputStream values = new ByteArrayOutputStream();
            for (int i = 1; i < cells.length; i++)
                if (!cells[i].isEmpty()) values.writeBytes(field(1, scalar(names[i], Float.parseFloat(cells[i]))));
            ByteArrayOutputStream event = new ByteArrayOutputStream();
            event.write(2 << 3 | VARINT);
            event.writeBytes(varint((long) Double.parseDouble(cells[0])));
            event.writeBytes(field(5, values.toByteArray()));
            file.writeBytes(record(event.toByteArray()));
        }
        return file.toByteArray();
    }

    private static byte[] scalar(String tag, float value) {
        ByteArrayOutputStream scalar = new ByteArrayOutputStream();
        scalar.writeBytes(field(1, tag.getBytes(StandardCharsets.UTF_8)));
        scalar.write(2 << 3 | FIXED32);
        scalar.writeBytes(littleEndian(Float.BYTES).putFloat(value).array());
        return scalar.toByteArray();
    }

    private static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        field.write(number << 3 | BYTES);
        field.writeBytes(varint(content.length));
        field.writeBytes(content);
        return field.toByteArray();
    }

    /** Seven bits a byte, the lowest first; the highest bit says that more come. */
    private static byte[] varint(long number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long left = number;
        for (; left > 0x7f; left >>>= 7) bytes.write((int) (left & 0x7f | 0x80));
        bytes.write((int) left);
        return bytes.toByteArray();
    }

    private static byte[] record(byte[] event) {
        byte[] length = littleEndian(Long.BYTES).putLong(event.length).array();
        return littleEndian(Long.BYTES + Integer.BYTES + event.length + Integer.BYTES)
                .put(length)
                .putInt(masked(length))
                .put(event)
                .putInt(masked(event))
                .array();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int masked(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        int c = (int) checksum.getValue();
        return (c >>> 15 | c << 17) + 0xa282ead8;
    }
}
