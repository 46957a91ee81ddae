package digr.distill;

import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Source;
import digr.run.Sourced;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * States, and for each the pixels that do not matter there: those whose gradients DIGR penalises.
 *
 * <p>The paper takes them from perturbation maps ({@link PerturbationDataset}) and names an expert's annotation as an
 * extension ({@link ExpertAnnotation}).
 */
public interface MaskSource extends Sourced {
    /** Number of states n. */
    int size();

    /** {C, H, W}. */
    int[] stateShape();

    /** uint8 [n, C, H, W]; not a copy. */
    byte[] states();

    /**
     * Which pixels of which state are unimportant: [n, H, W].
     *
     * @param lambda the importance, of 0 to 1, up to which a pixel is unimportant
     */
    boolean[] unimportant(double lambda);

    /** Whether no pixel of any state matters: a loss that selects pixels by such masks selects nothing. */
    default boolean isZero() {
        for (boolean without : unimportant(MapLevels.SMALLEST)) if (!without) return false;
        return true;
    }

    /** What they are among the parents of a student. */
    default String role() {
        return "masks";
    }

    /** SHA-256 of the teacher's file whose masks they are; empty where they are of no teacher, as an expert's. */
    default Optional<String> teacherSha256() {
        return Optional.empty();
    }

    /**
     * The one or the other in a .npz file; the names of its arrays tell which.
     *
     * @throws UserException if it is neither
     */
    static MaskSource load(Path path) {
        return Source.reading(path, MaskSource::read);
    }

    private static MaskSource read(Source source) {
        Path path = source.file();
        Map<String, NdArray> arrays = NpzFile.read(path);
        if (arrays.containsKey(PerturbationDataset.LEVELS)) return PerturbationDataset.of(source, arrays);
        if (arrays.containsKey(ExpertAnnotation.IMPORTANT)) return ExpertAnnotation.of(source, arrays);
        throw new UserException("MaskSource: " + path + ": needed states and " + PerturbationDataset.LEVELS + " or "
                + ExpertAnnotation.IMPORTANT + ", got " + arrays.keySet()
                + "; ./digr perturb makes a perturbation dataset");
    }
}
