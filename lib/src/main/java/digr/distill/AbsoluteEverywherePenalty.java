package digr.distill;

import java.util.Arrays;

/**
 * The mean of g over all features, whatever the mask is: (1/N) Σ_i g_i. Sharp masks penalise nothing of an object. Then this
 * term keeps the gradient small there, too, and so limits what a small attack can do.
 */
public record AbsoluteEverywherePenalty() implements Penalty {
    @Override
    public double add(double[] g, int pixels, Mask mask, double scale, double[] derivative) {
        double each = scale / g.length;
        for (int i = 0; i < g.length; i++) if (g[i] > 0) derivative[i] += each;
        return Arrays.stream(g).sum() / g.length;
    }

    @Override
    public String title() {
        return "absolute size everywhere";
    }
}
