package digr.eval;

import digr.attack.Threat;
import digr.env.Environment;
import digr.policy.Policy;
import digr.run.Progress;
import digr.run.Seeds;
import digr.run.UserException;
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
 * @param atATime how many are played side by side, at least 1; changes the speed, never a start
 * @param greedy whether the likeliest action is taken; else actions are drawn from π(·|s)
 * @param threat what is done to every observation before the policy sees it
 */
public record ReturnEvaluator(
        Supplier<? extends Environment> environment,
        int episodes,
        int atATime,
        boolean greedy,
        Optional<Threat> threat) {

    public ReturnEvaluator {
        if (atATime < 1)
            throw new IllegalArgumentException("ReturnEvaluator: at least one at a time is needed, got " + atATime);
        if (episodes < 1) throw new UserException("ReturnEvaluator: at least one episode is needed, got " + episodes);
    }

    /** Sampled actions, no attack, 64 episodes at a time. */
    public static ReturnEvaluator of(Supplier<? extends Environment> environment, int episodes) {
        return new ReturnEvaluator(environment, episodes, EpisodePlayer.AT_A_TIME, false, Optional.empty());
    }

    /** In one environment, where there can be no second. */
    public ReturnEvaluator oneAtATime() {
        return new ReturnEvaluator(environment, episodes, 1, greedy, threat);
    }

    public ReturnEvaluator withGreedy(boolean greedy) {
        return new ReturnEvaluator(environment, episodes, atATime, greedy, threat);
    }

    public ReturnEvaluator withThreat(Threat threat) {
        return new ReturnEvaluator(environment, episodes, atATime, greedy, Optional.of(threat));
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
        List<Episode> played = EpisodePlayer.play(environment, episodes, atATime, seeds, agent, progress);
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
    public void requireFit(Policy policy) {
        try (Environment sample = environment.get()) {
            policy.requireFits("ReturnEvaluator: the policy", sample.observationShape(), sample.actions());
        }
    }
}
