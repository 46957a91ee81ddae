package digr.paper;

import digr.distill.AbsoluteEverywherePenalty;
import digr.distill.AbsolutePenalty;
import digr.distill.DigrOptions;
import digr.distill.FillPenalty;
import digr.distill.MaskSource;
import digr.distill.MaximumPenalty;
import digr.distill.Penalty;
import digr.distill.PerturbationDataset;
import digr.distill.RootSharePenalty;
import digr.distill.SaliencyField;
import digr.distill.SelectiveLoss;
import java.util.LinkedHashMap;
import java.util.Map;

/** The selective loss, ours and the paper's; {@link Ablation} takes ours apart, {@code notebooks/09-ablations} shows how. */
public enum DigrLoss {
    /** What the experiments bear out: small and evenly filled gradients, with masks that can switch off. */
    SELECTED {
        @Override
        public SelectiveLoss loss() {
            Map<Penalty, Double> weights = new LinkedHashMap<>();
            weights.put(new AbsolutePenalty(), 30.0);
            weights.put(new RootSharePenalty(), 0.3);
            weights.put(new FillPenalty(), 0.15);
            return new SelectiveLoss(SaliencyField.UNIT, weights, 0.1);
        }
    },
    /** The paper's formula: each map divided by its maximum, everything differentiated. */
    PAPER {
        @Override
        public SelectiveLoss loss() {
            return new SelectiveLoss(SaliencyField.PROBABILITY, Map.of(new MaximumPenalty(false, false), 1.0), 0);
        }
    };

    public abstract SelectiveLoss loss();

    /**
     * A task's options, for these masks: counterfactual ones penalise nothing of an object, so that its gradient is free to
     * grow, and have an {@link AbsoluteEverywherePenalty} of weight 6 added; others change nothing.
     */
    public static DigrOptions options(DigrOptions preset, MaskSource masks) {
        boolean removes =
                masks instanceof PerturbationDataset maps && maps.background().isPresent();
        return removes ? everywhere(preset, 6) : preset;
    }

    /** With this weight of an {@link AbsoluteEverywherePenalty}; 0 adds none. */
    public static DigrOptions everywhere(DigrOptions options, double weight) {
        return options.with(options.loss().with(new AbsoluteEverywherePenalty(), weight));
    }
}
