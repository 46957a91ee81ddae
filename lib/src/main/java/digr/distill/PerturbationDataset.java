package digr.distill;

import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Provenance;
import digr.run.Source;
import digr.run.UserException;
import digr.saliency.Background;
import digr.saliency.SaliencyMap;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * States of a teacher's episodes, each with its perturbation map Mp, divided by its maximum: what DIGR's mask
 * 1(λ − Mp ≥ 0) is made of.
 *
 * <p>In its file, a .npz: {@code states}, uint8 [n, C, H, W]; {@code levels}, uint8 [n, H, W]; where a counterfactual
 * method made the maps, {@code background}, uint8 [C, H, W]; {@code provenance}, JSON as uint8. A map is kept as levels k, a byte a pixel: Mp ≤ 1e-4 for k = 0, else Mp ≤ 10^(k/63 − 4), and above the
 * level below. So masks for λ of .001, .01 and .1 are exact, and any other λ is rounded down by less than 3.7 %.
 */
public final class PerturbationDataset implements MaskSource {
    static final String LEVELS = "levels";

    private final int[] stateShape;
    private final byte[] states;
    private final byte[] levels;
    private final Background background; // null where none was needed
    private final Provenance provenance;
    private final Source source; // null where it was not read

    /**
     * @param states uint8 [n, C, H, W]; not copied
     * @param levels [n, H, W], see {@link MapLevels}; not copied
     * @param background null where none was needed
     * @param source null where it was not read
     */
    PerturbationDataset(
            int[] stateShape,
            byte[] states,
            byte[] levels,
            Background background,
            Provenance provenance,
            Source source) {
        this.stateShape = stateShape.clone();
        this.states = states;
        this.levels = levels;
        this.background = background;
        this.provenance = provenance;
        this.source = source;
    }

    @Override
    public Optional<Source> source() {
        return Optional.ofNullable(source);
    }

    /**
     * Reads a file.
     *
     * @throws UserException if it is not what {@link #write} writes
     */
    public static PerturbationDataset load(Path path) {
        return Source.reading(path, source -> of(source, NpzFile.read(path)));
    }

    static PerturbationDataset of(Source source, Map<String, NdArray> arrays) {
        Path path = source.file();
        NdArray states = MaskArrays.states(path, arrays);
        Background background = MaskArrays.background(path, arrays);
        Set<String> names = new HashSet<>(Set.of(MaskArrays.STATES, LEVELS));
        if (background != null) names.add(Background.ARRAY);
        NpzFile.requireNames(path, arrays, names);
        byte[] levels =
                MaskArrays.ofPixels(path, arrays, LEVELS, NdArray.Type.UINT8).bytes();
        MapLevels.requireLevels("PerturbationDataset: " + path, levels);
        return new PerturbationDataset(
                MaskArrays.stateShape(states),
                states.bytes(),
                levels,
                background,
                NpzFile.provenance(path, arrays),
                source);
    }

    /** Writes or replaces a file; the same dataset gives the same bytes. */
    public void write(Path path) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put(MaskArrays.STATES, NdArray.of(states, size(), stateShape[0], stateShape[1], stateShape[2]));
        arrays.put(LEVELS, NdArray.of(levels, size(), stateShape[1], stateShape[2]));
        if (background != null) arrays.put(Background.ARRAY, NdArray.of(background.picture(), background.shape()));
        NpzFile.write(path, arrays, provenance);
    }

    @Override
    public int size() {
        return levels.length / pixels();
    }

    @Override
    public int[] stateShape() {
        return stateShape.clone();
    }

    @Override
    public byte[] states() {
        return states;
    }

    /** The i-th state's map Mp as it is kept: [H, W], each pixel at its level's upper end. */
    public SaliencyMap map(int i) {
        float[] values = new float[pixels()];
        float most = 0;
        for (int p = 0; p < values.length; p++) {
            values[p] = MapLevels.value(levels[i * values.length + p]);
            most = Math.max(most, values[p]);
        }
        return new SaliencyMap(values, stateShape[1], stateShape[2], most);
    }

    /**
     * 1(λ − Mp ≥ 0) for every pixel of every state, [n, H, W].
     *
     * @param lambda at least 1e-4 and below 1
     */
    @Override
    public boolean[] unimportant(double lambda) {
        if (!(lambda >= MapLevels.SMALLEST && lambda < 1))
            throw new IllegalArgumentException("PerturbationDataset: lambda must be at least " + MapLevels.SMALLEST
                    + " and below 1, got " + lambda + "; maps are kept no finer");
        int last = MapLevels.at(lambda);
        boolean[] unimportant = new boolean[levels.length];
        for (int i = 0; i < levels.length; i++) unimportant[i] = (levels[i] & 255) <= last;
        return unimportant;
    }

    /** The median of the states, which a counterfactual method put in place of things; empty for other methods. */
    public Optional<Background> background() {
        return Optional.ofNullable(background);
    }

    @Override
    public Optional<String> teacherSha256() {
        return Optional.ofNullable(provenance.parentSha256().get("teacher"));
    }

    /** How the dataset was made: the teacher's file, the seed, the perturbation. */
    public Provenance provenance() {
        return provenance;
    }

    private int pixels() {
        return stateShape[1] * stateShape[2];
    }

    @Override
    public String toString() {
        return "PerturbationDataset[" + size() + " states " + Arrays.toString(stateShape) + "]";
    }
}
