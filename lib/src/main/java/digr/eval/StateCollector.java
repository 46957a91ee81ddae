package digr.eval;

import digr.env.Environment;
import digr.policy.Policy;
import digr.run.Progress;
import digr.run.Seeds;
import java.util.function.Supplier;

/** Collects states that a policy sees, with what matters in them. */
@FunctionalInterface
public interface StateCollector {
    /**
     * States of a policy's episodes, every state of an episode equally likely. Actions are sampled.
     *
     * @param n how many
     * @param purpose such as "validation" or "evaluation": names the seed stream, so that states drawn for one purpose
     *     are never those of another
     * @throws digr.run.UserException if it is not known which pixels matter
     */
    LabelledStates collect(Policy policy, int n, Seeds seeds, String purpose, Progress progress);

    /** Red-Fetch-Green's, one of each of {@code n} episodes. */
    static StateCollector ofRooms() {
        return (policy, n, seeds, purpose, progress) ->
                new RoomStates(RoomStates.roomsSeenBy(policy, n, seeds, purpose, progress));
    }

    /**
     * Twenty of each episode, of environments that are {@link digr.env.Marked}, by which a state shows something that
     * matters.
     */
    static StateCollector ofMarked(Supplier<? extends Environment> maker) {
        return (policy, n, seeds, purpose, progress) ->
                RecordedStates.seenBy(policy, maker, n, seeds.split(purpose, 0), progress);
    }
}
