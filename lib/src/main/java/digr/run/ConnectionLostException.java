package digr.run;

/**
 * Something outside this program, such as a simulator, has gone. What was done so far is sound: it can be saved, and
 * taken up when the other side is back.
 */
public final class ConnectionLostException extends UserException {
    private static final long serialVersionUID = 1;

    public ConnectionLostException(String message) {
        super(message);
    }

    public ConnectionLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
