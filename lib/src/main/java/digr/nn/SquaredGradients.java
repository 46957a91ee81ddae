package digr.nn;

import java.util.List;

/** Checks the moments of an optimiser whose last moment is an average of squared gradients. */
final class SquaredGradients {
    private SquaredGradients() {}

    /**
     * @param count moments after the first step; none before
     * @throws IllegalArgumentException if there are others, or a square is negative
     */
    static void requireMoments(String who, List<ParameterVector> moments, long steps, int count) {
        int needed = steps == 0 ? 0 : count;
        if (moments.size() != needed)
            throw new IllegalArgumentException(
                    who + ": after " + steps + " steps there must be " + needed + " moments, got " + moments.size());
        if (needed > 0 && moments.get(count - 1).flat().minNumber().doubleValue() < 0)
            throw new IllegalArgumentException(who + ": an average of squared gradients must not be negative");
    }
}
