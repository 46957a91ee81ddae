package digr.study;

import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Provenance;
import digr.run.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One of many measurements of a {@link Grid}, kept in a file of its own.
 *
 * @param values by the measure's name: a number for each state, episode or whatever was measured
 * @param provenance from what, with which options
 */
public record Cell(Map<String, double[]> values, Provenance provenance) {
    /** In a .npz: a float64 vector a measure, in the order of their names, and the provenance as JSON. */
    public void write(Path path) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        new TreeMap<>(values).forEach((measure, numbers) -> arrays.put(measure, NdArray.of(numbers, numbers.length)));
        NpzFile.write(path, arrays, provenance);
    }

    /** @throws UserException if the file is not what {@link #write} writes */
    static Cell read(Path path) {
        Map<String, NdArray> arrays = new LinkedHashMap<>(NpzFile.read(path));
        Provenance provenance = NpzFile.provenance(path, arrays);
        arrays.remove(NpzFile.PROVENANCE);
        Map<String, double[]> values = new LinkedHashMap<>();
        arrays.forEach((measure, numbers) -> {
            boolean fits = numbers.type() == NdArray.Type.FLOAT64 && numbers.shape().length == 1;
            if (!fits || !Arrays.stream(numbers.doubles()).allMatch(Double::isFinite))
                throw refuse(path, measure + " must be float64 [n], finite, got " + numbers);
            values.put(measure, numbers.doubles());
        });
        return new Cell(values, provenance);
    }

    private static UserException refuse(Path path, String why) {
        return new UserException("Cell: " + path + ": " + why + "; delete the file to have it measured anew");
    }

    /**
     * The cell in a file, if it is there and was made from the same files with the same options, by whichever revision.
     *
     * @param lengths how many numbers each of its measures must have; one of several
     * @throws UserException if it has others
     */
    public static Optional<Cell> kept(Path path, Provenance wanted, List<Map<String, Integer>> lengths) {
        if (!Files.exists(path)) return Optional.empty();
        Cell cell = read(path);
        if (!cell.provenance.isOfSameRun(wanted)) return Optional.empty();
        Map<String, Integer> found = new TreeMap<>();
        cell.values.forEach((measure, numbers) -> found.put(measure, numbers.length));
        if (!lengths.contains(found))
            throw refuse(path, "needed as many numbers of each measure as in " + lengths + ", got " + found);
        return Optional.of(cell);
    }
}
