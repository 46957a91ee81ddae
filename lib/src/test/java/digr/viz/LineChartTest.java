package digr.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineChartTest {
    private static final int LEGEND = 2 * 30; // its height and more, in pixels of the image
    private static final double[] X = IntStream.range(0, 30).asDoubleStream().toArray();

    private final LineChart chart = new LineChart("title", "updates", "return").yRange(-0.1, 1.1);

    @Test
    void heightsAreInProportion() {
        chart.line("low", X, flat(0)).line("high", X, flat(1)).line("quarter", X, flat(0.25));
        double low = height(Palette.BLUE);
        double high = height(Palette.VERMILLION);
        assertEquals(low + 0.25 * (high - low), height(Palette.GREEN), 1);
        assertTrue(low - high > 300);
    }

    /** Two runs at .25 and .75: mean .5, sample standard deviation √(2 · .25² / 1) = .3536. */
    @Test
    void theBandIsTheMeanPlusAndMinusTheStandardDeviation() {
        chart.line("low", X, flat(0)).line("high", X, flat(1)).band("runs", X, new double[][] {flat(0.25), flat(0.75)});
        double whole = height(Palette.BLUE) - height(Palette.VERMILLION);
        Rectangle line = plot(Palette.GREEN);
        Color shade = new Color(204, 235, 227); // the line's green, a fifth of it on white
        Rectangle band = plot(shade);
        assertEquals(height(Palette.BLUE) - 0.5 * whole, line.getCenterY(), 1);
        assertEquals(line.getCenterY(), band.getCenterY(), 2);
        assertEquals(2 * Math.sqrt(0.125) * whole, band.height, 3);
        assertEquals(line.width, band.width, 6);
    }

    /** Whatever is drawn first; a name that is no kind of policy takes the next colour that is free. */
    @Test
    void aKindOfPolicyHasOneColourInEveryFigure() {
        chart.line("DIGR", X, flat(0)).line("other", X, flat(0.5)).line("distillation only", X, flat(1));
        double[] heights = {height(Palette.GREEN), height(Palette.BLUE), height(Palette.VERMILLION)};
        assertTrue(heights[0] > heights[1] && heights[1] > heights[2], Arrays.toString(heights));
        LineChart turned = new LineChart("", "", "").line("teacher", X, flat(0)).line("DIGR", X, flat(1));
        assertEquals(
                List.of(Palette.BLUE, Palette.GREEN),
                turned.legendEntries().stream().map(Legend.Entry::colour).toList());
    }

    /** Few points are marked. */
    @Test
    void eachKindOfPolicyHasAMarkerOfItsOwn() {
        LineChart few = new LineChart("", "", "");
        List<String> kinds = List.of("teacher", "distillation only", "DIGR", "DIGR, blur masks");
        for (String kind : kinds) few.line(kind, new double[] {0, 1}, new double[] {0, 1});
        assertEquals(
                kinds.size(),
                few.legendEntries().stream()
                        .map(Legend.Entry::marker)
                        .distinct()
                        .count());
    }

    /** So no attack is taken for a kind of policy, whose colours stand in the charts beside it. */
    @Test
    void attacksHaveColoursThatNoPolicyHas() {
        LineChart attacks = new LineChart("", "", "");
        for (String name : List.of("uniform noise", "FGSM", "PGD", "PGD, margin")) attacks.line(name, X, flat(0));
        assertEquals(
                List.of(Palette.BLACK, Palette.ORANGE, Palette.PURPLE, Palette.SKY_BLUE),
                attacks.legendEntries().stream().map(Legend.Entry::colour).toList());
    }

    @Test
    void aMissingValueLeavesAGapInLineAndBand() {
        double[] broken = flat(0.5);
        broken[14] = broken[15] = Double.NaN;
        chart.band("runs", X, new double[][] {broken, flat(0.7)});
        Rectangle line = plot(Palette.BLUE);
        int middle = (int) line.getCenterX();
        BufferedImage image = chart.image();
        Rectangle gap = new Rectangle(middle - 20, line.y - 50, 40, 100);
        assertTrue(Ink.bounds(image, Palette.BLUE, gap).isEmpty());
        assertTrue(Ink.bounds(image, new Color(204, 227, 239), gap).isEmpty());
    }

    @Test
    void oneRunIsALineWithoutBand() {
        LineChart one = new LineChart("", "x", "y").band("run", X, new double[][] {flat(1)});
        LineChart line = new LineChart("", "x", "y").line("run", X, flat(1));
        assertEquals(line.svg(), one.svg());
    }

    @Test
    void aLevelRunsAcrossTheWholePlotAtItsHeight() {
        chart.line("low", X, flat(0)).line("high", X, flat(1)).level("chance", 0.5);
        Rectangle line = plot(Palette.BLUE);
        Rectangle dashes =
                Ink.bounds(chart.image(), Palette.AXIS, new Rectangle(line.x, line.y - 300, line.width, 250));
        assertEquals((height(Palette.BLUE) + height(Palette.VERMILLION)) / 2, dashes.getCenterY(), 1);
        assertEquals(line.width, dashes.width, 20);
    }

    /** Each once in the plot and once in the legend. */
    @Test
    void aSecondLevelIsDottedWhereTheFirstIsDashed() {
        String svg = chart.line("DIGR", X, flat(1))
                .level("teacher", 0.5)
                .level("committed", 0.7)
                .svg();
        assertEquals(2, svg.split("stroke-dasharray:5,4;", -1).length - 1);
        assertEquals(2, svg.split("stroke-dasharray:1.5,3;", -1).length - 1);
    }

    /** On a logarithmic axis 0.01 lies half-way between 0.001 and 0.1. */
    @Test
    void aLogarithmicAxisSpacesDecadesEvenly() {
        LineChart log = new LineChart("", "ε", "return")
                .line("a", new double[] {0.001, 0.1}, new double[] {0, 0})
                .line("b", new double[] {0.01}, new double[] {1})
                .logX();
        Rectangle line = plot(log, Palette.BLUE);
        assertEquals(line.getCenterX(), plot(log, Palette.VERMILLION).getCenterX(), 1.5);
    }

    @Test
    void numbersOnAnAxisAreShort() {
        var labels = HouseStyle.labels(new Range(0, 20));
        assertEquals("0.5", labels.apply(0.5));
        assertEquals("−2", labels.apply(-2.0));
        assertEquals("10,000", labels.apply(10_000.0));
        assertEquals("2.5M", HouseStyle.labels(new Range(0, 1e7)).apply(2.5e6));
        assertEquals("0", HouseStyle.labels(new Range(0, 1e7)).apply(0.0));
    }

    /**
     * 51 points and the ends of the axis, 2 % before and 6 % behind, are evenly spaced: XChart then takes the data.
     */
    @Test
    void ticksAreRoundNumbersThoughTheDataLieElsewhere() {
        double[] even = IntStream.range(0, 51).mapToDouble(i -> 0.37 + 0.7 * i).toArray();
        double[] uneven = even.clone();
        uneven[25] += 0.1;
        LineChart ofEven = new LineChart("", "x", "y").line("a", even, even);
        LineChart ofUneven = new LineChart("", "x", "y").line("a", uneven, even);
        assertEquals(tickColumns(ofUneven), tickColumns(ofEven));
        assertTrue(tickColumns(ofEven).size() > 5, "ticks");
    }

    /** XChart leaves out a number that would reach over the edge of the picture. */
    @Test
    void theNumberAtTheEndOfANarrowChartIsThere() {
        double[] updates =
                IntStream.rangeClosed(1, 10).mapToDouble(i -> 1000 * i).toArray();
        LineChart narrow = new LineChart("", "updates", "return")
                .line("a", updates, updates)
                .size(330, 300);
        List<Integer> ticks = tickColumns(narrow);
        BufferedImage image = narrow.image();
        Rectangle belowTheLast = new Rectangle(ticks.get(ticks.size() - 1) - 4, axisRow(image) + 12, 8, 30);
        assertTrue(!Ink.bounds(image, Palette.INK, belowTheLast).isEmpty());
    }

    @Test
    void altTextNamesAxesAndCurvesAndSaysWhereTheseBeginAndEnd() {
        chart.line("DIGR", new double[] {0, 1, 2, 3}, new double[] {Double.NaN, 0.25349, 0.5, 0.987})
                .level("teacher", 1278.5);
        assertEquals(
                "Line chart \"title\", return against updates: DIGR from 0.253 to 0.987; teacher at 1,280",
                chart.altText());
    }

    @Test
    void saysWhatIsWrong() {
        assertState("LineChart: the chart is empty, add a line", new LineChart("", "x", "y"));
        assertState(
                "Chart: there is nothing to show, no value is there",
                new LineChart("", "x", "y").line("a", X, flat(Double.NaN)));
        assertState(
                "LineChart: a logarithmic axis needs x > 0, got 0.0",
                new LineChart("", "x", "y").line("a", X, flat(1)).logX());
        assertState(
                "Chart: the title 'a title that is far too long for its small chart' needs 282, there is room for 200;"
                        + " shorten it or make the chart larger",
                new LineChart("a title that is far too long for its small chart", "x", "y")
                        .line("a", X, flat(1))
                        .size(200, 200));
        assertArgument(
                "LineChart: 'a' needs as many y as x, at least one, got 2 for 30",
                () -> chart.line("a", X, new double[2]));
        assertArgument(
                "LineChart: 'a' needs as many y as x, at least one, got 2 for 30",
                () -> chart.band("a", X, new double[][] {flat(1), new double[2]}));
        assertArgument("LineChart: 'a' has no runs", () -> chart.band("a", X, new double[0][]));
        assertArgument(
                "LineChart: x of 'a' must be finite and ascending, got 1.0 at index 1",
                () -> chart.line("a", new double[] {1, 1}, new double[] {0, 0}));
        assertArgument(
                "LineChart: y of 'a' must not be infinite, got Infinity at index 0",
                () -> chart.line("a", new double[] {1}, new double[] {Double.POSITIVE_INFINITY}));
        assertArgument("LineChart: level 'l' must be finite, got NaN", () -> chart.level("l", Double.NaN));
        assertArgument("Chart: yRange needs min < max, got 1.0 to 1.0", () -> chart.yRange(1, 1));
        assertArgument("Chart: the size must be at least 160 x 120, got 10 x 10", () -> chart.size(10, 10));
    }

    private static void assertState(String message, Figure figure) {
        assertEquals(
                message, assertThrows(IllegalStateException.class, figure::png).getMessage());
    }

    private static void assertArgument(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static double[] flat(double y) {
        double[] values = new double[X.length];
        Arrays.fill(values, y);
        return values;
    }

    private double height(Color colour) {
        return plot(colour).getCenterY();
    }

    private Rectangle plot(Color colour) {
        return plot(chart, colour);
    }

    /** Where a colour lies above the legend. */
    private static Rectangle plot(Figure figure, Color colour) {
        BufferedImage image = figure.image();
        return Ink.bounds(image, colour, new Rectangle(image.getWidth(), image.getHeight() - LEGEND));
    }

    /** The columns of the ticks below the x axis, which is the lowest line across. */
    private static List<Integer> tickColumns(Figure figure) {
        BufferedImage image = figure.image();
        return darkColumns(image, axisRow(image) + 4);
    }

    private static int axisRow(BufferedImage image) {
        int y = image.getHeight() - 1;
        while (darkColumns(image, y).size() < image.getWidth() / 2) y--;
        return y;
    }

    private static List<Integer> darkColumns(BufferedImage image, int y) {
        return IntStream.range(0, image.getWidth())
                .filter(x -> (image.getRGB(x, y) & 0xff) < 0xc0)
                .boxed()
                .toList();
    }

    @Test
    void aKindOfPolicyHasItsColourAndMarkerInWhateverOrderAndAsALevel() {
        double[] x = {0, 1};
        LineChart first = new LineChart("", "x", "y").line("DIGR", x, x).level("teacher", 1);
        LineChart third = new LineChart("", "x", "y")
                .line("teacher", x, x)
                .line("distillation only", x, x)
                .line("DIGR", x, x);
        assertEquals(third.legendEntries().get(2), first.legendEntries().get(0));
        assertEquals(
                third.legendEntries().get(0).colour(),
                first.legendEntries().get(1).colour());
    }

    @Test
    void aLogarithmicAxisNeedsNumbersAbove0() {
        LineChart chart = new LineChart("", "x", "y")
                .line("DIGR", new double[] {1, 2}, new double[] {0, 1})
                .logY();
        var e = assertThrows(IllegalStateException.class, chart::yData);
        assertEquals("LineChart: a logarithmic axis needs y > 0, got 0.0", e.getMessage());
    }

    /** Equal factors are equal distances: of 1, 10 and 100 the middle one is in the middle. */
    @Test
    void aLogarithmicAxisShowsFactors() {
        LineChart chart = new LineChart("", "x", "y")
                .line("DIGR", new double[] {1, 2, 3}, new double[] {1, 10, 100})
                .logY();
        Range y = chart.yData();
        assertEquals(10, Math.sqrt(y.min() * y.max()), 1e-9);
        assertTrue(y.min() < 1 && y.min() > 0.5 && y.max() > 100 && y.max() < 200, y.toString());
    }
}
