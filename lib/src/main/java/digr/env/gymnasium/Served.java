package digr.env.gymnasium;

import java.util.Arrays;
import java.util.List;

/**
 * What a bridge says of an environment that it made.
 *
 * @param shape of an observation, {C, H, W}
 * @param actions how many there are
 * @param names of the actions, or none
 */
record Served(boolean ok, int[] shape, int actions, List<String> names) {
    Served {
        if (shape.length != 3 || shape[0] < 1 || shape[1] < 1 || shape[2] < 1 || actions < 1)
            throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " and " + actions + " actions");
    }

    boolean sameAs(Served other) {
        return Arrays.equals(shape, other.shape) && actions == other.actions;
    }

    /** The bytes of an observation. */
    int size() {
        return shape[0] * shape[1] * shape[2];
    }
}
