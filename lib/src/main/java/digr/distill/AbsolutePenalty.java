package digr.distill;

/** The mean over all features of g on the unimportant ones: (1/N) Σ_{i unimportant} g_i. */
public record AbsolutePenalty() implements Penalty {
    @Override
    public double add(double[] g, int pixels, Mask mask, double scale, double[] derivative) {
        double sum = 0;
        double each = scale / g.length;
        for (int channel = 0; channel < g.length; channel += pixels) {
            for (int p = 0; p < pixels; p++) {
                double one = g[channel + p];
                if (one == 0 || !mask.unimportant(p)) continue;
                sum += one;
                derivative[channel + p] += each;
            }
        }
        return sum / g.length;
    }

    @Override
    public String title() {
        return "absolute size";
    }
}
