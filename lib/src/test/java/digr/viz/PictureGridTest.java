package digr.viz;

import static digr.Pictures.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class PictureGridTest {
    private static final Color RED = new Color(255, 0, 0);
    private static final Color GREEN = new Color(0, 255, 0);
    private static final Color BLUE = new Color(0, 0, 255);
    private static final Color CYAN = new Color(0, 255, 255);

    @Test
    void cellsOfOneColumnAndOfOneRowAreAligned() {
        PictureGrid grid = new PictureGrid("a", "much wider than\nthe picture below it, isn't it")
                .row("first", plain(RED, 16, 16), plain(GREEN, 16, 16))
                .captions("", "two\nlines")
                .row("the\nsecond", plain(BLUE, 16, 16), plain(CYAN, 16, 16))
                .cell(40);
        Rectangle red = Ink.bounds(grid, RED);
        Rectangle green = Ink.bounds(grid, GREEN);
        Rectangle blue = Ink.bounds(grid, BLUE);
        Rectangle cyan = Ink.bounds(grid, CYAN);
        assertEquals(red.x, blue.x);
        assertEquals(green.x, cyan.x);
        assertEquals(red.y, green.y);
        assertEquals(blue.y, cyan.y);
        assertTrue(blue.y - red.y > 2 * 40 + 2 * 20, "room for the captions");
        for (Rectangle cell : new Rectangle[] {red, green, blue, cyan}) {
            assertEquals(80, cell.width);
            assertEquals(80, cell.height);
        }
    }

    @Test
    void pixelsStaySharpBlocks() {
        BufferedImage picture = plain(RED, 2, 2);
        picture.setRGB(1, 0, BLUE.getRGB());
        PictureGrid grid = new PictureGrid().row("", picture).cell(40);
        BufferedImage image = grid.image();
        assertEquals(RED.getRGB(), image.getRGB(16 + 39, 16 + 20));
        assertEquals(BLUE.getRGB(), image.getRGB(16 + 40, 16 + 20));
        assertEquals(BLUE.getRGB(), image.getRGB(16 + 60, 16 + 39));
        assertEquals(RED.getRGB(), image.getRGB(16 + 60, 16 + 40));
        assertTrue(grid.svg().contains("image-rendering:pixelated"));
    }

    @Test
    void aPictureWithMorePixelsThanAreShownIsSmoothed() {
        BufferedImage fine = plain(Color.BLACK, 256, 256);
        for (int x = 0; x < 256; x += 2) for (int y = 0; y < 256; y++) fine.setRGB(x, y, 0xffffff);
        PictureGrid grid = new PictureGrid().row("", fine).cell(85);
        int gray = grid.image().getRGB(100, 100) & 0xff;
        assertTrue(gray > 40 && gray < 215, "stripes mixed, got " + gray);
        assertTrue(!grid.svg().contains("pixelated"));
    }

    @Test
    void cellsAreAMultipleOfThePixelsNextTo128() {
        assertEquals(8 + 128 + 8, new PictureGrid().row("", plain(RED, 64, 64)).width());
        assertEquals(8 + 168 + 8, new PictureGrid().row("", plain(RED, 84, 84)).width());
        assertEquals(
                8 + 200 + 8, new PictureGrid().row("", plain(RED, 200, 100)).width());
        assertEquals(
                8 + 100 + 8, new PictureGrid().row("", plain(RED, 200, 100)).height());
    }

    @Test
    void theColourBarRunsFromDarkBelowToBrightAboveBesideTheCells() {
        PictureGrid grid = new PictureGrid("map").row("", plain(RED, 64, 64)).colorBar(Colormap.VIRIDIS, "saliency");
        Rectangle cell = Ink.bounds(grid, RED);
        BufferedImage image = grid.image();
        int x = cell.x + cell.width + 2 * (16 + 6);
        assertEquals(Colormap.VIRIDIS.at(1).getRGB(), image.getRGB(x, cell.y));
        assertEquals(Colormap.VIRIDIS.at(0).getRGB(), image.getRGB(x, cell.y + 255));
        assertEquals(Colormap.VIRIDIS.at(127 / 255.0).getRGB(), image.getRGB(x, cell.y + 128));
    }

    @Test
    void altTextNamesRowsColumnsCaptionsAndColours() {
        PictureGrid grid =
                new PictureGrid("vanilla\ngradient", "DIGR").row("start", plain(RED, 8, 8), plain(RED, 8, 8));
        assertEquals("Pictures, 1 row by 2 columns; rows: start; columns: vanilla gradient, DIGR", grid.altText());
        grid.captions("π_{θ}", "").colorBar(Colormap.VIRIDIS, "saliency");
        assertEquals(
                "Pictures, 1 row by 2 columns; rows: start; columns: vanilla gradient, DIGR; captions: πθ;"
                        + " colours: saliency",
                grid.altText());
        assertEquals(
                "Pictures, 1 row by 1 column",
                new PictureGrid().row("", plain(RED, 8, 8)).altText());
        assertEquals("Mine", grid.alt("Mine").altText());
    }

    @Test
    void saysWhatIsWrong() {
        BufferedImage square = plain(RED, 8, 8);
        assertEquals(
                "PictureGrid: the grid is empty, add a row",
                assertThrows(IllegalStateException.class, () -> new PictureGrid("a").png())
                        .getMessage());
        assertMessage("PictureGrid: row 1 needs 2 pictures, got 1", () -> new PictureGrid("a", "b").row("", square));
        assertMessage(
                "PictureGrid: row 2 needs 1 picture, got 2",
                () -> new PictureGrid().row("", square).row("", square, square));
        assertMessage("PictureGrid: row 1 needs at least 1 picture, got 0", () -> new PictureGrid().row(""));
        assertMessage(
                "PictureGrid: pictures must have one shape, got 8 x 9 beside 8 x 8 pixels",
                () -> new PictureGrid().row("", square, plain(RED, 8, 9)));
        assertMessage(
                "PictureGrid: captions follow a row and are as many as its pictures, got 2 for 1",
                () -> new PictureGrid().row("", square).captions("a", "b"));
        assertMessage(
                "PictureGrid: captions follow a row and are as many as its pictures, got 1 for 0",
                () -> new PictureGrid().captions("a"));
        assertMessage("PictureGrid: cells must be at least 8 wide, got 0", () -> new PictureGrid().cell(0));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
