package digr.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A safetensors file: named arrays and a few texts; nothing in it is ever executed.
 *
 * <p>What {@link #write} writes carries the SHA-256 of all that it holds, in the metadata {@value #CHECKSUM}; a file that
 * has one is read only if it agrees, so that a bit that has changed is seen. {@link #metadata} is without it.
 *
 * <p>The layout: the header's length N as 8 bytes, little-endian; N bytes of JSON, which gives each tensor's type,
 * shape and place; the tensors' bytes, without gap or overlap, to the end of the file.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">The format</a>
 * @param metadata texts by name, the format's {@code __metadata__}
 * @param tensors arrays by name
 */
public record Safetensors(Map<String, String> metadata, Map<String, NdArray> tensors) {
    private static final String METADATA = "__metadata__";
    private static final String CHECKSUM = "digr.sha256";

    /** The format allows 100 MB; a policy's header has some kB, a long learning curve in it 1 MB. */
    private static final long HEADER_LIMIT = 1 << 24;

    private static final int ALIGNMENT = 8;
    private static final Set<String> FIELDS = Set.of("dtype", "shape", "data_offsets");
    private static final Map<NdArray.Type, String> DTYPES = new EnumMap<>(Map.of(
            NdArray.Type.BOOL, "BOOL",
            NdArray.Type.UINT8, "U8",
            NdArray.Type.INT8, "I8",
            NdArray.Type.INT32, "I32",
            NdArray.Type.INT64, "I64",
            NdArray.Type.FLOAT32, "F32",
            NdArray.Type.FLOAT64, "F64"));
    /** A tensor's place: bytes begin..end after the header. */
    private record Entry(String name, NdArray.Type type, int[] shape, long begin, long end) {}

    public Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        if (tensors.containsKey(METADATA) || metadata.containsKey(CHECKSUM))
            throw new IllegalArgumentException(
                    "Safetensors: no tensor may have the name " + METADATA + ", no text the name " + CHECKSUM);
    }

    /**
     * Reads a whole file.
     *
     * @throws UserException if it is no safetensors file, is damaged, or holds number types we do not use
     */
    public static Safetensors read(Path path) {
        return SafeFiles.read(path, (in, size) -> read(path, in, size));
    }

    /**
     * A file's texts alone; its tensors are not looked at.
     *
     * @throws UserException if it is no safetensors file
     */
    public static Map<String, String> metadata(Path path) {
        return SafeFiles.read(
                path,
                (in, size) -> metadata(
                        path,
                        parse(path, in.readNBytes((int) headerLength(path, in, size)))
                                .path(METADATA)));
    }

    /** Writes or replaces a file; equal content, in equal order, gives equal bytes. See {@link SafeFiles#write}. */
    public void write(Path path) {
        SafeFiles.write(path, this::write);
    }

    private static long headerLength(Path path, InputStream in, long size) throws IOException {
        byte[] start = in.readNBytes(Long.BYTES);
        if (start.length < Long.BYTES) throw refuse(path, "too short for a safetensors file");
        long headerLength =
                ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (headerLength < 2 || headerLength > HEADER_LIMIT || headerLength > size - Long.BYTES)
            throw refuse(
                    path,
                    "no safetensors file, or truncated: its header claims " + Long.toUnsignedString(headerLength)
                            + " bytes of " + size);
        return headerLength;
    }

    private static Safetensors read(Path path, InputStream in, long size) throws IOException {
        long headerLength = headerLength(path, in, size);
        JsonNode header = parse(path, in.readNBytes((int) headerLength));
        Map<String, String> metadata = metadata(path, header.path(METADATA));
        String checksum = metadata.remove(CHECKSUM);
        List<Entry> entries = entries(path, header);
        checkPlaces(path, entries, size - Long.BYTES - headerLength);
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        for (Entry entry : entries) tensors.put(entry.name, RawNumbers.read(entry.type, entry.shape, in));
        Safetensors file = new Safetensors(metadata, tensors);
        if (checksum != null && !checksum.equals(file.checksum()))
            throw refuse(path, "its content has not the SHA-256 that it was written with; the file is damaged");
        return file;
    }

    /**
     * SHA-256 over each text's name and itself, then each tensor's name, type and shape, such as "float32 [2, 3]", and
     * numbers, little-endian; both in the order of their names. Before each text its length in UTF-8: 4 bytes, big-endian.
     */
    private String checksum() throws IOException {
        MessageDigest sha = SafeFiles.sha256();
        OutputStream digest = new DigestOutputStream(OutputStream.nullOutputStream(), sha);
        DataOutputStream out = new DataOutputStream(digest);
        for (Map.Entry<String, String> text : new TreeMap<>(metadata).entrySet()) {
            writeText(text.getKey(), out);
            writeText(text.getValue(), out);
        }
        for (Map.Entry<String, NdArray> tensor : new TreeMap<>(tensors).entrySet()) {
            writeText(tensor.getKey(), out);
            writeText(tensor.getValue().toString(), out);
            RawNumbers.write(tensor.getValue(), out);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Wide types first and the header padded, so that every tensor is aligned for those who map the file to memory. */
    private void write(OutputStream out) throws IOException {
        List<Map.Entry<String, NdArray>> ordered = new ArrayList<>(tensors.entrySet());
        ordered.sort(Comparator.comparing(tensor -> -tensor.getValue().type().bytes()));
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        ObjectNode texts = header.putObject(METADATA);
        metadata.forEach(texts::put);
        texts.put(CHECKSUM, checksum());
        long end = 0;
        for (Map.Entry<String, NdArray> tensor : ordered) {
            NdArray array = tensor.getValue();
            long begin = end;
            end += (long) array.length() * array.type().bytes();
            ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", DTYPES.get(array.type()));
            Arrays.stream(array.shape()).forEach(entry.putArray("shape")::add);
            entry.putArray("data_offsets").add(begin).add(end);
        }
        byte[] json = StrictJson.write(header).getBytes(StandardCharsets.UTF_8);
        int padding = Math.floorMod(-json.length, ALIGNMENT);
        if (json.length + padding > HEADER_LIMIT)
            throw new UserException(
                    "Safetensors: names and metadata take " + json.length + " bytes, more than allowed");
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length + padding)
                .array());
        out.write(json);
        out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
        for (Map.Entry<String, NdArray> tensor : ordered) RawNumbers.write(tensor.getValue(), out);
    }

    private static JsonNode parse(Path path, byte[] bytes) {
        if (bytes[0] != '{') throw refuse(path, "no safetensors file: its header is no JSON object");
        return StrictJson.read("Safetensors: " + path + ": no safetensors file, or damaged", bytes, JsonNode.class);
    }

    private static Map<String, String> metadata(Path path, JsonNode texts) {
        if (!texts.isMissingNode() && !texts.isObject()) throw refuse(path, "its metadata is no JSON object");
        Map<String, String> metadata = new LinkedHashMap<>();
        texts.fields().forEachRemaining(text -> {
            if (!text.getValue().isTextual()) throw refuse(path, "its metadata " + text.getKey() + " is no text");
            metadata.put(text.getKey(), text.getValue().textValue());
        });
        return metadata;
    }

    /** In the order of their places. */
    private static List<Entry> entries(Path path, JsonNode header) {
        List<Entry> entries = new ArrayList<>();
        for (Iterator<Map.Entry<String, JsonNode>> all = header.fields(); all.hasNext(); ) {
            Map.Entry<String, JsonNode> tensor = all.next();
            if (!tensor.getKey().equals(METADATA)) entries.add(entry(path, tensor.getKey(), tensor.getValue()));
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        return entries;
    }

    private static Entry entry(Path path, String name, JsonNode tensor) {
        Set<String> fields = new HashSet<>();
        tensor.fieldNames().forEachRemaining(fields::add);
        JsonNode offsets = tensor.path("data_offsets");
        if (!fields.equals(FIELDS)
                || !tensor.path("dtype").isTextual()
                || !tensor.path("shape").isArray()
                || tensor.path("shape").size() > RawNumbers.MOST_AXES
                || !offsets.isArray()
                || offsets.size() != 2
                || !isLong(offsets.path(0))
                || !isLong(offsets.path(1)))
            throw refuse(path, "the entry of " + name + " is no tensor; the file is damaged");
        int[] shape = new int[tensor.path("shape").size()];
        for (int i = 0; i < shape.length; i++) {
            JsonNode size = tensor.path("shape").path(i);
            if (!size.isIntegralNumber() || !size.canConvertToInt() || size.intValue() < 0)
                throw refuse(path, name + " has the shape " + tensor.path("shape") + ", which we can't hold");
            shape[i] = size.intValue();
        }
        return new Entry(
                name,
                type(path, name, tensor.path("dtype").textValue()),
                shape,
                offsets.path(0).longValue(),
                offsets.path(1).longValue());
    }

    private static boolean isLong(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong();
    }

    private static NdArray.Type type(Path path, String name, String dtype) {
        for (Map.Entry<NdArray.Type, String> type : DTYPES.entrySet())
            if (type.getValue().equals(dtype)) return type.getKey();
        throw refuse(path, name + " has the type " + dtype + ", needed one of " + DTYPES.values() + "; convert it");
    }

    /** Tensors must follow each other without gap or overlap, each as long as its shape says, to the file's end. */
    private static void checkPlaces(Path path, List<Entry> entries, long size) {
        long end = 0;
        for (Entry entry : entries) {
            if (entry.begin != end)
                throw refuse(
                        path,
                        entry.name + " begins at " + entry.begin + ", the one before it ends at " + end
                                + "; the file is damaged");
            long bytes = bytes(path, entry);
            if (entry.end - entry.begin != bytes)
                throw refuse(
                        path,
                        entry.name + " " + Arrays.toString(entry.shape) + " takes " + bytes + " bytes, its place has "
                                + (entry.end - entry.begin) + "; the file is damaged");
            end = entry.end;
        }
        if (end != size)
            throw refuse(
                    path,
                    "its tensors take " + end + " bytes, the file holds " + size + "; it is truncated or damaged");
    }

    private static long bytes(Path path, Entry entry) {
        try {
            return (long) Math.toIntExact(NdArray.length(entry.shape)) * entry.type.bytes();
        } catch (ArithmeticException e) {
            throw refuse(path, entry.name + " " + Arrays.toString(entry.shape) + " is larger than we can hold");
        }
    }

    private static UserException refuse(Path path, String why) {
        return new UserException("Safetensors: " + path + ": " + why);
    }
}
