package digr.distill;

/**
 * The paper's formula (equation 4): saliency divided by the state's greatest, (1/N) Σ_{i unimportant} g_i / max_j g_j.
 *
 * @param perPixel whether i runs over pixels, with q_p for g_i, or over all features
 * @param detached whether the maximum counts as a constant; if not, one hot pixel can carry it and so shrink the rest
 */
public record MaximumPenalty(boolean perPixel, boolean detached) implements Penalty {
    @Override
    public double add(double[] g, int pixels, Mask mask, double scale, double[] derivative) {
        int n = perPixel ? pixels : g.length;
        int top = 0;
        for (int i = 1; i < g.length; i++) if (g[i] > g[top]) top = i;
        double max = g[top];
        if (max == 0) return 0;
        double sum = 0;
        int[] strongest = Strongest.of(g, pixels).feature();
        for (int i = 0; i < n; i++) {
            if (!mask.unimportant(i % pixels)) continue;
            int feature = perPixel ? strongest[i] : i;
            sum += g[feature];
            if (g[feature] > 0) derivative[feature] += (scale / (n * max));
        }
        if (!detached) derivative[top] -= (scale * sum / (n * max * max));
        return sum / (n * max);
    }

    @Override
    public String title() {
        return "by the maximum" + (perPixel ? " of pixels" : "") + (detached ? ", held constant" : "");
    }
}
