package digr.eval;

import digr.policy.Policy;
import digr.run.Seeds;
import digr.saliency.SaliencyMap;
import digr.saliency.SaliencyMethod;
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
    private static final int BATCH = 256;

    public SaliencyScores {
        scores = List.copyOf(scores);
        if (scores.isEmpty()) throw new IllegalArgumentException("SaliencyScores: at least one state is needed");
    }

    /**
     * Explains every state and scores the maps.
     *
     * @param policy not modified
     */
    public static SaliencyScores of(SaliencyMethod method, Policy policy, LabelledStates states, Seeds seeds) {
        Policy own = policy.copy(); // whoever trains the policy keeps its buffers
        var scores = new ArrayList<SaliencyScore>();
        for (int from = 0; from < states.size(); from += BATCH) {
            LabelledStates part = states.part(from, Math.min(from + BATCH, states.size()));
            List<SaliencyMap> maps = method.explain(own, own.states(part.frames(), part.size()));
            for (int i = 0; i < part.size(); i++) scores.add(SaliencyScore.of(maps.get(i), part.regions(i)));
        }
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
