package digr.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * numpy's file of several named arrays: a zip of .npy files.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.savez.html">numpy.savez</a>
 */
public final class NpzFile {
    /** The name of the array that holds a file's provenance: JSON, as uint8. */
    public static final String PROVENANCE = "provenance";

    private static final String SUFFIX = ".npy";

    /** The same for every file; the first moment that a zip can hold without a second, zone-dependent field. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 2);

    /** Bytes that are left for headers, the provenance and a background. */
    private static final long REST = 1 << 20;

    private NpzFile() {}

    /**
     * Reads all arrays, in the file's order.
     *
     * @throws UserException if it is no .npz file, is damaged, or unpacks to more than 1 GiB
     */
    public static Map<String, NdArray> read(Path path) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        SafeZip.read(path, (name, in, size) -> {
                    if (!name.endsWith(SUFFIX))
                        throw new UserException("NpzFile: " + path + ": needed .npy files inside, got " + name);
                    return NpyFile.read(path + ":" + name, in, size);
                })
                .forEach((name, array) -> arrays.put(name.substring(0, name.length() - SUFFIX.length()), array));
        return Collections.unmodifiableMap(arrays);
    }

    /**
     * To be called before long work whose result is to be read again.
     *
     * @param who for the message
     * @param bytes that a state takes in all arrays together
     * @throws UserException if a file of so many could not be read
     */
    public static void requireRoom(String who, int states, long bytes) {
        long most = (SafeZip.UNPACKED_LIMIT - REST) / bytes;
        if (states > most)
            throw new UserException(who + ": " + states + " states take " + (states * bytes >> 20)
                    + " MiB, and a file is read up to " + (SafeZip.UNPACKED_LIMIT >> 20) + " MiB; ask for at most "
                    + most);
    }

    /** Writes or replaces a file, compressed; the same arrays give the same bytes. See {@link SafeFiles#write}. */
    public static void write(Path path, Map<String, NdArray> arrays) {
        SafeFiles.write(path, out -> write(arrays, out));
    }

    /** As {@link #write(Path, Map)}, with the provenance as the last array. */
    public static void write(Path path, Map<String, NdArray> arrays, Provenance provenance) {
        byte[] json = provenance.toJson().getBytes(StandardCharsets.UTF_8);
        Map<String, NdArray> all = new LinkedHashMap<>(arrays);
        all.put(PROVENANCE, NdArray.of(json, json.length));
        write(path, all);
    }

    /**
     * The provenance among the arrays of a file.
     *
     * @throws UserException if there is none
     */
    public static Provenance provenance(Path path, Map<String, NdArray> arrays) {
        NdArray json = arrays.get(PROVENANCE);
        if (json == null || json.type() != NdArray.Type.UINT8 || json.shape().length != 1)
            throw new UserException("NpzFile: " + path + ": needed an array " + PROVENANCE + " of type uint8, got "
                    + (json == null ? "none of this name" : json)
                    + "; it must have one axis; the file is damaged, or not made by digr");
        return Provenance.fromJson(
                "NpzFile: " + path + ": provenance", StrictJson.text("NpzFile: " + path, json.bytes()));
    }

    private static void write(Map<String, NdArray> arrays, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Map.Entry<String, NdArray> array : arrays.entrySet()) {
            ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
            entry.setTimeLocal(NO_TIME);
            zip.putNextEntry(entry);
            NpyFile.write(array.getValue(), zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    /**
     * Makes sure that a file holds what its reader knows, and its provenance at most.
     *
     * @throws UserException if an array is missing or unknown
     */
    public static void requireNames(Path path, Map<String, NdArray> arrays, Set<String> names) {
        Set<String> found = new TreeSet<>(arrays.keySet());
        found.remove(PROVENANCE);
        for (String name : new TreeSet<>(names))
            if (!found.contains(name))
                throw new UserException("NpzFile: " + path + ": needed an array " + name + ", got only " + found
                        + "; the file is damaged, or of another kind");
        if (!found.equals(names))
            throw new UserException("NpzFile: " + path + ": needed the arrays " + new TreeSet<>(names)
                    + " and no others, got " + found + "; the file is damaged, or of another kind");
    }
}
