package digr.eval;

import digr.env.driving.Highway;
import digr.env.driving.HighwayOptions;
import digr.policy.Policy;
import digr.policy.Softmax;
import digr.run.Progress;
import digr.run.Seeds;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Does a driving policy decide by the cars it sees? Each state s of its drives is drawn a second time without the other
 * cars, s': what changes is due to them.
 *
 * <pre>  KL(π(s) ‖ π(s')) in nats,   argmax π(s) ≠ argmax π(s')  </pre>
 *
 * @param options of the road
 * @param drives how many; 20 states of each, every state of a drive equally likely
 */
public record CarRemoval(HighwayOptions options, int drives) {
    private static final int A_DRIVE = 20;

    /** States, by the nearest car in the way ({@link Highway#carInTheWay}). */
    private enum Way {
        ALL("all", 0, Double.POSITIVE_INFINITY),
        CLOSE("a car in the way within 20 m", 0, 20),
        NEAR("at 20 to 40 m", 20, 40),
        FREE("none within 60 m", 60, Double.POSITIVE_INFINITY);

        private final String title;
        private final double from;
        private final double to;

        Way(String title, double from, double to) {
            this.title = title;
            this.from = from;
            this.to = to;
        }

        boolean holds(Seen state) {
            return state.way >= from && (state.way < to || to == Double.POSITIVE_INFINITY);
        }
    }

    private record Seen(double way, double[] logits, double[] without) {
        double entropy() {
            return Softmax.entropy(logits);
        }

        double kl() {
            return Softmax.kl(logits, without);
        }

        double changed() {
            return Softmax.argmax(logits) == Softmax.argmax(without) ? 0 : 1;
        }
    }

    public CarRemoval {
        if (drives < 1) throw new IllegalArgumentException("CarRemoval: at least one drive is needed, got " + drives);
    }

    /**
     * A row for each kind of state: how many, mean entropy, mean KL divergence, and the share in which another action is
     * the likeliest, with 95 % intervals.
     *
     * @param policy drives, its actions sampled; not modified
     */
    public Table of(Policy policy, Seeds seeds, Progress progress) {
        var sampler = new StateSampler<Highway, Seen>(() -> new Highway(options), road -> seen(road, policy));
        List<Seen> states = sampler.draw(policy, drives, A_DRIVE, seeds, progress);
        Table table = Table.create(
                "Cars removed", StringColumn.create("states"), IntColumn.create("count"), DoubleColumn.create("share"));
        for (String measure : List.of("entropy", "KL", "other action")) IntervalColumns.add(table, measure);
        for (Way way : Way.values()) {
            List<Seen> some = states.stream().filter(way::holds).toList();
            Row row = table.appendRow();
            row.setString("states", way.title);
            row.setInt("count", some.size());
            row.setDouble("share", (double) some.size() / states.size());
            if (some.isEmpty()) continue;
            UniformRandomProvider random = seeds.stream("bootstrap");
            IntervalColumns.set(row, "entropy", mean(some, Seen::entropy, random));
            IntervalColumns.set(row, "KL", mean(some, Seen::kl, random));
            double[] changed = some.stream().mapToDouble(Seen::changed).toArray();
            IntervalColumns.set(row, "other action", Interval.ofHits(new double[][] {changed}, random));
        }
        return table;
    }

    private static Seen seen(Highway road, Policy policy) {
        int[] shape = road.observationShape();
        int size = shape[0] * shape[1] * shape[2];
        byte[] both = new byte[2 * size];
        road.observe(both, 0);
        road.observe(car -> false, both, size);
        double[][] logits = policy.logits(both, 2);
        return new Seen(road.carInTheWay(), logits[0], logits[1]);
    }

    private static Interval mean(List<Seen> states, ToDoubleFunction<Seen> what, UniformRandomProvider random) {
        return Interval.ofMean(states.stream().mapToDouble(what).toArray(), random);
    }
}
