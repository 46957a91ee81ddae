package digr.distill;

import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Source;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Masks by a person, who says for each pixel of some states whether it matters. In Python:
 *
 * <pre>{@code numpy.savez_compressed("annotation.npz", states=states, important=important)}</pre>
 *
 * @param stateShape {C, H, W}
 * @param states uint8 [n, C, H, W]; not a copy
 * @param important [n, H, W]; not a copy
 * @param source the file; empty where it was not read
 */
public record ExpertAnnotation(int[] stateShape, byte[] states, boolean[] important, Optional<Source> source)
        implements MaskSource {
    static final String IMPORTANT = "important";

    public ExpertAnnotation {
        int pixels = stateShape[1] * stateShape[2];
        if (important.length == 0
                || important.length % pixels != 0
                || states.length != important.length * stateShape[0])
            throw new IllegalArgumentException("ExpertAnnotation: needed [n, C, H, W] bytes and [n, H, W] marks with"
                    + " [C, H, W] = " + Arrays.toString(stateShape) + ", got " + states.length + " and "
                    + important.length);
    }

    /** From no file. */
    public ExpertAnnotation(int[] stateShape, byte[] states, boolean[] important) {
        this(stateShape, states, important, Optional.empty());
    }

    /**
     * Reads a .npz file with {@code states}, uint8 [n, C, H, W], and {@code important}, bool [n, H, W].
     *
     * @throws UserException if it is not such a file
     */
    public static ExpertAnnotation load(Path path) {
        return Source.reading(path, source -> of(source, NpzFile.read(path)));
    }

    static ExpertAnnotation of(Source source, Map<String, NdArray> arrays) {
        Path path = source.file();
        NdArray states = MaskArrays.states(path, arrays);
        NdArray important = MaskArrays.ofPixels(path, arrays, IMPORTANT, NdArray.Type.BOOL);
        NpzFile.requireNames(path, arrays, Set.of(MaskArrays.STATES, IMPORTANT));
        return new ExpertAnnotation(
                MaskArrays.stateShape(states), states.bytes(), important.booleans(), Optional.of(source));
    }

    @Override
    public int size() {
        return important.length / (stateShape[1] * stateShape[2]);
    }

    /**
     * The pixels without a mark, for a λ below 1: a mark is an importance of 1, no mark one of 0.
     *
     * @param lambda any number from 0 to below 1 gives the same
     */
    @Override
    public boolean[] unimportant(double lambda) {
        if (!(lambda >= 0 && lambda < 1))
            throw new IllegalArgumentException(
                    "ExpertAnnotation: lambda must be at least 0 and below 1, got " + lambda);
        boolean[] unimportant = new boolean[important.length];
        for (int i = 0; i < unimportant.length; i++) unimportant[i] = !important[i];
        return unimportant;
    }
}
