package digr.eval;

import digr.run.Seeds;
import java.util.List;
import java.util.function.Predicate;
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
        return share(episode -> episode.total() > 0);
    }

    /** The share of episodes that ended so, with Wilson's interval. */
    public Interval share(String outcome) {
        return share(episode -> episode.outcome().equals(outcome));
    }

    private Interval share(Predicate<Episode> which) {
        return Interval.wilson((int) episodes.stream().filter(which).count(), episodes.size());
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

    /** A row each for return, length and the share of each outcome that occurred: estimate and 95 % interval. */
    public Table table() {
        Measures measures = new Measures(episodes.size() + " episodes")
                .add("return", mean())
                .add("length", length());
        episodes.stream().map(Episode::outcome).distinct().sorted().forEach(o -> measures.add(o, share(o)));
        return measures.table();
    }
}
