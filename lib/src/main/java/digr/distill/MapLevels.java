package digr.distill;

import digr.run.UserException;
import java.util.Arrays;

/**
 * Saliencies of 0 to 1 as bytes, finer where they are smaller: level 0 stands for what is at most 1e-4, level k of 1 to
 * 252 for what is at most 10^(k/63 − 4) and more than the level below. Levels lie 3.7 % apart, and .001, .01 and .1 are
 * levels: a threshold there divides the pixels as it would have divided the numbers themselves.
 */
final class MapLevels {
    /** The least threshold that can be asked for. */
    static final double SMALLEST = 1e-4;

    private static final int PER_DECADE = 63;
    private static final int DECADES = 4;

    /** The largest number of each level. */
    private static final float[] TOP = new float[PER_DECADE * DECADES + 1];

    static {
        for (int k = 0; k < TOP.length; k++) TOP[k] = (float) Math.pow(10, (double) k / PER_DECADE - DECADES);
    }

    private MapLevels() {}

    static byte[] of(float[] values) {
        byte[] levels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            int found = Arrays.binarySearch(TOP, values[i]);
            levels[i] = (byte) (found >= 0 ? found : -found - 1);
        }
        return levels;
    }

    /** The largest number of a level; 0 for level 0. */
    static float value(byte level) {
        return level == 0 ? 0 : TOP[level & 255];
    }

    /**
     * @param who begins the message
     * @throws UserException if one is no level
     */
    static void requireLevels(String who, byte[] levels) {
        for (byte level : levels)
            if ((level & 255) >= TOP.length)
                throw new UserException(who + ": no such level, " + (level & 255) + "; the file is damaged");
    }

    /** The last level that lies at or below a threshold. */
    static int at(double threshold) {
        int found = Arrays.binarySearch(TOP, (float) threshold);
        return found >= 0 ? found : -found - 2;
    }
}
