package digr.eval;

import digr.run.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.Table;

/**
 * The scores of many states' maps.
 *
 * @param seeds for the bootstrap over states
 */
public record SaliencyScores(List<SaliencyScore> scores, Seeds seeds) {
    public SaliencyScores {
        scores = List.copyOf(scores);
        if (scores.isEmpty()) throw new IllegalArgumentException("SaliencyScores: at least one state is needed");
    }

    /** @param maps one a state, see {@link SaliencyScore#of} */
    public static SaliencyScores of(List<float[]> maps, RoomStates states, Seeds seeds) {
        if (maps.size() != states.size())
            throw new IllegalArgumentException(
                    "SaliencyScores: " + states.size() + " states need as many maps, got " + maps.size());
        var scores = new ArrayList<SaliencyScore>();
        for (int i = 0; i < maps.size(); i++)
            scores.add(SaliencyScore.of(maps.get(i), states.rooms().get(i)));
        return new SaliencyScores(scores, seeds);
    }

    /** Mean sum over the important region, with a bootstrap interval. */
    public Interval important() {
        return meanOf(SaliencyScore::important);
    }

    /** Mean sum over the unimportant region, with a bootstrap interval. */
    public Interval unimportant() {
        return meanOf(SaliencyScore::unimportant);
    }

    /** Mean AUC, with a bootstrap interval. */
    public Interval auc() {
        return meanOf(SaliencyScore::auc);
    }

    private Interval meanOf(ToDoubleFunction<SaliencyScore> what) {
        return Interval.ofMean(scores.stream().mapToDouble(what).toArray(), seeds.stream("bootstrap"));
    }

    /** A row each for important saliency, unimportant saliency and AUC: estimate and 95 % interval. */
    public Table table() {
        return new Measures(scores.size() + " states")
                .add("important saliency", important())
                .add("unimportant saliency", unimportant())
                .add("AUC", auc())
                .table();
    }
}
