package digr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The provenance of a file: in the metadata of a .safetensors, among the arrays of a .npz, of other files beside it as
 * NAME.json. A learning curve, NAME.csv beside the policy NAME.safetensors, has that of the policy.
 */
public final class OwnProvenance {
    private static final String SAFETENSORS = ".safetensors";
    private static final String KEY = "provenance";

    private OwnProvenance() {}

    /**
     * Empty where there is none, as in files of others.
     *
     * @throws UserException if the file, or the one beside it, is damaged
     */
    public static Optional<Provenance> of(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith(SAFETENSORS))
            return Optional.ofNullable(Safetensors.metadata(file).get(KEY)).map(Provenance::fromJson);
        if (name.endsWith(".npz")) return inArrays(file);
        Path policy = file.resolveSibling(name.replaceFirst("\\.csv$", SAFETENSORS));
        if (!policy.equals(file) && Files.exists(policy)) return of(policy);
        return beside(file.resolveSibling(name.replaceFirst("\\.[^.]*$", "") + ".json"));
    }

    private static Optional<Provenance> inArrays(Path file) {
        Map<String, NdArray> found = SafeZip.read(
                file,
                (name, in, size) ->
                        name.equals(NpzFile.PROVENANCE + ".npy") ? NpyFile.read(file + ":" + name, in, size) : null);
        return found.values().stream()
                .findFirst()
                .map(array -> NpzFile.provenance(file, Map.of(NpzFile.PROVENANCE, array)));
    }

    private static Optional<Provenance> beside(Path json) {
        if (!Files.exists(json)) return Optional.empty();
        try {
            return Optional.of(Provenance.fromJson("Provenance: " + json, Files.readString(json)));
        } catch (IOException e) {
            throw SafeFiles.unreadable(json, e);
        }
    }
}
