package digr.eval;

import digr.env.Environment;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What a policy is to be compared with: acts by rule, on the simulator's own state in place of what is to be seen.
 *
 * <pre>{@code
 * Baseline random = (environment, chance) -> chance.nextInt(environment.actions());
 * Returns returns = ReturnEvaluator.of(RedFetchGreen::new, 500).evaluate(random, new Seeds(3));
 * }</pre>
 */
@FunctionalInterface
public interface Baseline {
    /**
     * @param environment to be looked at, not to be stepped
     * @param chance the episode's own
     * @return the next action
     */
    int act(Environment environment, UniformRandomProvider chance);
}
