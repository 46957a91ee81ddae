package digr.eval;

import digr.env.Environment;
import digr.env.Step;
import digr.run.Progress;
import digr.run.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Plays a number of episodes, several at a time.
 *
 * <p>The k-th episode's start and chances depend on the seed and k alone. Whoever ends makes room for the next, and all
 * are played to their end and counted: to stop at the N-th end instead would prefer short episodes.
 */
final class EpisodePlayer {
    /** Enough for an efficient pass through the network. */
    static final int AT_A_TIME = 64;

    /** An episode under way. */
    static final class Play {
        final Environment environment;
        final int index;
        final UniformRandomProvider chance;
        private double total;
        private int length;

        private Play(Environment environment, int index, Seeds seeds) {
            this.environment = environment;
            this.index = index;
            this.chance = seeds.stream("sampling");
            environment.reset(seeds.stream("episode").nextLong());
        }

        /** Steps taken so far. */
        int length() {
            return length;
        }

        private Step step(int action) {
            Step step = environment.step(action);
            total += step.reward();
            length++;
            return step;
        }

        private Episode result(Step last) {
            boolean truncated = last.truncated() && !last.terminated();
            return new Episode(total, length, truncated, environment.outcome());
        }
    }

    /** Chooses an action for each of the episodes under way. */
    @FunctionalInterface
    interface Agent {
        int[] act(List<Play> plays);
    }

    private EpisodePlayer() {}

    /** As below, {@value #AT_A_TIME} at a time. */
    static List<Episode> play(
            Supplier<? extends Environment> maker, int episodes, Seeds seeds, Agent agent, Progress progress) {
        return play(maker, episodes, AT_A_TIME, seeds, agent, progress);
    }

    /** @return the episodes in the order of their numbers */
    static List<Episode> play(
            Supplier<? extends Environment> maker,
            int episodes,
            int atATime,
            Seeds seeds,
            Agent agent,
            Progress progress) {
        var environments = new ArrayList<Environment>();
        try {
            var plays = new ArrayList<Play>();
            var ended = new Episode[episodes];
            int begun = 0;
            int done = 0;
            for (; begun < Math.min(episodes, atATime); begun++) {
                environments.add(maker.get());
                plays.add(new Play(environments.get(begun), begun, seeds.split("episode", begun)));
            }
            while (!plays.isEmpty()) {
                Progress.checkInterrupted();
                int[] actions = agent.act(plays);
                for (int i = plays.size() - 1; i >= 0; i--) {
                    Play play = plays.get(i);
                    Step step = play.step(actions[i]);
                    if (!play.environment.ended()) continue;
                    ended[play.index] = play.result(step);
                    done++;
                    if (begun < episodes)
                        plays.set(i, new Play(play.environment, begun, seeds.split("episode", begun++)));
                    else plays.remove(i);
                }
                progress.report(done, episodes, "");
            }
            return Arrays.asList(ended);
        } finally {
            environments.forEach(Environment::close);
        }
    }
}
