package digr.run;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The command that this program was started by, as provenance keeps it: what decides the result. Files of the project are
 * named from its folder, others by their names alone; where the result goes, how many threads work, and whether it went on
 * from a checkpoint is left out.
 */
public final class Invocation {
    private static final Set<String> WITH_VALUE = Set.of(
            "--seeds", "--out", "--runs", "--csv", "--png", "--threads", "--jobs", "--spark", "--checkpoint-every");
    private static final Set<String> ALONE = Set.of("--resume", "--verbose");

    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\\\\]|'[^']*'|\\\\')+");

    private static volatile String command = "";

    private Invocation() {}

    /** Empty where the program is no command, such as a notebook. */
    public static String now() {
        return command;
    }

    /** This program does a part of a command that another one was started by: its {@link #now}. */
    public static void isPartOf(String other) {
        command = other;
    }

    /** @param words of the command line, without the launcher */
    public static void is(String... words) {
        command = text(words);
    }

    /** From here on it is as if it had been called for this one of several seeds. */
    public static void isOfSeed(long seed) {
        command = command.replaceFirst(" --seed \\d+$", "") + " --seed " + seed;
    }

    static String text(String... words) {
        List<String> kept = new ArrayList<>(List.of("./digr"));
        for (String word : deciding(List.of(words))) kept.add(quoted(named(word)));
        return String.join(" ", kept);
    }

    /** Those words of a command line that decide the result. */
    public static List<String> deciding(List<String> words) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String option = words.get(i).replaceFirst("=.*", "");
            if (ALONE.contains(option)) continue;
            if (!WITH_VALUE.contains(option)) kept.add(words.get(i));
            else if (option.equals(words.get(i))) i++; // its value is the next word
        }
        return kept;
    }

    /** A file by its name from the project's folder, or without a folder; any other word as it is. */
    private static String named(String word) {
        int value = word.startsWith("--") ? word.indexOf('=') + 1 : 0;
        String before = word.substring(0, value);
        String text = word.substring(value);
        if (!text.contains("/") && !text.contains(".")) return word;
        try {
            Path file = Path.of(text).toAbsolutePath().normalize();
            if (!Files.exists(file)) return word;
            return before
                    + Checkout.find()
                            .map(Path::toAbsolutePath)
                            .filter(file::startsWith)
                            .map(folder -> slashes(folder.relativize(file)))
                            .orElse(file.getFileName().toString());
        } catch (InvalidPathException e) {
            return word;
        }
    }

    private static String slashes(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    /** The words of a command as {@link Provenance#command} keeps it, the launcher first. */
    public static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find())
            words.add(word.group().replace("'\\''", "\0").replace("'", "").replace("\0", "'"));
        return words;
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
