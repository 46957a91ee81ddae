package digr.env.gymnasium;

/**
 * Which environment of Gymnasium, and what is made of its pictures.
 *
 * <pre>{@code
 * GymnasiumOptions pong = GymnasiumOptions.of("ALE/Pong-v5", Wrap.ATARI);
 * }</pre>
 *
 * @param id as for {@code gymnasium.make}: ALE/Pong-v5; with its module before a colon, package:Mine-v0, that is imported
 * @param wrap what makes pictures
 * @param size height and width of the pictures, 1 to 4096; those of {@link Wrap#NONE} stay as they are
 * @param stack how many pictures are an observation, 1 to 64; the newest is the last
 * @param lifeLossTerminates whether {@link digr.env.Step#terminated} is true at every loss of a life, for learning, while
 *     the game goes on; with {@link Wrap#ATARI} alone
 * @param timeout what a request may take, in seconds, above 0 and up to 3600
 */
public record GymnasiumOptions(String id, Wrap wrap, int size, int stack, boolean lifeLossTerminates, double timeout) {
    public GymnasiumOptions {
        if (!id.matches("[\\w:.-]+(/[\\w.-]+)?"))
            throw new IllegalArgumentException("Gymnasium: needed an id such as ALE/Pong-v5, got '" + id + "'");
        if (size < 1 || size > 4096)
            throw new IllegalArgumentException("Gymnasium: size must be 1 to 4096, got " + size);
        if (stack < 1 || stack > 64)
            throw new IllegalArgumentException("Gymnasium: stack must be 1 to 64, got " + stack);
        if (lifeLossTerminates && wrap != Wrap.ATARI)
            throw new IllegalArgumentException("Gymnasium: lifeLossTerminates goes with the wrap atari, got " + wrap);
        if (!(timeout > 0 && timeout <= 3600))
            throw new IllegalArgumentException("Gymnasium: timeout must be above 0 and up to 3600 s, got " + timeout);
    }

    /** Four pictures of 84 x 84 with {@link Wrap#ATARI}, else one of 64 x 64; whole games; 60 s. */
    public static GymnasiumOptions of(String id, Wrap wrap) {
        return wrap == Wrap.ATARI
                ? new GymnasiumOptions(id, wrap, 84, 4, false, 60)
                : new GymnasiumOptions(id, wrap, 64, 1, false, 60);
    }

    public GymnasiumOptions withLifeLossTerminates(boolean lifeLossTerminates) {
        return new GymnasiumOptions(id, wrap, size, stack, lifeLossTerminates, timeout);
    }

    /** In seconds. */
    public GymnasiumOptions withTimeout(double timeout) {
        return new GymnasiumOptions(id, wrap, size, stack, lifeLossTerminates, timeout);
    }
}
