package digr.env;

/**
 * The outcome of an episode that a {@link VectorEnvironment} has seen to its end.
 *
 * @param environment index of the environment that ran it
 * @param total the return: the undiscounted sum of the rewards
 * @param length the number of steps
 * @param truncated whether the time limit ended it, the last step not being terminal too
 */
public record FinishedEpisode(int environment, double total, int length, boolean truncated) {}
