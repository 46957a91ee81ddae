package digr.distill;

import java.util.Arrays;

/**
 * Each pixel's strongest channel.
 *
 * @param feature [H·W], the feature with the pixel's greatest g, the first of equals
 * @param q [H·W], its g
 * @param pixel the first with the greatest q
 */
record Strongest(int[] feature, double[] q, int pixel) {
    /** @param g |G| of one state, [C·H·W] */
    static Strongest of(double[] g, int pixels) {
        double[] q = Arrays.copyOf(g, pixels);
        int[] feature = new int[pixels];
        Arrays.setAll(feature, p -> p);
        for (int channel = pixels; channel < g.length; channel += pixels) {
            for (int p = 0; p < pixels; p++) {
                if (g[channel + p] <= q[p]) continue;
                q[p] = g[channel + p];
                feature[p] = channel + p;
            }
        }
        int top = 0;
        for (int p = 1; p < pixels; p++) if (q[p] > q[top]) top = p;
        return new Strongest(feature, q, top);
    }

    double max() {
        return q[pixel];
    }

    /** [H·W], √(q_p / max q + rounding). */
    double[] roots(double rounding) {
        double max = max();
        double[] roots = new double[q.length];
        for (int p = 0; p < q.length; p++) roots[p] = Math.sqrt(q[p] / max + rounding);
        return roots;
    }
}
