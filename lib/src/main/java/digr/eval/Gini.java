package digr.eval;

import java.util.Arrays;

/**
 * Gini index: how sparse a map is. With its values in ascending order a_1 ≤ ... ≤ a_n
 *
 * <pre>  G = Σ_k (2k − n − 1) a_k / (n Σ_k a_k)  </pre>
 *
 * <p>0 if all are equal, a map of zeros among them; 1 − 1/n if one pixel has it all.
 *
 * @see <a href="https://arxiv.org/abs/0811.4706">Hurley and Rickard 2009, Comparing measures of sparsity</a>
 * @see <a href="https://arxiv.org/abs/1810.06583">Chalasani et al. 2020, where it measures attributions</a>
 */
final class Gini {
    private Gini() {}

    /** @param map values, none negative; not modified */
    static double of(float[] map) {
        float[] sorted = map.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        if (n == 0 || !(sorted[0] >= 0) || Float.isNaN(sorted[n - 1]))
            throw new IllegalArgumentException("Gini: values must be numbers, at least one, none negative");
        double weighted = 0;
        double sum = 0;
        for (int k = 1; k <= n; k++) {
            weighted += (2.0 * k - n - 1) * sorted[k - 1];
            sum += sorted[k - 1];
        }
        return sum == 0 ? 0 : weighted / (n * sum);
    }
}
