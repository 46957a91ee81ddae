package digr.paper;

import digr.distill.AbsoluteEverywherePenalty;
import digr.distill.AbsolutePenalty;
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
     * The weight that an {@link AbsoluteEverywherePenalty} has beside {@link #SELECTED}: 6 for counterfactual masks, which
     * penalise nothing of an object, and so leave its gradient free to grow; else 0.
     */
    public static double everywhere(MaskSource masks) {
        return masks instanceof PerturbationDataset maps && maps.background().isPresent() ? 6 : 0;
    }
}
