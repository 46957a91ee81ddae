package digr.eval;

import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Provenance;
import digr.run.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One of many measurements, kept in a file of its own: a run of them that was killed goes on after the last one.
 *
 * @param values by the measure's name: a number for each state, episode or whatever was measured
 * @param provenance from what, with which options
 */
public record Cell(Map<String, double[]> values, Provenance provenance) {
    /** In a .npz: a float64 vector a measure, and the provenance as JSON. */
    public void write(Path path) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        values.forEach((measure, numbers) -> arrays.put(measure, NdArray.of(numbers, numbers.length)));
        NpzFile.write(path, arrays, provenance);
    }

    /** @throws UserException if the file is not what {@link #write} writes */
    static Cell read(Path path) {
        Map<String, NdArray> arrays = new LinkedHashMap<>(NpzFile.read(path));
        Provenance provenance = NpzFile.provenance(path, arrays);
        arrays.remove(NpzFile.PROVENANCE);
        Map<String, double[]> values = new LinkedHashMap<>();
        arrays.forEach((measure, numbers) -> values.put(measure, numbers.doubles()));
        return new Cell(values, provenance);
    }

    /**
     * The cell in a file, if it is there and was made from the same files with the same options, by whichever revision.
     */
    public static Optional<Cell> kept(Path path, Provenance wanted) {
        return Files.exists(path)
                ? Optional.of(read(path)).filter(cell -> cell.provenance.isOfSameRun(wanted))
                : Optional.empty();
    }
}
