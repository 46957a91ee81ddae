package digr.env;

import java.util.function.IntPredicate;

/** An environment that can draw its present observation without some of the things in it, as a simulator can. */
public interface Separable extends Environment {
    /** Which thing each pixel of the present observation shows, by number; −1 where it shows none; [H · W]. */
    int[] things();

    /**
     * As {@link #observe(byte[], int)} would write it, were only some of the things there.
     *
     * @param shown which things, by number
     */
    void observe(IntPredicate shown, byte[] frame, int offset);
}
