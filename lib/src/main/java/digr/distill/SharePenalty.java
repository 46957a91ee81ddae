package digr.distill;

/** The unimportant features' share of all saliency: Σ_{i unimportant} g_i / Σ_i g_i; 0 where all is 0. */
public record SharePenalty() implements Penalty {
    private static final double FLOOR = 1e-6;

    @Override
    public double add(double[] g, int pixels, Mask mask, double scale, double[] derivative) {
        double all = FLOOR;
        double penalised = 0;
        for (int i = 0; i < g.length; i++) {
            all += g[i];
            if (mask.unimportant(i % pixels)) penalised += g[i];
        }
        double share = penalised / all;
        for (int i = 0; i < g.length; i++)
            if (g[i] > 0) derivative[i] += (scale * ((mask.unimportant(i % pixels) ? 1 : 0) - share) / all);
        return share;
    }

    @Override
    public String title() {
        return "share";
    }
}
