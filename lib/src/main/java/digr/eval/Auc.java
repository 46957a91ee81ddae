package digr.eval;

import java.util.Arrays;

/**
 * Area under the ROC curve: the chance that a positive scores higher than a negative, ties counted half. Exact, the
 * same as by midranks (Mann-Whitney's U over the number of pairs).
 */
public final class Auc {
    private Auc() {}

    /**
     * @param positives scores, at least one; may hold ties; not modified
     * @param negatives likewise
     * @return 1 if all positives score higher, ½ if nothing tells them apart
     */
    public static double of(float[] positives, float[] negatives) {
        float[] p = sorted("positive", positives);
        float[] n = sorted("negative", negatives);
        long twice = 0; // of each pair: 2 if the positive is higher, 1 if they tie
        int below = 0; // negatives lower than p[i]
        int upTo = 0; // and those not higher
        for (float score : p) {
            while (below < n.length && n[below] < score) below++;
            while (upTo < n.length && n[upTo] <= score) upTo++;
            twice += below + upTo;
        }
        return twice / 2.0 / p.length / n.length;
    }

    private static float[] sorted(String what, float[] scores) {
        if (scores.length == 0) throw new IllegalArgumentException("Auc: at least one " + what + " score is needed");
        float[] sorted = scores.clone();
        Arrays.sort(sorted); // NaN last
        if (Float.isNaN(sorted[sorted.length - 1]))
            throw new IllegalArgumentException("Auc: scores must be numbers, a " + what + " one is NaN");
        return sorted;
    }
}
