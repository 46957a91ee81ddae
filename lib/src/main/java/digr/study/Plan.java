package digr.study;

import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** The commands of a {@link Reproduction}, each once, and how long they take. */
public final class Plan {
    private final Set<String> commands = new HashSet<>();
    private double seconds;
    private int unknown;

    /**
     * Takes a command in.
     *
     * @param takes its seconds; empty where nobody knows
     * @return what is to be said of it, behind it
     */
    public String add(String command, OptionalDouble takes) {
        if (!commands.add(command)) return ", the same run";
        if (takes.isEmpty()) unknown++;
        seconds += takes.orElse(0);
        return takes.isEmpty() ? "" : String.format(Locale.ROOT, ", %.1f min", takes.getAsDouble() / 60);
    }

    /** Such as {@code 3 runs, 2.5 h}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d runs, %.1f h%s",
                commands.size(),
                seconds / 3600,
                unknown == 0 ? "" : ", and " + unknown + " that nobody has timed yet");
    }
}
