package digr.distill;

import digr.policy.TrainingState;
import digr.run.NdArray;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A point of a learning curve in the making: the means over some updates. A training that stops among them keeps it, so
 * that it goes on to the same point.
 */
final class CurvePoint {
    private static final String PART = "point.";
    private static final String FROM = PART + "from";
    private static final String UNTIL = PART + "until";
    private static final String SHARES = PART + "shares";

    private final long from;
    private final long until;
    private final double[] shares; // of the means, by the updates so far

    /** Of the updates {@code from} to {@code until} − 1. */
    CurvePoint(long from, long until) {
        this(from, until, new double[3]);
    }

    private CurvePoint(long from, long until, double[] shares) {
        this.from = from;
        this.until = until;
        this.shares = shares;
    }

    long from() {
        return from;
    }

    long until() {
        return until;
    }

    void add(DigrGradient.Losses losses) {
        long n = until - from;
        shares[0] += losses.distillation() / n;
        shares[1] += losses.saliency() / n;
        shares[2] += losses.cosine() / n;
    }

    /** By their names in the curve. */
    Map<String, Double> means() {
        Map<String, Double> means = new LinkedHashMap<>();
        means.put("distillation loss", shares[0]);
        means.put("selective loss", shares[1]);
        means.put("cosine", shares[2]);
        return means;
    }

    void save(TrainingState state) {
        state.put(FROM, from).put(UNTIL, until).put(SHARES, NdArray.of(shares.clone(), shares.length));
    }

    /**
     * @param updates done so far
     * @param total of all updates
     * @return null where the training stopped at no update among those of a point
     * @throws digr.run.UserException if what was saved is damaged
     */
    static CurvePoint restore(TrainingState state, long updates, long total) {
        if (!state.has(PART)) return null;
        long from = state.number(FROM, 0, updates);
        long until = state.number(UNTIL, Math.max(updates, from + 1), total);
        return new CurvePoint(
                from,
                until,
                state.array(SHARES, NdArray.Type.FLOAT64, 3).doubles().clone());
    }
}
