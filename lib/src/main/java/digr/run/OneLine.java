package digr.run;

import java.util.regex.Pattern;

/**
 * Text that may come from a file, made fit for a terminal: one line, no control characters, of bounded length. So a name
 * in a file can neither move the cursor, nor colour or clear the screen, nor fill it.
 */
public final class OneLine {
    /** Of a longer text the beginning and the end are kept: the end often says what to do. */
    private static final int MOST = 1000;

    private static final int END = 300;
    private static final String GAP = " ... ";
    private static final Pattern BREAK = Pattern.compile("\\s*\\R\\s*");
    /** Control characters, those that are not seen or turn the direction of writing, and halves of characters. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}]");

    private OneLine() {}

    /** Line breaks become spaces, unprintable characters question marks; of more than 1000 characters some are left out. */
    public static String of(String text) {
        String stripped = text.strip();
        String shorter = stripped.length() <= MOST
                ? stripped
                : stripped.substring(0, MOST - GAP.length() - END) + GAP + stripped.substring(stripped.length() - END);
        return UNPRINTABLE.matcher(BREAK.matcher(shorter).replaceAll(" ")).replaceAll("?");
    }
}
