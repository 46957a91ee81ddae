package digr.eval;

import digr.env.Regions;

/**
 * Whether a map points at what matters: 1 if its largest value lies in the important region, else 0. Of several largest
 * values the share that lies there; so a map that is zero everywhere gets the region's share of all pixels. The game's
 * inventors allow a tolerance: that is {@link Regions#around}.
 *
 * @see <a href="https://arxiv.org/abs/1608.00507">Zhang et al. 2018, Top-down neural attention by excitation
 *     backprop</a>
 */
final class PointingGame {
    private PointingGame() {}

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
