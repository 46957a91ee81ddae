package digr.distill;

/** The mean over all features of g on the unimportant ones: (1/N) Σ_{i unimportant} g_i. */
public record AbsolutePenalty() implements Penalty {
    @Override
    public double add(double[] g, int pixels, Mask mask, double scale, double[] derivative) {
        double sum = 0;
        double each = scale / g.length;
        for (int i = 0; i < g.length; i++) {
            if (!mask.unimportant(i % pixels)) continue;
            sum += g[i];
            if (g[i] > 0) derivative[i] += each;
        }
        return sum / g.length;
    }
}
