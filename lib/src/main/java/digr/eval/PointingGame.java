package digr.eval;

/**
 * Whether a map points at what matters: 1 if its largest value lies in the important region, else 0. Of several largest
 * values the share that lies there; so a map that is zero everywhere gets the region's share of all pixels.
 *
 * @see <a href="https://arxiv.org/abs/1608.00507">Zhang et al. 2018, Top-down neural attention by excitation
 *     backprop</a>
 */
final class PointingGame {
    private PointingGame() {}

    /**
     * As {@link #of(float[], boolean[])} with a tolerance, as the game's inventors have it: a map hits, too, whose largest
     * value lies beside the important region.
     *
     * @param width of the picture
     * @param within so many rows and columns
     */
    static double of(float[] map, boolean[] important, int width, int within) {
        return of(map, widened(widened(important, width, within, true), width, within, false));
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

    /**
     * @param map [pixels], numbers
     * @param important [pixels]
     */
    static double of(float[] map, boolean[] important) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : map) largest = Math.max(largest, value);
        int all = 0;
        int inside = 0;
        for (int i = 0; i < map.length; i++) {
            if (map[i] != largest) continue;
            all++;
            if (important[i]) inside++;
        }
        if (all == 0)
            throw new IllegalArgumentException("PointingGame: a map of numbers is needed, got NaN or nothing");
        return (double) inside / all;
    }
}
