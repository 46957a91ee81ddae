package digr.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ScatterChartTest {
    @Test
    void aLabelStandsRightOfItsPointAndLeftWhereThePlotEnds() {
        ScatterChart chart = new ScatterChart("", "x", "y")
                .points("a", new double[] {0}, new double[] {0}, "HHHHH")
                .points("b", new double[] {1}, new double[] {1}, "HHHHHHHHH");
        assertTrue(besideIsInk(chart, marker(chart, Palette.BLUE), 1));
        assertTrue(besideIsInk(chart, marker(chart, Palette.VERMILLION), -1));
    }

    @Test
    void labelsOfPointsAtOnePlaceDoNotCoverEachOther() {
        ScatterChart one =
                new ScatterChart("", "x", "y").points("a", new double[] {0, 1}, new double[] {0, 1}, "HHHH", "");
        ScatterChart two = new ScatterChart("", "x", "y")
                .points("a", new double[] {0, 0, 1}, new double[] {0, 0, 1}, "HHHH", "HHHH", "");
        Rectangle first = labels(one);
        Rectangle both = labels(two);
        assertTrue(both.width > 1.8 * first.width || both.height > 1.8 * first.height, first + " " + both);
    }

    @Test
    void joinedPointsHaveALineBetweenThemOthersNone() {
        double[] x = {0, 1};
        ScatterChart joined = new ScatterChart("", "x", "y").joined("a", x, x);
        ScatterChart apart = new ScatterChart("", "x", "y").points("a", x, x);
        Rectangle ends = marker(apart, Palette.BLUE);
        Rectangle middle = new Rectangle((int) ends.getCenterX() - 20, (int) ends.getCenterY() - 20, 40, 40);
        assertTrue(Ink.bounds(apart.image(), Palette.BLUE, middle).isEmpty());
        Rectangle line = Ink.bounds(joined.image(), Palette.BLUE, middle);
        assertEquals(middle.width, line.width);
        assertEquals(middle.getCenterY(), line.getCenterY(), 2);
    }

    @Test
    void altTextNamesTheGroupsAndTheirPoints() {
        ScatterChart chart = new ScatterChart("", "cost", "AUC")
                .points("ours", new double[] {1, 2}, new double[] {1, 2}, "λ = 0", "λ = 1")
                .points("others", new double[] {1, 2}, new double[] {1, Double.NaN});
        assertEquals("Scatter chart, AUC against cost: ours, 2 points: λ = 0, λ = 1; others, 1 point", chart.altText());
    }

    @Test
    void aPointThatIsMissingIsLeftOut() {
        ScatterChart gap = new ScatterChart("", "x", "y")
                .points("a", new double[] {0, 1}, new double[] {0, Double.NaN}, "here", "missing");
        ScatterChart without = new ScatterChart("", "x", "y")
                .points("a", new double[] {0, 1}, new double[] {0, Double.NaN}, "here", "");
        assertEquals(without.svg(), gap.svg());
    }

    @Test
    void saysWhatIsWrong() {
        assertEquals(
                "ScatterChart: the chart is empty, add points",
                assertThrows(IllegalStateException.class, () -> new ScatterChart("", "x", "y").png())
                        .getMessage());
        assertArgument(
                "ScatterChart: 'a' needs as many y, and labels if any, as x, at least one;"
                        + " got 1 x, 1 y and 2 labels",
                () -> new ScatterChart("", "x", "y").points("a", new double[1], new double[1], "a", "b"));
        assertArgument("ScatterChart: a point of 'a' is infinite, (Infinity, 0.0)", () -> new ScatterChart("", "x", "y")
                .points("a", new double[] {Double.POSITIVE_INFINITY}, new double[1]));
    }

    private static void assertArgument(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static boolean besideIsInk(Figure figure, Rectangle marker, int side) {
        int x = side > 0 ? (int) marker.getMaxX() + 4 : marker.x - 40;
        return !Ink.bounds(figure.image(), Palette.INK, new Rectangle(x, marker.y, 36, marker.height))
                .isEmpty();
    }

    private static Rectangle marker(Figure figure, java.awt.Color colour) {
        BufferedImage image = figure.image();
        return Ink.bounds(image, colour, new Rectangle(image.getWidth(), image.getHeight() - 60));
    }

    /** Ink in the inner plot, without ticks and titles. */
    private static Rectangle labels(Figure figure) {
        BufferedImage image = figure.image();
        return Ink.bounds(image, Palette.INK, new Rectangle(100, 20, image.getWidth() - 140, image.getHeight() - 190));
    }
}
