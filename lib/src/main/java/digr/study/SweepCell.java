package digr.study;

/**
 * A point of a {@link Sweep}: how one policy played under one attack of one size.
 *
 * @param kind of policy
 * @param seed of its training
 * @param attack by its name; {@link Sweep#NONE} at eps 0
 * @param returns of the episodes, the same starts in every cell of a sweep
 * @param lengths of the episodes, in steps
 */
public record SweepCell(String kind, long seed, String attack, double eps, double[] returns, double[] lengths) {}
