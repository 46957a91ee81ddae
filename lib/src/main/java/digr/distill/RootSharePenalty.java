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
        Strongest strongest = Strongest.of(g, pixels);
        double max = strongest.max();
        if (max == 0) return 0;
        double all = FLOOR;
        double penalised = 0;
        double[] shifted = strongest.roots(ROUNDING); // r_p + √1e-4
        double least = Math.sqrt(ROUNDING);
        for (int p = 0; p < pixels; p++) {
            double root = shifted[p] - least;
            all += root;
            if (mask.unimportant(p)) penalised += root;
        }
        double share = penalised / all;
        double ofUnimportant = scale * ((1 - share) / all) * 0.5;
        double ofOthers = scale * (-share / all) * 0.5;
        for (int p = 0; p < pixels; p++) {
            if (strongest.q()[p] == 0) continue;
            double ofRoot = mask.unimportant(p) ? ofUnimportant : ofOthers;
            derivative[strongest.feature()[p]] += ofRoot / (shifted[p] * max);
        }
        return share;
    }

    @Override
    public String title() {
        return "share of roots";
    }
}
