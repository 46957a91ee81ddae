package digr.distill;

/**
 * How far a map is from filling the important pixels: 1 − mean over important p of r_p, with the roots of saliency r_p =
 * √(q_p / max q + 1e-4) − 1e-2; 0 if no pixel is important. It keeps the map from thinning out inside the objects.
 */
public record FillPenalty() implements Penalty {
    private static final double ROUNDING = 1e-4;

    @Override
    public double add(double[] g, int pixels, Mask mask, double scale, double[] derivative) {
        int important = 0;
        for (int p = 0; p < pixels; p++) if (mask.important(p)) important++;
        Strongest strongest = Strongest.of(g, pixels);
        double max = strongest.max();
        if (max == 0 || important == 0) return 0;
        double filled = 0;
        double ofMax = 0;
        for (int p = 0; p < pixels; p++) {
            if (!mask.important(p)) continue;
            double q = strongest.q()[p];
            double shifted = Math.sqrt(q / max + ROUNDING);
            filled += shifted - Math.sqrt(ROUNDING);
            if (q == 0) continue;
            derivative[strongest.feature()[p]] -= scale * 0.5 / (shifted * max * important);
            ofMax += 0.5 / shifted * q / (max * max * important);
        }
        derivative[strongest.feature()[strongest.pixel()]] += scale * ofMax;
        return 1 - filled / important;
    }

    @Override
    public String title() {
        return "filling";
    }
}
