package digr.viz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import digr.run.UserException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** What holds for every figure. */
class FigureContractTest {
    private static final double NONE = Double.NaN;

    static Stream<Figure> figures() {
        BufferedImage frame = Pictures.frame(new byte[3 * 64 * 64], 3, 64, 64);
        BufferedImage map = Pictures.heat(new float[64 * 64], 64, 64);
        PictureGrid grid = new PictureGrid("state", "a title much wider than its picture,\nand a second line", "DIGR")
                .row("start", frame, map, map)
                .captions("one", "a caption\nof two lines", "π_{θ}")
                .row("end of the\nepisode", frame, map, map)
                .colorBar(Colormap.VIRIDIS, "saliency");
        Diagram diagram = new Diagram()
                .picture("state", 0, 0, frame, "a caption wider than the picture above it")
                .box("teacher", 0, 1, "teacher\nπ_{t}")
                .box("student", 2, 1, "student")
                .box("loss", 2, 2, "loss")
                .arrow("state", "teacher", "sampled")
                .arrow("state", "student", "")
                .arrow("teacher", "student", "a long label beside the last column")
                .dashedArrow("loss", "student", "∇_{θ}")
                .dashedArrow("teacher", "loss", "");
        double[] x = {0, 1_000_000, 2_000_000, 3_000_000};
        LineChart lines = new LineChart("A title", "environment steps", "mean return")
                .band("DIGR", x, new double[][] {{-1, 0.5, 0.9, 1}, {-0.8, 0.1, 0.7, 1.1}})
                .line("with a gap", x, new double[] {-1, NONE, 0.2, 0.4})
                .level("teacher", 0.99);
        LineChart log = new LineChart("", "ε", "mean return")
                .line("PGD", new double[] {0.004, 0.064}, new double[] {1, 0})
                .logX()
                .size(240, 200);
        BarChart bars = new BarChart("", "time (ms)", "vanilla\ngradient", "Gaussian-blur\nperturbation")
                .bars("gradient", new double[] {0.9, NONE}, new double[] {0.2, NONE})
                .bars("perturbation", new double[] {NONE, 160}, new double[] {NONE, 12})
                .log()
                .values("%.3g");
        BarChart grouped = new BarChart("Change", "difference", "a", "b", "c")
                .bars("one", new double[] {-1, 2, 3})
                .bars("two", new double[] {1, -2, 0.5}, new double[] {0.5, 0.25, 0.1})
                .values("%.1f");
        ScatterChart scatter = new ScatterChart("", "robustness", "AUC")
                .joined("w", new double[] {1, 0.5, 0}, new double[] {0.7, 0.9, 1}, "w = 0", "w = 0.02", "w = 0.1")
                .points("others", new double[] {0.3, NONE}, new double[] {0.9, 0.8}, "teacher", "missing");
        double[] dots = {0.99, NONE, 0.5};
        DotPlot dotPlot = new DotPlot()
                .group("a heading that is wider than the names", "a", "missing")
                .group("λ", "b")
                .panel("a label that is wider than its panel,\nand a second line", dots, dots, new double[] {1, NONE, 1
                })
                .logPanel("short", dots, dots, dots);
        ScatterChart crowded = new ScatterChart("", "x", "y")
                .points("a", new double[] {1, 1, 1, 10}, new double[] {0, 0, 0, 1}, "here", "here", "here", "there")
                .logX()
                .size(240, 200);
        return Stream.of(
                grid,
                dotPlot,
                crowded,
                new PictureGrid().row("", map),
                diagram,
                lines,
                log,
                bars,
                grouped,
                scatter,
                Panels.row(lines, lines),
                Panels.column(Panels.row(grid, log), bars));
    }

    @ParameterizedTest
    @MethodSource("figures")
    void pngHasTwiceTheSizeAndCarriesTheAltText(Figure figure) throws Exception {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(figure.png()))) {
            reader.setInput(in);
            assertEquals(2 * figure.width(), reader.getWidth(0));
            assertEquals(2 * figure.height(), reader.getHeight(0));
            Element metadata = (Element) reader.getImageMetadata(0).getAsTree("javax_imageio_1.0");
            Element text = (Element) metadata.getElementsByTagName("TextEntry").item(0);
            assertEquals("Description", text.getAttribute("keyword"));
            assertEquals(figure.altText(), text.getAttribute("value"));
        }
    }

    @ParameterizedTest
    @MethodSource("figures")
    void nothingIsClippedAtTheEdge(Figure figure) {
        BufferedImage image = figure.image();
        int w = image.getWidth();
        int h = image.getHeight();
        for (int i = 0; i < 2; i++) {
            assertWhite(image, new Rectangle(0, i, w, 1));
            assertWhite(image, new Rectangle(0, h - 1 - i, w, 1));
            assertWhite(image, new Rectangle(i, 0, 1, h));
            assertWhite(image, new Rectangle(w - 1 - i, 0, 1, h));
        }
    }

    @ParameterizedTest
    @MethodSource("figures")
    void nothingIsPaintedOutside(Figure figure) {
        int margin = 50;
        int ground = Color.MAGENTA.getRGB();
        BufferedImage image = new BufferedImage(
                figure.width() + 2 * margin, figure.height() + 2 * margin, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.MAGENTA);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.translate(margin, margin);
        figure.paint(g);
        g.dispose();
        Rectangle inside = new Rectangle(margin, margin, figure.width(), figure.height());
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++)
                assertEquals(!inside.contains(x, y), image.getRGB(x, y) == ground, "pixel " + x + ", " + y);
    }

    @ParameterizedTest
    @MethodSource("figures")
    void svgIsXmlOfTheSameSizeAndAltTextWithTextAsOutlines(Figure figure) throws Exception {
        Element svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(figure.svg().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertEquals("svg", svg.getTagName());
        assertEquals("0 0 " + figure.width() + " " + figure.height(), svg.getAttribute("viewBox"));
        assertEquals(figure.altText(), svg.getElementsByTagName("title").item(0).getTextContent());
        assertEquals(0, svg.getElementsByTagName("text").getLength());
        assertFalse(figure.altText().isBlank());
    }

    @ParameterizedTest
    @MethodSource("figures")
    void theSameFigureGivesTheSameFiles(Figure figure) {
        assertArrayEquals(figure.png(), figure.png());
        assertEquals(figure.svg(), figure.svg());
    }

    @ParameterizedTest
    @MethodSource("figures")
    void savesBothFilesOrSaysWhyNot(Figure figure, @TempDir Path folder) throws Exception {
        figure.save(folder, "fig");
        assertArrayEquals(figure.png(), Files.readAllBytes(folder.resolve("fig.png")));
        assertEquals(figure.svg(), Files.readString(folder.resolve("fig.svg")));
        assertThrows(UserException.class, () -> figure.save(folder.resolve("absent"), "fig"));
    }

    private static void assertWhite(BufferedImage image, Rectangle part) {
        int[] pixels = image.getRGB(part.x, part.y, part.width, part.height, null, 0, part.width);
        assertEquals(0, Arrays.stream(pixels).filter(p -> p != 0xffffffff).count(), "ink at " + part);
    }
}
