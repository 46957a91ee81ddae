package digr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/**
 * The file that a value was read from. What a command has read so far is known by {@link #read}.
 *
 * @param file its path
 * @param sha256 of its content when it was read, in hexadecimal
 */
public record Source(Path file, String sha256) {
    private static final Map<Path, Source> READ = new ConcurrentSkipListMap<>();

    /** What changes when a file is written or replaced. */
    private record State(long size, long modified, Object key) {}

    /**
     * Reads a file.
     *
     * @param reader makes the value, which knows this source
     * @throws UserException if the file cannot be read, or changes meanwhile
     */
    public static <T> T reading(Path file, Function<Source, T> reader) {
        Optional<State> before = state(file);
        Source source = new Source(file, SafeFiles.sha256(file));
        T value = reader.apply(source);
        if (!before.equals(state(file)))
            throw new UserException(file + " changed while it was read; try again when it is written");
        READ.put(file.toAbsolutePath().normalize(), source);
        return value;
    }

    /** All files that this program has read since {@link #forgetRead}, in the order of their paths. */
    public static List<Source> read() {
        return List.copyOf(READ.values());
    }

    /** Another command begins. */
    public static void forgetRead() {
        READ.clear();
    }

    /** Empty where it cannot be told; then reading it tells why. */
    private static Optional<State> state(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new State(now.size(), now.lastModifiedTime().toMillis(), now.fileKey()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
