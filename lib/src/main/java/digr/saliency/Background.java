package digr.saliency;

import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Source;
import digr.run.UserException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * The background b of a task, which its states show where nothing is: the median over states of each input feature.
 *
 * <pre>  b[c, y, x] = median over n of s_n[c, y, x]  </pre>
 *
 * <p>Of an even number of states it is the lower of the two in the middle, so that it always was seen. It needs no
 * labels. It needs a camera that stands still: in a room, objects come and go before the same floor; on a road, every
 * pixel changes. So b counts as a background if {@value #LEAST_FIXED} of the pixels or more are fixed: equal to b, in
 * all channels, in half of the states or more. Red-Fetch-Green has 1.00 of them, Breakout .98, driving .52.
 *
 * <p>A pixel that is not fixed has, in place of the median, the colour that it shows most often: of a floor that is dark
 * in some states and lit in others, the median may be a thing that seldom lies there.
 */
public final class Background {
    /** The array that holds it in a .npz file: uint8 [C, H, W]. */
    public static final String ARRAY = "background";

    private static final String STATES = "states";
    private static final int LEAST_STATES = 50;
    private static final double LEAST_FIXED = 0.9;
    private static final int VALUES = 256;

    /** Features whose values are counted in one pass over the states. */
    private static final int TOGETHER = 1 << 14;

    /** Pixels whose colours are counted in one pass over the states: each may have as many as there are states. */
    private static final int COUNTED_TOGETHER = 256;

    private final int[] shape;
    private final byte[] picture;

    private Background(int[] shape, byte[] picture) {
        this.shape = shape.clone();
        this.picture = picture;
    }

    /**
     * The median of states.
     *
     * @param states uint8 [n, C, H, W]
     * @param shape {C, H, W}
     * @throws UserException if there are fewer than 50 states, or if they have no fixed background
     */
    public static Background of(byte[] states, int[] shape) {
        int size = size(shape);
        return of(states.length / size, shape, i -> Arrays.copyOfRange(states, i * size, (i + 1) * size));
    }

    /**
     * The median of states that need not be in memory together.
     *
     * @param n how many
     * @param states number i to the state, uint8 [C, H, W]; asked for each several times
     * @throws UserException if there are fewer than 50 states, or if they have no fixed background
     */
    public static Background of(int n, int[] shape, IntFunction<byte[]> states) {
        requireEnough(n);
        return new Background(shape, ofFixed(n, shape, states));
    }

    /**
     * Tells early, of a few states, that a task has no background: before a moving camera more states have none either.
     *
     * @param states uint8 [n, C, H, W], of different episodes
     * @throws UserException if they have no fixed background
     */
    public static void requireFixed(byte[] states, int[] shape) {
        int size = size(shape);
        ofFixed(states.length / size, shape, i -> Arrays.copyOfRange(states, i * size, (i + 1) * size));
    }

    private static byte[] ofFixed(int n, int[] shape, IntFunction<byte[]> states) {
        byte[] picture = new byte[size(shape)];
        for (int from = 0; from < picture.length; from += TOGETHER)
            median(n, states, picture, from, Math.min(from + TOGETHER, picture.length));
        int pixels = shape[1] * shape[2];
        int[] moving = moving(n, states, picture, pixels);
        double fixed = (double) (pixels - moving.length) / pixels;
        if (fixed < LEAST_FIXED)
            throw new UserException(String.format(
                    Locale.ROOT,
                    "Background: needed states before a fixed background, %.2f of their pixels equal to the median in"
                            + " half of the states or more, got %.2f; use another method where the view moves",
                    LEAST_FIXED,
                    fixed));
        for (int from = 0; from < moving.length; from += COUNTED_TOGETHER) {
            int to = Math.min(from + COUNTED_TOGETHER, moving.length);
            mostFrequent(n, states, picture, pixels, Arrays.copyOfRange(moving, from, to));
        }
        return picture;
    }

    /**
     * The background that a file of masks has; of a .npz file with states alone, their median.
     *
     * @throws UserException if it has neither, or {@link #of} refuses its states
     */
    public static Background read(Path path) {
        return Source.reading(path, source -> of(path, NpzFile.read(path)));
    }

    private static Background of(Path path, Map<String, NdArray> arrays) {
        NdArray stored = arrays.get(ARRAY);
        if (stored != null) return of(path, stored);
        NdArray states = arrays.get(STATES);
        if (states == null || states.type() != NdArray.Type.UINT8 || states.shape().length != 4)
            throw new UserException("Background: " + path + ": needed an array " + ARRAY + ", or states, uint8"
                    + " [n, C, H, W], got " + arrays.keySet() + "; ./digr perturb writes such a file");
        return of(states.bytes(), Arrays.copyOfRange(states.shape(), 1, 4));
    }

    /** @throws UserException if the array is not uint8 [C, H, W] */
    public static Background of(Path path, NdArray stored) {
        if (stored.type() != NdArray.Type.UINT8 || stored.shape().length != 3 || stored.length() == 0)
            throw new UserException(
                    "Background: " + path + ": " + ARRAY + " must be uint8 [C, H, W], not empty, got " + stored);
        return new Background(stored.shape(), stored.bytes());
    }

    /** @throws UserException if they are fewer than 50 */
    public static void requireEnough(int states) {
        if (states < LEAST_STATES)
            throw new UserException("Background: a median needs at least " + LEAST_STATES + " states, got " + states
                    + "; give more states, or a file that has a background");
    }

    private static int size(int[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** Features from {@code from} to {@code to} − 1 of the median. */
    private static void median(int n, IntFunction<byte[]> states, byte[] median, int from, int to) {
        int[] counts = new int[(to - from) * VALUES];
        for (int k = 0; k < n; k++) {
            byte[] state = states.apply(k);
            for (int i = from; i < to; i++) counts[(i - from) * VALUES + (state[i] & 255)]++;
        }
        for (int i = from; i < to; i++) {
            int value = 0;
            int at = (i - from) * VALUES;
            for (int below = counts[at]; 2 * below < n; below += counts[at + value]) value++;
            median[i] = (byte) value;
        }
    }

    /** Pixels that are not fixed. */
    private static int[] moving(int n, IntFunction<byte[]> states, byte[] median, int pixels) {
        int[] equal = new int[pixels];
        for (int k = 0; k < n; k++) {
            byte[] state = states.apply(k);
            for (int p = 0; p < pixels; p++) {
                boolean all = true;
                for (int i = p; i < median.length; i += pixels) all &= state[i] == median[i];
                if (all) equal[p]++;
            }
        }
        return IntStream.range(0, pixels).filter(p -> 2 * equal[p] < n).toArray();
    }

    /** Gives the pixels the colour, all channels together, that most states have there; the first of several. */
    private static void mostFrequent(int n, IntFunction<byte[]> states, byte[] picture, int pixels, int[] some) {
        List<Map<ByteBuffer, Integer>> counts = new ArrayList<>();
        for (int i = 0; i < some.length; i++) counts.add(new LinkedHashMap<>());
        for (int k = 0; k < n; k++) {
            byte[] state = states.apply(k);
            for (int i = 0; i < some.length; i++)
                counts.get(i).merge(ByteBuffer.wrap(colour(state, some[i], pixels)), 1, Integer::sum);
        }
        for (int i = 0; i < some.length; i++) {
            ByteBuffer colour = Collections.max(counts.get(i).entrySet(), Map.Entry.comparingByValue())
                    .getKey();
            for (int c = 0; c < picture.length / pixels; c++) picture[c * pixels + some[i]] = colour.get(c);
        }
    }

    private static byte[] colour(byte[] state, int pixel, int pixels) {
        byte[] colour = new byte[state.length / pixels];
        for (int c = 0; c < colour.length; c++) colour[c] = state[c * pixels + pixel];
        return colour;
    }

    /** {C, H, W}. */
    public int[] shape() {
        return shape.clone();
    }

    /** b, uint8 [C, H, W]; not a copy. */
    public byte[] picture() {
        return picture;
    }

    /** Its shape, and a checksum by which two are told apart. */
    @Override
    public String toString() {
        CRC32 sum = new CRC32();
        sum.update(picture);
        String sides = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining("x"));
        return String.format(Locale.ROOT, "Background[%s, crc32=%08x]", sides, sum.getValue());
    }
}
