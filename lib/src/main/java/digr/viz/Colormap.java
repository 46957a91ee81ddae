package digr.viz;

import java.awt.Color;

/**
 * Perceptually uniform colour maps: lightness rises evenly with the value, so that they read the same for colour-blind
 * readers and in gray.
 *
 * <p>Each channel is a polynomial of degree 6 in the value, fitted by Matt Zucker (public domain) to matplotlib's
 * tables by Nathaniel Smith and Stéfan van der Walt (CC0); largest error 0.013 in viridis, 0.034 in inferno.
 *
 * @see <a href="https://www.shadertoy.com/view/WlfXRN">Zucker's fits</a>
 * @see <a href="https://bids.github.io/colormap/">the tables</a>
 */
public enum Colormap {
    /** Dark purple over green to yellow. */
    VIRIDIS(
            new double[] {0.2777273272234177, 0.005407344544966578, 0.3340998053353061},
            new double[] {0.1050930431085774, 1.404613529898575, 1.384590162594685},
            new double[] {-0.3308618287255563, 0.214847559468213, 0.09509516302823659},
            new double[] {-4.634230498983486, -5.799100973351585, -19.33244095627987},
            new double[] {6.228269936347081, 14.17993336680509, 56.69055260068105},
            new double[] {4.776384997670288, -13.74514537774601, -65.35303263337234},
            new double[] {-5.435455855934631, 4.645852612178535, 26.3124352495832}),
    /** Black over red to pale yellow: nothing is dark. */
    INFERNO(
            new double[] {0.0002189403691192265, 0.001651004631001012, -0.01948089843709184},
            new double[] {0.1065134194856116, 0.5639564367884091, 3.932712388889277},
            new double[] {11.60249308247187, -3.972853965665698, -15.9423941062914},
            new double[] {-41.70399613139459, 17.43639888205313, 44.35414519872813},
            new double[] {77.162935699427, -33.40235894210092, -81.80730925738993},
            new double[] {-71.31942824499214, 32.62606426397723, 73.20951985803202},
            new double[] {25.13112622477341, -12.24266895238567, -23.07032500287172});

    private final double[][] coefficients;

    Colormap(double[]... coefficients) {
        this.coefficients = coefficients;
    }

    /** @param value in [0, 1] */
    public Color at(double value) {
        return new Color(rgb(value));
    }

    /** @param value in [0, 1]; the colour is 0xRRGGBB */
    int rgb(double value) {
        if (!(value >= 0 && value <= 1))
            throw new IllegalArgumentException("Colormap: values must be in [0, 1], got " + value);
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
            double sum = 0;
            for (int power = coefficients.length - 1; power >= 0; power--)
                sum = sum * value + coefficients[power][channel];
            rgb = rgb << 8 | (int) Math.round(255 * Math.max(0, Math.min(1, sum)));
        }
        return rgb;
    }
}
