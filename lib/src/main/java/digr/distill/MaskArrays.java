package digr.distill;

import digr.run.NdArray;
import digr.run.UserException;
import digr.saliency.Background;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Checked reading of the arrays of a {@link MaskSource}'s file. */
final class MaskArrays {
    static final String STATES = "states";

    private MaskArrays() {}

    /** The states, uint8 [n, C, H, W] with n at least 1. */
    static NdArray states(Path path, Map<String, NdArray> arrays) {
        NdArray states = array(path, arrays, STATES, NdArray.Type.UINT8);
        if (states.shape().length != 4 || states.length() == 0)
            throw new UserException(
                    "MaskSource: " + path + ": states must be uint8 [n, C, H, W], none empty, got " + states);
        return states;
    }

    /** An array with one number a pixel of each state, [n, H, W]. */
    static NdArray ofPixels(Path path, Map<String, NdArray> arrays, String name, NdArray.Type type) {
        NdArray array = array(path, arrays, name, type);
        int[] of = states(path, arrays).shape();
        int[] shape = {of[0], of[2], of[3]};
        if (!Arrays.equals(array.shape(), shape))
            throw new UserException("MaskSource: " + path + ": " + name + " must be " + type + " "
                    + Arrays.toString(shape) + " for states " + Arrays.toString(of) + ", got " + array);
        return array;
    }

    /** What the file keeps as the states' background; null where it keeps none. */
    static Background background(Path path, Map<String, NdArray> arrays) {
        NdArray stored = arrays.get(Background.ARRAY);
        if (stored == null) return null;
        int[] shape = stateShape(states(path, arrays));
        if (!Arrays.equals(stored.shape(), shape))
            throw new UserException("MaskSource: " + path + ": " + Background.ARRAY + " must be as its states, uint8 "
                    + Arrays.toString(shape) + ", got " + stored);
        return Background.of(path, stored);
    }

    static NdArray array(Path path, Map<String, NdArray> arrays, String name, NdArray.Type type) {
        NdArray array = arrays.get(name);
        if (array == null || array.type() != type)
            throw new UserException("MaskSource: " + path + ": needed an array " + name + " of type " + type + ", got "
                    + (array == null ? "none of this name" : array));
        return array;
    }

    /** The state shape {C, H, W} of states [n, C, H, W]. */
    static int[] stateShape(NdArray states) {
        return Arrays.copyOfRange(states.shape(), 1, 4);
    }
}
