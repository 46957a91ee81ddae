package digr;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Damages of a file's bytes, by a seed: cut off, bits flipped, bytes replaced, parts doubled, numbers and words changed. */
final class Mutation {
    private static final List<String> WORDS = List.of(
            "2147483647",
            "-1",
            "0",
            "NaN",
            "1e999",
            "null",
            "[]",
            "{}",
            "\"\"",
            "9223372036854775808",
            "[".repeat(5000),
            "\u001b[2J",
            "F64",
            "<f8",
            "(" + "1,".repeat(3000) + ")",
            "true",
            " 1".repeat(3000));

    private final Random random;

    Mutation(long seed) {
        random = new Random(seed);
    }

    byte[] of(byte[] file) {
        byte[] bytes = file.clone();
        int at = random.nextInt(bytes.length);
        int near = random.nextInt(Math.min(bytes.length, 512)); // headers lie there
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> flipped(bytes, at);
            case 2 -> flipped(bytes, near);
            case 3 -> replaced(bytes, near, at % 2 == 0 ? (byte) 0xff : 0);
            case 4 -> joined(bytes, bytes.length, new byte[1 + random.nextInt(9)], 0);
            case 5 -> joined(bytes, at, Arrays.copyOf(bytes, at), at);
            default -> withWord(bytes);
        };
    }

    /** A zip file with one of its entries damaged, left out or renamed, and check sums that agree. */
    byte[] ofEntry(byte[] zip) throws IOException {
        Map<String, byte[]> entries = unpack(zip);
        String name = new ArrayList<>(entries.keySet()).get(random.nextInt(entries.size()));
        byte[] entry = entries.get(name);
        int kind = random.nextInt(20);
        if (kind == 0) entries.remove(name);
        else if (kind == 1) entries.put("more-" + name, entries.remove(name));
        else entries.put(name, of(entry));
        return pack(entries);
    }

    private static Map<String, byte[]> unpack(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry())
            entries.put(entry.getName(), in.readAllBytes());
        return entries;
    }

    private static byte[] pack(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private byte[] flipped(byte[] bytes, int at) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private byte[] replaced(byte[] bytes, int at, byte by) {
        Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), by);
        return bytes;
    }

    /** A number in the text becomes a word. */
    private byte[] withWord(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        for (int tried = 0; tried < bytes.length && !isDigit(bytes[at]); tried++) at = (at + 1) % bytes.length;
        int end = at;
        while (end < bytes.length && isDigit(bytes[end])) end++;
        byte[] word = WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
        return joined(bytes, at, word, end);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** The bytes up to {@code end}, then others, then those from {@code from}. */
    private static byte[] joined(byte[] bytes, int end, byte[] between, int from) {
        int rest = end == bytes.length ? 0 : bytes.length - from;
        byte[] joined = Arrays.copyOf(bytes, end + between.length + rest);
        System.arraycopy(between, 0, joined, end, between.length);
        System.arraycopy(bytes, bytes.length - rest, joined, end + between.length, rest);
        return joined;
    }
}
