package digr.study;

import digr.run.OwnProvenance;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a project by their content, so that a parent's SHA-256 leads to the file, and on to its parents. */
public final class DataFiles {
    private final Path folder;
    private Map<String, Path> bySha256; // once it is asked

    public DataFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Where the file of this content is; of equal files the first by name counts.
     *
     * @throws UserException if a file of the folder cannot be read
     */
    public synchronized Optional<Path> file(String sha256) {
        if (bySha256 == null) bySha256 = read();
        return Optional.ofNullable(bySha256.get(sha256));
    }

    private Map<String, Path> read() {
        Map<String, Path> found = new HashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).sorted().forEach(file -> found.putIfAbsent(SafeFiles.sha256(file), file));
        } catch (IOException e) {
            throw new UserException("can't list " + folder + ": " + e.getMessage(), e);
        }
        return found;
    }

    /**
     * The file of this content, and those that it was made from, and so on: SHA-256 by the path below the folder. A parent
     * that is not here stands under {@code ROLE of PATH}.
     */
    public Map<String, String> ancestry(Path file, String sha256) {
        Map<String, String> all = new TreeMap<>();
        add(name(file), file, sha256, all);
        return all;
    }

    private void add(String name, Path file, String sha256, Map<String, String> all) {
        if (all.put(name, sha256) != null) return;
        OwnProvenance.of(file).map(Provenance::parentSha256).orElse(Map.of()).forEach((role, parent) -> file(parent)
                .ifPresentOrElse(
                        known -> add(name(known), known, parent, all), () -> all.put(role + " of " + name, parent)));
    }

    /** From the folder, with slashes. */
    private String name(Path file) {
        Path absolute = file.toAbsolutePath();
        Path from = folder.toAbsolutePath();
        return (absolute.startsWith(from) ? from.relativize(absolute) : file.getFileName())
                .toString()
                .replace('\\', '/');
    }
}
