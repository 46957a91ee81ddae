package digr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * A command's words and the files that it reads, to be unpacked in a folder of another machine. There the files of the
 * project have their places in {@value #CHECKOUT}, as here in the project's folder; what a word names outside of that
 * lies in {@value #OUTSIDE}, in a folder of its own.
 *
 * @param words of the command line; {@value #HERE} stands for the folder
 * @param places of the files in the folder, parted by slashes, each with the file's SHA-256
 */
public record Parcel(List<String> words, Map<String, String> places) {
    /** The project's folder, see {@link Checkout#PROPERTY}. */
    public static final String CHECKOUT = "checkout";

    private static final String OUTSIDE = "outside";
    private static final String HERE = "{here}";

    /** @param inputs what the command has read */
    public static Parcel of(List<String> words, List<Source> inputs) {
        return of(words, inputs, normal(Checkout.folder()));
    }

    static Parcel of(List<String> words, List<Source> inputs, Path checkout) {
        List<String> packed = new ArrayList<>();
        Map<String, String> places = new TreeMap<>();
        for (Source input : inputs) {
            Path file = normal(input.file());
            if (file.startsWith(checkout)) places.put(inside(checkout.relativize(file)), input.sha256());
        }
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int value = word.startsWith("--") ? word.indexOf('=') + 1 : 0;
            Path named = path(word.substring(value));
            List<Source> of = inputs.stream()
                    .filter(input -> named != null && normal(input.file()).startsWith(named))
                    .toList();
            if (of.isEmpty()) {
                packed.add(word);
                continue;
            }
            String place = named.startsWith(checkout)
                    ? inside(checkout.relativize(named))
                    : OUTSIDE + "/" + i + "/" + named.getFileName();
            packed.add(word.substring(0, value) + HERE + "/" + place);
            for (Source input : of) {
                String rest = slashes(named.relativize(normal(input.file())));
                places.put(rest.isEmpty() ? place : place + "/" + rest, input.sha256());
            }
        }
        return new Parcel(packed, places);
    }

    /**
     * Puts the files in their places; those that are there stay.
     *
     * @param contents from a SHA-256 to a file of that content
     * @return the words that name them there
     * @throws UserException if a content is another, or a file cannot be written
     */
    public List<String> unpack(Path folder, Function<String, Path> contents) {
        places.forEach((place, sha256) -> put(folder.resolve(place), contents.apply(sha256), sha256));
        return words.stream()
                .map(word -> word.replace(HERE, folder.toAbsolutePath().toString()))
                .toList();
    }

    private static void put(Path file, Path content, String sha256) {
        if (Files.exists(file)) return;
        String came = SafeFiles.sha256(content);
        if (!came.equals(sha256))
            throw new UserException("Parcel: needed " + file + " with SHA-256 " + sha256 + ", got " + came
                    + "; a file changed after the command read it: run it again");
        try {
            Files.createDirectories(file.getParent());
            Path whole = file.resolveSibling("." + UUID.randomUUID());
            Files.copy(content, whole);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UserException("Parcel: can't write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Null where a word can be no path. */
    private static Path path(String text) {
        try {
            return text.isEmpty() ? null : normal(Path.of(text));
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static String inside(Path relative) {
        return relative.toString().isEmpty() ? CHECKOUT : CHECKOUT + "/" + slashes(relative);
    }

    private static String slashes(Path relative) {
        return relative.toString().replace('\\', '/');
    }
}
