package digr.env;

import java.util.Arrays;

/**
 * Which pixels of a frame matter, which do not, and which are neither.
 *
 * @param important [H · W], row by row
 * @param unimportant the same
 * @param own the same: what shows the agent's own body in the foreground, at nearly the same place in every state; nothing
 *     where there is no such thing
 */
public record Regions(boolean[] important, boolean[] unimportant, boolean[] own) {

    /** Nothing shows the agent's own body in the foreground. */
    public Regions(boolean[] important, boolean[] unimportant) {
        this(important, unimportant, new boolean[important.length]);
    }

    /**
     * What matters and what lies at most so many rows and columns beside it.
     *
     * @param width of the frame
     */
    public boolean[] around(int width, int within) {
        return widened(widened(important, width, within, true), width, within, false);
    }

    /** What has a marked pixel at most {@code within} to its left or right, or, if not along rows, above or below. */
    private static boolean[] widened(boolean[] marked, int width, int within, boolean alongRows) {
        boolean[] wide = new boolean[marked.length];
        int height = marked.length / width;
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                if (!marked[y * width + x]) continue;
                int at = alongRows ? x : y;
                int last = (alongRows ? width : height) - 1;
                for (int k = Math.max(0, at - within); k <= Math.min(last, at + within); k++)
                    wide[alongRows ? y * width + k : k * width + x] = true;
            }
        return wide;
    }

    /** The values of a map [H · W] at the marked pixels, row by row. */
    public static float[] pick(float[] map, boolean[] pixels) {
        if (map.length != pixels.length)
            throw new IllegalArgumentException(
                    "Regions: a map must have " + pixels.length + " pixels, got " + map.length);
        float[] picked = new float[map.length];
        int n = 0;
        for (int i = 0; i < map.length; i++) if (pixels[i]) picked[n++] = map[i];
        return Arrays.copyOf(picked, n);
    }
}
