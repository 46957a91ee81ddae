package digr.eval;

import digr.run.Seeds;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.Table;

/**
 * What episodes paid.
 *
 * @param seeds for the bootstrap, so that the same episodes have the same intervals
 */
public record Returns(List<Episode> episodes, Seeds seeds) {
    public Returns {
        episodes = List.copyOf(episodes);
        if (episodes.isEmpty()) throw new IllegalArgumentException("Returns: at least one episode is needed");
    }

    /** The share of episodes with a return above 0, with Wilson's interval. */
    public Interval success() {
        int successes =
                (int) episodes.stream().filter(episode -> episode.total() > 0).count();
        return Interval.wilson(successes, episodes.size());
    }

    /** The mean return, with a bootstrap interval. */
    public Interval mean() {
        return meanOf(Episode::total);
    }

    /** The mean number of steps, with a bootstrap interval. */
    public Interval length() {
        return meanOf(Episode::length);
    }

    private Interval meanOf(ToDoubleFunction<Episode> what) {
        return Interval.ofMean(episodes.stream().mapToDouble(what).toArray(), seeds.stream("bootstrap"));
    }

    /** A row each for success, return and length: estimate and 95 % interval. */
    public Table table() {
        return new Measures(episodes.size() + " episodes")
                .add("success (return > 0)", success())
                .add("return", mean())
                .add("length", length())
                .table();
    }
}
