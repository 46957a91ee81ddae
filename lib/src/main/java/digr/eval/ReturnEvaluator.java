package digr.eval;

import digr.attack.Threat;
import digr.env.Environment;
import digr.policy.Policy;
import digr.run.Progress;
import digr.run.Seeds;
import digr.run.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets a policy play a fixed number of episodes.
 *
 * <pre>{@code
 * Returns clean = ReturnEvaluator.of(RedFetchGreen::new, 500).evaluate(policy, new Seeds(3));
 * Returns attacked = ReturnEvaluator.of(RedFetchGreen::new, 200)
 *         .withThreat(new Threat(Pgd.defaults(), 0.016)).evaluate(policy, new Seeds(3));
 * }</pre>
 *
 * The k-th episode's start depends on the seed and k alone, so policies that are given the same seeds are compared on
 * the same starts.
 *
 * @param environment makes the environments, all alike
 * @param episodes how many, at least 1
 * @param greedy whether the likeliest action is taken; else actions are drawn from π(·|s)
 * @param threat what is done to every observation before the policy sees it
 */
public record ReturnEvaluator(
        Supplier<? extends Environment> environment, int episodes, boolean greedy, Optional<Threat> threat) {

    public ReturnEvaluator {
        if (episodes < 1) throw new UserException("ReturnEvaluator: at least one episode is needed, got " + episodes);
    }

    /** Sampled actions, no attack. */
    public static ReturnEvaluator of(Supplier<? extends Environment> environment, int episodes) {
        return new ReturnEvaluator(environment, episodes, false, Optional.empty());
    }

    public ReturnEvaluator withGreedy(boolean greedy) {
        return new ReturnEvaluator(environment, episodes, greedy, threat);
    }

    public ReturnEvaluator withThreat(Threat threat) {
        return new ReturnEvaluator(environment, episodes, greedy, Optional.of(threat));
    }

    /** As {@link #evaluate(Policy, Seeds, Progress)}, showing nothing. */
    public Returns evaluate(Policy policy, Seeds seeds) {
        return evaluate(policy, seeds, Progress.NONE);
    }

    /**
     * @param policy not modified
     * @param seeds decides every start, action and attack
     * @param progress told of every finished episode
     * @throws UserException if the policy is for other observations or actions
     */
    public Returns evaluate(Policy policy, Seeds seeds, Progress progress) {
        requireFit(policy);
        var agent = new PolicyAgent(policy, greedy, threat, seeds.stream("attack"));
        List<Episode> played = EpisodePlayer.play(environment, episodes, seeds, agent, progress);
        return new Returns(played, seeds);
    }

    /**
     * Lets a rule play the same starts as a policy that is given the same seeds; the rule is asked for every action, and
     * no observation is drawn.
     *
     * @throws UserException if observations are to be attacked: a rule looks at none
     */
    public Returns evaluate(Baseline baseline, Seeds seeds) {
        if (threat.isPresent())
            throw new UserException("ReturnEvaluator: a baseline sees no observation, so that " + threat.get()
                    + " cannot be tried on it; evaluate it without");
        EpisodePlayer.Agent agent = plays -> plays.stream()
                .mapToInt(play -> baseline.act(play.environment, play.chance))
                .toArray();
        return new Returns(EpisodePlayer.play(environment, episodes, seeds, agent, Progress.NONE), seeds);
    }

    /** @throws UserException if the policy is for other observations or actions */
    void requireFit(Policy policy) {
        try (Environment sample = environment.get()) {
            long[] shape =
                    Arrays.stream(sample.observationShape()).asLongStream().toArray();
            if (!Arrays.equals(shape, policy.stateShape()) || sample.actions() != policy.actions())
                throw new UserException("ReturnEvaluator: the task needs a policy of observations "
                        + Arrays.toString(shape) + " and " + sample.actions() + " actions, this one has "
                        + Arrays.toString(policy.stateShape()) + " and " + policy.actions());
        }
    }
}
