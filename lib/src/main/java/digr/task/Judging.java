package digr.task;

import digr.env.Environment;
import digr.eval.StateCollector;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a task's policies are judged.
 *
 * @param succeeds whether an episode succeeds or fails, by the sign of its return; in other tasks the return says how well
 *     it went
 * @param validationEpisodes by which a student is validated while it learns; few where an episode takes seconds
 * @param levelEpisodes by which the teacher's level beside its students' learning curves is measured
 * @param staticControl whether what matters lies near one place in all states, so that maps are to be compared with one
 *     that never moves
 * @param states from a maker of environments to be judged in, what collects states for scoring maps
 */
public record Judging(
        boolean succeeds,
        int validationEpisodes,
        int levelEpisodes,
        boolean staticControl,
        Function<Supplier<Environment>, StateCollector> states) {

    /** By its return, with few episodes; maps are scored where the environment is {@link digr.env.Marked}. */
    public static Judging byReturn() {
        return new Judging(false, 20, 100, false, StateCollector::ofMarked);
    }

    /** By the share of episodes that succeed; maps are scored where the environment is {@link digr.env.Marked}. */
    public static Judging bySuccess() {
        return new Judging(true, 100, 1000, false, StateCollector::ofMarked);
    }
}
