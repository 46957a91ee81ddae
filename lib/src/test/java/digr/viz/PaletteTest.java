package digr.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Colours that charts have together can be told apart, also by those who see no red, no green or no blue. */
class PaletteTest {
    private static final List<String> KINDS = List.of("teacher", "distillation only", "DIGR", "DIGR, blur masks");

    /** Of linear RGB: Machado, Oliveira and Fernandes 2009, at full severity. */
    private static final Map<String, double[][]> EYES = new LinkedHashMap<>(Map.of(
            "usual", new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
            "no red",
                    new double[][] {
                        {0.152286, 1.052583, -0.204868},
                        {0.114503, 0.786281, 0.099216},
                        {-0.003882, -0.048116, 1.051998}
                    },
            "no green",
                    new double[][] {
                        {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
                    },
            "no blue",
                    new double[][] {
                        {1.255528, -0.076749, -0.178779},
                        {-0.078411, 0.930809, 0.147602},
                        {0.004733, 0.691367, 0.303900}
                    }));

    private static final double[][] XYZ = {{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}
    };
    private static final double[] WHITE = {0.95047, 1, 1.08883};

    /** In CIE 1976 units, of which one is just seen; blue and green have 17 to eyes that see no blue. */
    @Test
    void allEyesTellTheKindsOfPoliciesApart() {
        EYES.forEach((eye, matrix) -> {
            for (String one : KINDS)
                for (String other : KINDS.subList(0, KINDS.indexOf(one))) {
                    double apart = apart(colour(one), colour(other), matrix);
                    assertTrue(apart > 15, one + ", " + other + ", " + eye + ": " + apart);
                }
        });
    }

    /** The measure itself, on sRGB's pure red and green. */
    @Test
    void redAndGreenAreFarthestApartToUsualEyes() {
        assertEquals(170.6, apart(Color.RED, Color.GREEN, EYES.get("usual")), 0.2);
        assertTrue(apart(Color.RED, Color.GREEN, EYES.get("no green")) < 140);
    }

    /** By the formula of the Web Content Accessibility Guidelines; orange, which attacks have, has 2.25. */
    @Test
    void noKindOfPolicyIsPalerOnWhiteThanOrangeIs() {
        for (String kind : KINDS) {
            double contrast = 1.05 / (times(XYZ, linear(colour(kind)))[1] + 0.05);
            assertTrue(contrast > 2.25, kind + ": " + contrast);
        }
    }

    private static Color colour(String kind) {
        return Palette.named(kind).orElseThrow(() -> new AssertionError(kind + " has no colour"));
    }

    private static double apart(Color one, Color other, double[][] eye) {
        double[] a = lab(times(eye, linear(one)));
        double[] b = lab(times(eye, linear(other)));
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }

    private static double[] linear(Color colour) {
        double[] linear = new double[3];
        float[] rgb = colour.getRGBColorComponents(null);
        for (int i = 0; i < 3; i++)
            linear[i] = rgb[i] <= 0.04045 ? rgb[i] / 12.92 : Math.pow((rgb[i] + 0.055) / 1.055, 2.4);
        return linear;
    }

    private static double[] lab(double[] linear) {
        double[] f = times(XYZ, linear);
        for (int i = 0; i < 3; i++) {
            double part = Math.max(0, f[i]) / WHITE[i];
            f[i] = part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116.0;
        }
        return new double[] {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[3];
        for (int i = 0; i < 3; i++) for (int k = 0; k < 3; k++) product[i] += matrix[i][k] * vector[k];
        return product;
    }
}
