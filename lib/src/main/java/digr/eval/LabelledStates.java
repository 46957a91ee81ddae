package digr.eval;

import digr.env.Regions;

/** States of a task of which it is known which pixels matter, see {@link Regions}. */
public sealed interface LabelledStates permits RoomStates, RecordedStates, ShiftedStates {
    /** N. */
    int size();

    /** How many were taken of each episode that has as many: 1 where episodes are short. */
    int statesAnEpisode();

    /** {C, H, W}. */
    int[] shape();

    /** By how many pixels the pictures stand right of and below their place, see {@link ShiftedStates}. */
    default int shift() {
        return 0;
    }

    /** uint8 [N, C, H, W]; not to be modified. Of many states ask for those of a {@link #part}. */
    byte[] frames();

    /** Of state number {@code i}. */
    Regions regions(int i);

    /** The states from number {@code from} to before number {@code to}. */
    LabelledStates part(int from, int to);
}
