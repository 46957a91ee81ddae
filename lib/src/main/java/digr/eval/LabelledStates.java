package digr.eval;

import digr.env.Breakout;
import digr.env.Environment;
import digr.env.RedFetchGreen;
import digr.env.driving.Highway;
import digr.policy.Policy;
import digr.run.Progress;
import digr.run.Seeds;
import digr.run.UserException;
import java.util.function.Supplier;

/** States of a task of which it is known which pixels matter, see {@link Regions}. */
public sealed interface LabelledStates permits RoomStates, RecordedStates {
    /** N. */
    int size();

    /** How many {@link #seenBy} takes of an episode, if it has as many: 1 where episodes are short. */
    int statesAnEpisode();

    /** {C, H, W}. */
    int[] shape();

    /** uint8 [N, C, H, W]; not to be modified. Of many states ask for those of a {@link #part}. */
    byte[] frames();

    /** Of state number {@code i}. */
    Regions regions(int i);

    /** The states from number {@code from} to before number {@code to}. */
    LabelledStates part(int from, int to);

    /**
     * States that a policy sees, every state of an episode equally likely: one of each of {@code n} episodes of
     * Red-Fetch-Green, twenty an episode of tasks with long ones. Actions are sampled.
     *
     * @param maker makes the task's environments
     * @param purpose such as "validation" or "evaluation": names the seed stream, so that states drawn for one purpose
     *     are never those of another
     * @throws UserException if of this task it is not known which pixels matter
     */
    static LabelledStates seenBy(
            Policy policy,
            Supplier<? extends Environment> maker,
            int n,
            Seeds seeds,
            String purpose,
            Progress progress) {
        try (Environment sample = maker.get()) {
            if (sample instanceof RedFetchGreen)
                return new RoomStates(RoomStates.roomsSeenBy(policy, n, seeds, purpose, progress));
            Seeds own = seeds.split(purpose, 0);
            if (sample instanceof Breakout)
                return RecordedStates.seenBy(
                        policy, maker, (game, frame) -> Regions.of((Breakout) game, frame), n, own, progress);
            if (sample instanceof Highway)
                return RecordedStates.seenBy(
                        policy, maker, (drive, frame) -> Regions.of(((Highway) drive).labels()), n, own, progress);
        }
        throw new UserException("LabelledStates: of this task it is not known which pixels matter");
    }
}
