package digr.run;

/**
 * A user's mistake or a trouble of the user's machine, told in one line: "Who: what was needed, what came, what to do".
 * The command line prints it without a stack trace and exits with 1; a notebook shows no more than the line either, see
 * {@link #tellInOneLine}.
 */
public class UserException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static volatile boolean oneLine;

    public UserException(String message) {
        this(message, null);
    }

    /** @param message is cut and made printable, see {@link OneLine} */
    public UserException(String message, Throwable cause) {
        super(OneLine.of(message), oneLine ? null : cause, true, !oneLine);
    }

    /**
     * From now on these exceptions keep neither stack trace nor cause: for a kernel, which shows all that they keep.
     *
     * @param now false for what a command line's {@code --verbose} needs, as at the start
     */
    public static void tellInOneLine(boolean now) {
        oneLine = now;
    }
}
