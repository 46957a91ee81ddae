package digr.env;

/**
 * What one action brought.
 *
 * @param reward the environment's own reward, not clipped
 * @param terminated whether this step ended what is learnt from as one episode: no value follows it
 * @param truncated whether a time limit cut the episode here; may hold together with {@code terminated}
 */
public record Step(float reward, boolean terminated, boolean truncated) {}
