package digr;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

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
