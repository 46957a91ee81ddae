package digr.eval;

import digr.env.Environment;
import digr.eval.EpisodePlayer.Agent;
import digr.policy.Policy;
import digr.run.Progress;
import digr.run.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Draws states from a policy's episodes, the same number of each episode, so that no start dominates; within an episode
 * every state before its end is equally likely. Actions are sampled.
 *
 * @param maker makes the environments, all alike
 * @param eligible which states may be drawn; the others are as if they were not there
 * @param snapshot what is kept of an environment in a state that was drawn
 */
record StateSampler<E extends Environment, T>(Supplier<E> maker, Predicate<E> eligible, Function<E, T> snapshot) {

    /** Every state may be drawn. */
    StateSampler(Supplier<E> maker, Function<E, T> snapshot) {
        this(maker, environment -> true, snapshot);
    }

    /**
     * @param each states an episode; of a shorter episode all
     * @return one of each episode, then another of each, and so on, so that the first states are of many episodes
     */
    List<T> draw(Policy policy, int episodes, int each, Seeds seeds, Progress progress) {
        UniformRandomProvider choice = seeds.stream("choice");
        List<List<T>> drawn = Stream.generate(() -> (List<T>) new ArrayList<T>())
                .limit(episodes)
                .toList();
        int[] met = new int[episodes]; // eligible states of each
        Agent agent = new PolicyAgent(policy, false, Optional.empty(), seeds.stream("attack"));
        Agent watched = plays -> {
            plays.forEach(
                    play -> { // Vitter's algorithm R: the t-th state takes a place with probability each/t
                        if (!eligible.test(own(play.environment))) return;
                        List<T> places = drawn.get(play.index);
                        int place = choice.nextInt(++met[play.index]);
                        if (places.size() < each) places.add(taken(play.environment));
                        else if (place < each) places.set(place, taken(play.environment));
                    });
            return agent.act(plays);
        };
        EpisodePlayer.play(maker, episodes, seeds, watched, progress);
        return IntStream.range(0, each)
                .boxed()
                .flatMap(k -> drawn.stream().filter(states -> states.size() > k).map(states -> states.get(k)))
                .toList();
    }

    private T taken(Environment environment) {
        return snapshot.apply(own(environment));
    }

    @SuppressWarnings("unchecked") // the maker made it
    private E own(Environment environment) {
        return (E) environment;
    }
}
