package digr.viz;

import static digr.Pictures.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PanelsTest {
    private static final Color RED = new Color(255, 0, 0);
    private static final Color BLUE = new Color(0, 0, 255);

    private final Figure red = new PictureGrid().row("", plain(RED, 64, 64)).alt("red");
    private final Figure blue = new PictureGrid().row("", plain(BLUE, 64, 32)).alt("blue");

    @Test
    void aRowStandsSideBySideAColumnOneBelowTheOther() {
        Panels row = Panels.row(red, blue);
        assertEquals(red.width() + 6 + blue.width(), row.width());
        assertEquals(red.height(), row.height());
        Panels column = Panels.column(red, blue);
        assertEquals(red.height() + 6 + blue.height(), column.height());
        assertEquals(red.width(), column.width());
        Rectangle below = Ink.bounds(column, BLUE);
        assertEquals(Ink.bounds(column, RED).x, below.x);
        assertEquals(2 * (red.height() + 6 + 8), below.y, 1);
    }

    @Test
    void chartsWithOneLegendShowItOnce() {
        LineChart a = chart("a", "teacher", "DIGR");
        LineChart b = chart("b", "teacher", "DIGR");
        LineChart other = chart("c", "teacher", "student");
        assertEquals(a.height(), Panels.row(a, b).height());
        assertEquals(4, strokes(Panels.row(a, other))); // two plots, two legends
        assertEquals(3, strokes(Panels.row(a, b)));
    }

    /** As where one policy was trained once, and another with three seeds. */
    @Test
    void aLegendIsSharedThoughASeriesHasABandInOnePanelOnly() {
        LineChart line = chart("a", "teacher", "DIGR");
        LineChart band = new LineChart("b", "x", "y")
                .band("teacher", new double[] {0, 1}, new double[][] {{0, 0}, {0, 0}})
                .line("DIGR", new double[] {0, 1}, new double[] {1, 1});
        assertEquals(3, strokes(Panels.row(line, band)));
        assertEquals(3, strokes(Panels.row(band, line)));
    }

    /** As where one task has one kind of student more, or so many points that they have no markers. */
    @Test
    void aLegendIsSharedThoughOnePanelHasASeriesOrMarkersMore() {
        LineChart two = chart("a", "teacher", "DIGR");
        LineChart three =
                chart("b", "teacher", "DIGR").line("distillation only", new double[] {0, 1}, new double[] {2, 2});
        double[] many = IntStream.range(0, 40).asDoubleStream().toArray();
        LineChart unmarked =
                new LineChart("c", "x", "y").line("teacher", many, many).line("DIGR", many, new double[40]);
        assertEquals(3, strokes(Panels.row(two, three)));
        assertEquals(3, strokes(Panels.row(three, two)));
        assertEquals(3, strokes(Panels.row(two, unmarked)));
        assertEquals(two.height(), Panels.row(two, three).height());
    }

    @Test
    void altTextsFollowEachOther() {
        assertEquals("red. blue", Panels.row(red, blue).altText());
        assertEquals("both", Panels.row(red, blue).alt("both").altText());
    }

    @Test
    void needsAFigure() {
        assertThrows(IllegalArgumentException.class, () -> Panels.row());
    }

    private static LineChart chart(String title, String first, String second) {
        double[] x = {0, 1};
        return new LineChart(title, "x", "y")
                .line(first, x, new double[] {0, 0})
                .line(second, x, new double[] {1, 1});
    }

    /** How often the first series' colour begins anew from left to right, in the plot or in a legend. */
    private static int strokes(Figure figure) {
        BufferedImage image = figure.image();
        int count = 0;
        for (Rectangle part : new Rectangle[] {
            new Rectangle(0, 0, image.getWidth(), image.getHeight() - 60),
            new Rectangle(0, image.getHeight() - 60, image.getWidth(), 60)
        }) {
            boolean before = false;
            for (int x = 0; x < image.getWidth(); x++) {
                boolean ink = !Ink.bounds(image, Palette.BLUE, new Rectangle(x, part.y, 1, part.height))
                        .isEmpty();
                if (ink && !before) count++;
                before = ink;
            }
        }
        return count;
    }
}
