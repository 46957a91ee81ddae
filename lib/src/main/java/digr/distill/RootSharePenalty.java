package digr.distill;

/**
 * The unimportant pixels' share of the roots of saliency, which rewards a map that fills the important regions evenly;
 * the maximum is held fixed:
 *
 * <pre>  r_p = √(q_p / max q + 1e-4) − 1e-2,   penalty = Σ_{p unimportant} r_p / Σ_p r_p  </pre>
 */
public record RootSharePenalty() implements Penalty {
    private static final double ROUNDING = 1e-4;
    private static final double FLOOR = 1e-6;

    @Override
    public double add(double[] g, int pixels, Mask mask, double scale, double[] derivative) {
        int[] strongest = new int[pixels];
        double max = 0;
        for (int p = 0; p < pixels; p++) {
            strongest[p] = MaximumPenalty.strongestChannel(g, pixels, p);
            max = Math.max(max, g[strongest[p]]);
        }
        if (max == 0) return 0;
        double all = FLOOR;
        double penalised = 0;
        double[] shifted = new double[pixels]; // r_p + √1e-4
        for (int p = 0; p < pixels; p++) {
            shifted[p] = Math.sqrt(g[strongest[p]] / max + ROUNDING);
            double root = shifted[p] - Math.sqrt(ROUNDING);
            all += root;
            if (mask.unimportant(p)) penalised += root;
        }
        double share = penalised / all;
        for (int p = 0; p < pixels; p++) {
            if (g[strongest[p]] == 0) continue;
            double ofRoot = ((mask.unimportant(p) ? 1 : 0) - share) / all;
            derivative[strongest[p]] += (scale * ofRoot * 0.5 / (shifted[p] * max));
        }
        return share;
    }
}
