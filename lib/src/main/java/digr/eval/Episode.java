package digr.eval;

/**
 * How an episode went.
 *
 * @param total the return: the undiscounted sum of the rewards
 * @param length the number of steps
 * @param truncated whether the time limit ended it, the last step not being terminal too
 * @param outcome how it ended, in the environment's words
 */
public record Episode(double total, int length, boolean truncated, String outcome) {}
