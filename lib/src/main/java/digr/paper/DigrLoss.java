package digr.paper;

import digr.distill.AbsolutePenalty;
import digr.distill.FillPenalty;
import digr.distill.MaximumPenalty;
import digr.distill.Penalty;
import digr.distill.RootSharePenalty;
import digr.distill.SaliencyField;
import digr.distill.SelectiveLoss;
import digr.distill.SharePenalty;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The forms of the selective loss that are compared; {@code notebooks/09-ablations} shows what each does. */
public enum DigrLoss {
    /** What the experiments bear out: small and evenly filled gradients, with masks that can switch off. */
    SELECTED {
        @Override
        public SelectiveLoss loss() {
            return new SelectiveLoss(
                    SaliencyField.UNIT,
                    weighted(new AbsolutePenalty(), 30.0, new RootSharePenalty(), 0.3, new FillPenalty(), 0.15),
                    0.1);
        }
    },
    /** The paper's letter: each map divided by its maximum, everything differentiated. */
    PAPER {
        @Override
        public SelectiveLoss loss() {
            return new SelectiveLoss(SaliencyField.PROBABILITY, Map.of(new MaximumPenalty(false, false), 1.0), 0);
        }
    },
    /** As {@link #PAPER}, the maximum held constant. */
    MAXIMUM_DETACHED {
        @Override
        public SelectiveLoss loss() {
            return new SelectiveLoss(SaliencyField.PROBABILITY, Map.of(new MaximumPenalty(false, true), 1.0), 0);
        }
    },
    /** The share of the state's total saliency. */
    SHARE {
        @Override
        public SelectiveLoss loss() {
            return new SelectiveLoss(SaliencyField.UNIT, Map.of(new SharePenalty(), 1.0), 0);
        }
    },
    /** The share of the roots alone. */
    ROOT_SHARE {
        @Override
        public SelectiveLoss loss() {
            return new SelectiveLoss(SaliencyField.UNIT, Map.of(new RootSharePenalty(), 1.0), 0);
        }
    },
    /** The absolute size alone. */
    ABSOLUTE {
        @Override
        public SelectiveLoss loss() {
            return new SelectiveLoss(SaliencyField.UNIT, Map.of(new AbsolutePenalty(), 30.0), 0);
        }
    },
    /** As {@link #SELECTED} with the exact derivative: no surrogate for the masks. */
    EXACT {
        @Override
        public SelectiveLoss loss() {
            return new SelectiveLoss(SELECTED.loss().field(), SELECTED.loss().penalties(), 0);
        }
    };

    public abstract SelectiveLoss loss();

    private static Map<Penalty, Double> weighted(
            Penalty first, double ofFirst, Penalty second, double ofSecond, Penalty third, double ofThird) {
        Map<Penalty, Double> weights = new LinkedHashMap<>();
        weights.put(first, ofFirst);
        weights.put(second, ofSecond);
        weights.put(third, ofThird);
        return weights;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
