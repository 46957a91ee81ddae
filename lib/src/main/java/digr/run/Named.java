package digr.run;

import java.util.Arrays;

/** The constants of an enum by the names that the command line and files give them: what their toString says. */
public final class Named {
    private Named() {}

    /** @throws IllegalArgumentException if none has that name */
    public static <E extends Enum<E>> E of(Class<E> type, String name) {
        E[] all = type.getEnumConstants();
        return Arrays.stream(all)
                .filter(constant -> constant.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        type.getSimpleName() + ": must be one of " + Arrays.toString(all) + ", got " + name));
    }
}
