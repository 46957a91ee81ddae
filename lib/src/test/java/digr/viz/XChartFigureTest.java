package digr.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import digr.run.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.PieChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

class XChartFigureTest {
    @Test
    void aChartKeepsItsSizeAndIsNamedByItsTitle() {
        Figure figure = new XChartFigure(
                new PieChartBuilder().width(300).height(200).title("shares").build());
        assertEquals(List.of(300, 200), List.of(figure.width(), figure.height()));
        assertEquals("shares", figure.altText());
        assertEquals(600, figure.image().getWidth());
    }

    @Test
    void withoutATitleAxesAndSeriesNameIt() {
        XYChart lines = new XYChartBuilder().xAxisTitle("updates").build();
        lines.addSeries("DIGR", new double[] {1, 2}, new double[] {3, 4});
        assertEquals("updates: DIGR", XChartFigure.of(lines).altText());
        assertEquals("", XChartFigure.of(new CategoryChartBuilder().build()).altText());
    }

    @Test
    void aValueIsWhereItWasPainted() {
        XYChart lines = new XYChartBuilder().width(300).height(200).build();
        lines.addSeries("y", new double[] {0, 1, 2}, new double[] {0, 1, 4});
        XChartFigure figure = new XChartFigure(lines);
        figure.image();
        assertEquals(
                2 * figure.screenX(1), figure.screenX(0) + figure.screenX(2), 1e-6, "x is linear: 1 is in the middle");
        assertEquals(figure.screenY(0) - figure.screenY(4), 4 * (figure.screenY(0) - figure.screenY(1)), 1e-6);
        assertEquals(2, figure.xAt((int) Math.round(figure.screenX(2))), 0.01);
    }

    /** They change from release to release. */
    @Test
    void noOtherFileNamesXChartsInternalClasses() throws IOException {
        try (Stream<Path> files = Files.walk(Checkout.folder().resolve("lib/src/main/java"))) {
            List<String> named = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> text(file).contains("xchart.internal"))
                    .map(file -> file.getFileName().toString())
                    .toList();
            assertEquals(List.of("XChartFigure.java"), named);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
