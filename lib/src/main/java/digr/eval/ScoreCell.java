package digr.eval;

import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Provenance;
import digr.run.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@link MapScoring} measured of one method on one policy.
 *
 * @param kind of policy
 * @param seed of its training
 * @param method by its name
 * @param values by the measure's name, state by state
 * @param provenance from what, with which options
 */
public record ScoreCell(String kind, long seed, String method, Map<String, double[]> values, Provenance provenance) {
    private static final String PROVENANCE = "provenance";

    double[] values(String measure) {
        return values.get(measure);
    }

    /** In a .npz: float64 [states] a measure, and the provenance as JSON. */
    void write(Path path) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        values.forEach((measure, ofStates) -> arrays.put(measure, NdArray.of(ofStates, ofStates.length)));
        byte[] json = provenance.toJson().getBytes(StandardCharsets.UTF_8);
        arrays.put(PROVENANCE, NdArray.of(json, json.length));
        NpzFile.write(path, arrays);
    }

    /** @throws UserException if the file is not what {@link #write} writes */
    static ScoreCell read(Path path, String kind, long seed, String method) {
        Map<String, NdArray> arrays = new LinkedHashMap<>(NpzFile.read(path));
        NdArray json = arrays.remove(PROVENANCE);
        if (json == null || json.type() != NdArray.Type.UINT8)
            throw new UserException("ScoreCell: " + path + " has no provenance; delete it, to have it computed again");
        Map<String, double[]> values = new LinkedHashMap<>();
        arrays.forEach((measure, ofStates) -> values.put(measure, ofStates.doubles()));
        return new ScoreCell(
                kind, seed, method, values, Provenance.fromJson(new String(json.bytes(), StandardCharsets.UTF_8)));
    }

    /** Whether it was made from the same files with the same options, by whichever revision. */
    boolean answers(Provenance wanted) {
        return provenance.task().equals(wanted.task())
                && provenance.options().equals(wanted.options())
                && provenance.parentSha256().equals(wanted.parentSha256());
    }
}
