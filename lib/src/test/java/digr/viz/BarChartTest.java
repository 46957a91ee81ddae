package digr.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class BarChartTest {
    private static final double NONE = Double.NaN;
    private static final int LEGEND = 2 * 30;

    @Test
    void barsStandOnZeroAndAreAsHighAsTheirValues() {
        BarChart chart = new BarChart("", "AUC", "a", "b")
                .bars("one", new double[] {1, NONE})
                .bars("half", new double[] {NONE, 0.5});
        Rectangle one = plot(chart, Palette.BLUE);
        Rectangle half = plot(chart, Palette.VERMILLION);
        assertEquals(one.getMaxY(), half.getMaxY(), 1);
        assertEquals(one.height / 2.0, half.height, 1.5);
    }

    @Test
    void altTextNamesTheCategoriesAndTheirBars() {
        BarChart one =
                new BarChart("", "time (ms)", "vanilla\ngradient", "SARFA").bars("median", new double[] {0.91, 70});
        assertEquals("Bar chart, time (ms): vanilla gradient 0.91; SARFA 70", one.altText());
        BarChart kinds = new BarChart("Change", "difference", "a", "b")
                .bars("one", new double[] {-1, NONE})
                .bars("two", new double[] {2, 0.5});
        assertEquals("Bar chart \"Change\", difference: a one −1, two 2; b two 0.5", kinds.altText());
    }

    /** 0.7 on an axis from 0.4 to 1 is as high as 0.3 of 0.6, and its baseline is at 0.4. */
    @Test
    void anAxisWithoutZeroHasItsBaselineAtTheEndNextToIt() {
        BarChart above =
                new BarChart("", "AUC", "a").bars("b", new double[] {0.7}).yRange(0.4, 1);
        BarChart below =
                new BarChart("", "change", "a").bars("b", new double[] {-0.7}).yRange(-1, -0.4);
        BarChart full = new BarChart("", "AUC", "a").bars("b", new double[] {1}).yRange(0, 1);
        Rectangle plot = Ink.bounds(full, Palette.BLUE);
        Rectangle bar = Ink.bounds(above, Palette.BLUE);
        assertEquals(plot.height / 2.0, bar.height, 2);
        assertEquals(plot.getMaxY(), bar.getMaxY(), 2);
        assertEquals(plot.getMaxY(), baseline(above), 2);
        assertEquals(plot.getMinY(), baseline(below), 2);
    }

    /** 0.2 to 0.7 about 0.5, of an axis from 0.4 to 1: half of the plot's height, and no cap at 0.4. */
    @Test
    void anErrorBarEndsWhereTheAxisDoes() {
        BarChart chart = new BarChart("", "AUC", "a")
                .bars("b", new double[] {0.5}, new double[] {0.2}, new double[] {0.7})
                .yRange(0.4, 1);
        Rectangle bar = Ink.bounds(chart, Palette.BLUE);
        BufferedImage image = chart.image();
        Rectangle whisker =
                Ink.bounds(image, Palette.INK, new Rectangle((int) bar.getCenterX() - 10, 0, 20, (int) bar.getMaxY()));
        assertEquals(3.0 * bar.height, whisker.height, 4);
        Rectangle foot = new Rectangle((int) bar.getCenterX() - 10, (int) bar.getMaxY() - 8, 20, 8);
        assertTrue(Ink.bounds(image, Palette.INK, foot).width <= 3);
    }

    /** The y of the one line in the axes' colour that crosses the gap left of the first bar. */
    private static double baseline(BarChart chart) {
        Rectangle bar = Ink.bounds(chart, Palette.BLUE);
        BufferedImage image = chart.image();
        Rectangle line = Ink.bounds(image, Palette.AXIS, new Rectangle(bar.x - 12, 0, 8, image.getHeight()));
        assertTrue(line.height <= 3, () -> "one line, not " + line);
        return line.getCenterY();
    }

    @Test
    void kindsOfCategoriesStandInTheMiddleGroupsSideBySide() {
        BarChart kinds = new BarChart("", "ms", "a", "b")
                .bars("gradient", new double[] {1, NONE})
                .bars("perturbation", new double[] {NONE, 1});
        BarChart groups = new BarChart("", "ms", "a", "b")
                .bars("gradient", new double[] {1, NONE})
                .bars("perturbation", new double[] {1, 1});
        Rectangle wide = plot(kinds, Palette.BLUE);
        Rectangle narrow = plot(groups, Palette.BLUE);
        assertEquals(wide.width / 2.0, narrow.width, 2);
        assertEquals(wide.x, narrow.x, 1);
    }

    /** 1, 10 and 100 are evenly spaced; the linear chart's would be 9 against 90. */
    @Test
    void aLogarithmicAxisSpacesDecadesEvenly() {
        BarChart chart = new BarChart("", "ms", "a", "b", "c")
                .bars("one", new double[] {1, NONE, NONE})
                .bars("ten", new double[] {NONE, 10, NONE})
                .bars("hundred", new double[] {NONE, NONE, 100})
                .log();
        double first = plot(chart, Palette.BLUE).getMinY();
        double second = plot(chart, Palette.VERMILLION).getMinY();
        double third = plot(chart, Palette.GREEN).getMinY();
        assertEquals(first - second, second - third, 1.5);
        assertTrue(first - second > 100);
    }

    /** 2 to 50 about 10 is a factor of 5 either way, so the whisker is as long above the bar's end as below. */
    @Test
    void errorBarsFollowALogarithmicAxis() {
        BarChart chart = new BarChart("", "ms", "a")
                .bars("ten", new double[] {10}, new double[] {2}, new double[] {50})
                .log();
        BufferedImage image = chart.image();
        Rectangle bar = Ink.bounds(chart, Palette.BLUE);
        Rectangle column = new Rectangle((int) bar.getCenterX() - 10, 0, 20, (int) bar.getMaxY() - 10);
        Rectangle whisker = Ink.bounds(image, Palette.INK, column);
        assertEquals(bar.getMinY() - whisker.getMinY(), whisker.getMaxY() - bar.getMinY(), 3);
        assertEquals(bar.getCenterX(), whisker.getCenterX(), 1.5);
    }

    @Test
    void aDeviationIsAnIntervalAboutTheValue() {
        BarChart deviation = new BarChart("", "ms", "a").bars("b", new double[] {10}, new double[] {2});
        BarChart interval =
                new BarChart("", "ms", "a").bars("b", new double[] {10}, new double[] {8}, new double[] {12});
        assertEquals(interval.svg(), deviation.svg());
    }

    @Test
    void valuesAreWrittenAboveTheirBars() {
        BarChart plain =
                new BarChart("", "ms", "a").bars("b", new double[] {10}).yRange(0, 20);
        BarChart labelled = new BarChart("", "ms", "a")
                .bars("b", new double[] {10})
                .yRange(0, 20)
                .values("%.1f");
        Rectangle bar = Ink.bounds(plain, Palette.BLUE);
        Rectangle above = new Rectangle((int) bar.getCenterX() - 40, bar.y - 40, 80, 38);
        assertTrue(Ink.bounds(plain.image(), Palette.INK, above).isEmpty());
        assertEquals(
                bar.getCenterX(),
                Ink.bounds(labelled.image(), Palette.INK, above).getCenterX(),
                2);
    }

    @Test
    void saysWhatIsWrong() {
        assertState("BarChart: the chart is empty, add bars", new BarChart("", "y", "a"));
        assertState(
                "BarChart: a logarithmic axis needs bars and their errors above 0, got -1.0",
                new BarChart("", "y", "a")
                        .bars("b", new double[] {1}, new double[] {2})
                        .log());
        assertState(
                "BarChart: the category's name 'a name without any break' needs 124, there is room for 99;"
                        + " break it with \\n or make the chart wider",
                new BarChart("", "y", "a name without any break")
                        .bars("b", new double[] {1})
                        .size(160, 200));
        assertArgument("BarChart: at least one category is needed", () -> new BarChart("", "y"));
        assertArgument(
                "BarChart: 'b' needs a value for each of the 2 categories, got 1",
                () -> new BarChart("", "y", "a", "b").bars("b", new double[1]));
        assertArgument(
                "BarChart: a value of 'b' lies outside its interval: 1.0 in [2.0, 3.0]",
                () -> new BarChart("", "y", "a").bars("b", new double[] {1}, new double[] {2}, new double[] {3}));
        assertArgument("BarChart: a value of 'b' is infinite", () -> new BarChart("", "y", "a")
                .bars("b", new double[] {Double.POSITIVE_INFINITY}));
    }

    private static void assertState(String message, Figure figure) {
        assertEquals(
                message, assertThrows(IllegalStateException.class, figure::png).getMessage());
    }

    private static void assertArgument(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static Rectangle plot(Figure figure, Color colour) {
        BufferedImage image = figure.image();
        return Ink.bounds(image, colour, new Rectangle(image.getWidth(), image.getHeight() - LEGEND));
    }
}
