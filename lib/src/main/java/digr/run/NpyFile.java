package digr.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * numpy's file of one array, versions 1 and 2, little-endian, C order.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>
 */
public final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int HEADER_LIMIT = 1 << 16;
    private static final int ALIGNMENT = 64;
    private static final Map<NdArray.Type, String> DESCR = Map.of(
            NdArray.Type.BOOL, "|b1",
            NdArray.Type.UINT8, "|u1",
            NdArray.Type.INT8, "|i1",
            NdArray.Type.INT32, "<i4",
            NdArray.Type.INT64, "<i8",
            NdArray.Type.FLOAT32, "<f4",
            NdArray.Type.FLOAT64, "<f8");
    /** One entry of the header, a Python dict: {@code 'shape': (4, 3), }. */
    private static final Pattern ENTRY = Pattern.compile(
            "\\s*'(descr|fortran_order|shape)'\\s*:\\s*('[^']*'|True|False|\\([0-9,\\s]*\\)|\\[.*\\])\\s*(,|$)");

    private NpyFile() {}

    /**
     * Reads a file's array.
     *
     * @throws UserException if it is no .npy file, is damaged, or holds another type or order than we read
     */
    public static NdArray read(Path path) {
        return SafeFiles.read(path, (in, size) -> read(path.toString(), in, size));
    }

    /** Writes or replaces a file, see {@link SafeFiles#write}. */
    public static void write(Path path, NdArray array) {
        SafeFiles.write(path, out -> write(array, out));
    }

    /** Writes an array's parts, in the order of its first axis. */
    @FunctionalInterface
    public interface Parts {
        void writeTo(Part file) throws IOException;
    }

    /** Takes one part after the other. */
    @FunctionalInterface
    public interface Part {
        void add(NdArray part) throws IOException;
    }

    /**
     * Writes or replaces a file whose array need not be in memory as a whole.
     *
     * @param parts gives arrays of this type, which together have as many numbers as the shape
     */
    public static void write(Path path, NdArray.Type type, int[] shape, Parts parts) {
        SafeFiles.write(path, out -> {
            writeHeader(type, shape, out);
            long[] missing = {NdArray.length(shape)};
            parts.writeTo(part -> {
                missing[0] -= part.length();
                if (part.type() != type || missing[0] < 0)
                    throw new IllegalArgumentException(
                            "NpyFile: " + part + " is no part of " + type + " " + Arrays.toString(shape));
                RawNumbers.write(part, out);
            });
            if (missing[0] > 0)
                throw new IllegalArgumentException(
                        "NpyFile: " + missing[0] + " numbers of " + Arrays.toString(shape) + " were not given");
        });
    }

    /**
     * Reads a stream that must hold one array and nothing else.
     *
     * @param name for messages
     * @param size bytes that the stream holds: no more is allocated, whatever the header says
     */
    static NdArray read(String name, InputStream in, long size) throws IOException {
        Header header = header(name, in, size);
        if (header.length > Integer.MAX_VALUE) throw tooLarge(name, header.shape);
        header.requireWhole(name, size);
        return RawNumbers.read(header.type, header.shape, in);
    }

    /** What stands before an array's numbers, and how many bytes that takes. */
    record Header(NdArray.Type type, int[] shape, long length, long bytes) {
        /** @throws UserException if a file of this size holds other than the array */
        void requireWhole(String name, long size) {
            long needed = length > Long.MAX_VALUE / type.bytes() ? Long.MAX_VALUE : length * type.bytes();
            if (needed != size - bytes)
                throw refuse(
                        name,
                        type + " " + Arrays.toString(shape) + " takes " + needed + " bytes, the file holds "
                                + (size - bytes) + "; it is truncated or damaged");
        }
    }

    static Header header(String name, InputStream in, long size) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        if (start.length < MAGIC.length + 2 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length))
            throw refuse(name, "not a .npy file; write one with numpy.save");
        int version = start[MAGIC.length];
        if (version != 1 && version != 2)
            throw refuse(name, "needed version 1 or 2 of the .npy format, got " + version);
        int lengthBytes = version == 1 ? 2 : 4;
        byte[] length = Arrays.copyOf(in.readNBytes(lengthBytes), 4);
        long headerLength = Integer.toUnsignedLong(
                ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt());
        long bytes = start.length + lengthBytes + headerLength;
        if (headerLength > HEADER_LIMIT || bytes > size)
            throw refuse(name, "its header claims " + headerLength + " bytes of " + size + "; the file is damaged");
        Map<String, String> header =
                parse(name, new String(in.readNBytes((int) headerLength), StandardCharsets.ISO_8859_1));
        if (!header.get("fortran_order").equals("False"))
            throw refuse(name, "needed C order, got Fortran order; save numpy.ascontiguousarray(x)");
        NdArray.Type type = type(name, header.get("descr"));
        int[] shape = shape(name, header.get("shape"));
        return new Header(type, shape, length(name, shape), bytes);
    }

    static void write(NdArray array, OutputStream out) throws IOException {
        writeHeader(array.type(), array.shape(), out);
        RawNumbers.write(array, out);
    }

    /** Version 1, as numpy does: padded by spaces so that the numbers begin at a multiple of 64. */
    private static void writeHeader(NdArray.Type type, int[] shape, OutputStream out) throws IOException {
        String sizes = Arrays.stream(shape).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
        if (shape.length > 1) sizes = sizes.substring(0, sizes.length() - 1);
        String header = "{'descr': '" + DESCR.get(type) + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
        int unpadded = MAGIC.length + 4 + header.length() + 1;
        header += " ".repeat(Math.floorMod(-unpadded, ALIGNMENT)) + "\n";
        out.write(MAGIC);
        out.write(new byte[] {1, 0, (byte) header.length(), (byte) (header.length() >> 8)});
        out.write(header.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Map<String, String> parse(String name, String header) {
        String dict = header.strip();
        Map<String, String> entries = new HashMap<>();
        boolean whole = dict.startsWith("{") && dict.endsWith("}");
        if (whole) {
            String inside = dict.substring(1, dict.length() - 1).strip();
            Matcher entry = ENTRY.matcher(inside);
            int end = 0;
            while (whole && end < inside.length()) {
                whole = entry.find(end) && entry.start() == end && entries.put(entry.group(1), entry.group(2)) == null;
                if (whole) end = entry.end();
            }
        }
        if (!whole || entries.size() != 3) throw refuse(name, "its header is no .npy header; the file is damaged");
        return entries;
    }

    private static NdArray.Type type(String name, String descr) {
        for (Map.Entry<NdArray.Type, String> type : DESCR.entrySet())
            if (descr.equals("'" + type.getValue() + "'")) return type.getKey();
        throw refuse(
                name,
                "needed one of bool, uint8, int8, int32, int64, float32, float64, little-endian, got " + descr
                        + "; convert with astype");
    }

    private static int[] shape(String name, String tuple) {
        String sizes = tuple.substring(1, Math.max(1, tuple.length() - 1)).replaceAll("\\s", "");
        String[] each = sizes.isEmpty() ? new String[0] : sizes.split(",", RawNumbers.MOST_AXES + 2);
        int axes = sizes.endsWith(",") ? each.length - 1 : each.length; // of one axis: (3,)
        boolean isTuple = tuple.startsWith("(") && !sizes.equals(",") && (axes != 1 || sizes.endsWith(","));
        if (!isTuple || axes > RawNumbers.MOST_AXES)
            throw refuse(name, "its shape is " + tuple + "; the file is damaged");
        int[] shape = new int[axes];
        for (int i = 0; i < axes; i++) shape[i] = size(name, tuple, each[i]);
        return shape;
    }

    private static int size(String name, String tuple, String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw refuse(name, "its shape is " + tuple + "; the file is damaged, or larger than we can hold");
        }
    }

    private static long length(String name, int[] shape) {
        try {
            return NdArray.length(shape);
        } catch (ArithmeticException e) {
            throw tooLarge(name, shape);
        }
    }

    private static UserException tooLarge(String name, int[] shape) {
        return refuse(name, "its shape " + Arrays.toString(shape) + " is larger than we can hold");
    }

    private static UserException refuse(String name, String why) {
        return new UserException("NpyFile: " + name + ": " + why);
    }
}
