package digr.nn;

/**
 * What is made of each window of a picture, channel by channel, behind a convolution's activation. Without padding: a
 * side of n becomes ⌊(n − window)/stride⌋ + 1.
 *
 * @param kind what is made of a window
 * @param window its side
 * @param stride from one window to the next
 */
public record Pooling(Kind kind, int window, int stride) {
    /** No pooling. */
    public static final Pooling NONE = new Pooling(Kind.NONE, 1, 1);

    /** What is made of a window. */
    public enum Kind {
        /** The picture stays as it is. */
        NONE,
        /** Its greatest number. */
        MAXIMUM,
        /** Its mean. */
        AVERAGE
    }

    public Pooling {
        if (window < 1 || stride < 1 || (kind == Kind.NONE && (window > 1 || stride > 1)))
            throw new IllegalArgumentException(
                    "Pooling: window and stride must be at least 1, and 1 without pooling, got " + kind + ", " + window
                            + ", " + stride);
    }

    int outputSide(int side) {
        return side < window ? 0 : (side - window) / stride + 1;
    }
}
