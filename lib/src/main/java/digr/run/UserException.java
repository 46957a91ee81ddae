package digr.run;

/**
 * A user's mistake or a trouble of the user's machine, told in one line: "Who: what was needed, what came, what to do".
 * The command line prints it without a stack trace and exits with 1.
 */
public class UserException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UserException(String message) {
        super(message);
    }

    public UserException(String message, Throwable cause) {
        super(message, cause);
    }
}
