package digr.run;

/** A training has lost itself: a loss or a weight is not finite any more. Begun again, it would come to the same. */
public final class DivergedException extends UserException {
    private static final long serialVersionUID = 1;

    public DivergedException(String message) {
        super(message);
    }
}
