package digr.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PicturesTest {
    /** 2 rows, 3 columns; red plane, green plane, blue plane. */
    private static final byte[] RGB = {
        (byte) 255,
        0,
        0,
        10,
        20,
        30, //
        0,
        (byte) 255,
        0,
        11,
        21,
        31, //
        0,
        0,
        (byte) 255,
        12,
        22,
        32
    };

    @Test
    void planesBecomeColoursAndRowsStayRows() {
        BufferedImage picture = Pictures.frame(RGB, 3, 2, 3);
        assertEquals(3, picture.getWidth());
        assertEquals(2, picture.getHeight());
        assertPixels(picture, 0, 0xff0000, 0x00ff00, 0x0000ff);
        assertPixels(picture, 1, 0x0a0b0c, 0x141516, 0x1e1f20);
    }

    @Test
    void oneChannelIsGray() {
        assertPixels(Pictures.frame(new byte[] {0, (byte) 128, (byte) 255}, 1, 1, 3), 0, 0x000000, 0x808080, 0xffffff);
    }

    @Test
    void theNewestFrameOfAStackIsItsLast() {
        byte[] gray = {1, 2, 3, 4, 5, 6, 7, 8}; // two states of two frames of 1x2 pixels
        assertPixels(Pictures.newest(gray, 0, 2, 1, 2), 0, 0x030303, 0x040404);
        assertPixels(Pictures.newest(gray, 1, 2, 1, 2), 0, 0x070707, 0x080808);
        byte[] rgb = {1, 2, 3, 4, 5, 6}; // two frames of 1x1 pixel, or two states of one
        assertPixels(Pictures.newest(rgb, 0, 6, 1, 1), 0, 0x040506);
        assertPixels(Pictures.newest(rgb, 1, 3, 1, 1), 0, 0x040506);
    }

    @Test
    void floatsAreRoundedToLevels() {
        assertPixels(Pictures.frame(new float[] {0, 0.5f, 1}, 1, 1, 3), 0, 0x000000, 0x808080, 0xffffff);
    }

    @Test
    void aMapTakesTheColoursOfItsColourMap() {
        int[] colours = {Colormap.VIRIDIS.rgb(0), Colormap.VIRIDIS.rgb(0.25), Colormap.VIRIDIS.rgb(1)};
        assertPixels(Pictures.heat(new float[] {0, 0.25f, 1}, 1, 3), 0, colours);
        assertPixels(Pictures.heat(new float[][] {{0.5f}, {0}, {1}}), 1, colours[0]);
        assertPixels(Pictures.heat(new float[] {1}, 1, 1, Colormap.INFERNO), 0, Colormap.INFERNO.rgb(1));
    }

    @Test
    void anOverlayShowsTheDimFrameWhereTheMapIsZeroAndTheColourAloneWhereItIsOne() {
        BufferedImage frame = Pictures.frame(new byte[] {(byte) 200, (byte) 200, 0, 0, 0, 0, 0, 0, 0}, 3, 1, 3);
        int dim = 110; // 0.55 of the largest channel
        assertPixels(
                Pictures.overlay(frame, new float[] {0, 1, 0}),
                0,
                dim << 16 | dim << 8 | dim,
                Colormap.INFERNO.rgb(1),
                0);
    }

    @Test
    void anOverlayAddsHalfTheDimFrameToTheColourOfOneHalf() {
        BufferedImage frame = Pictures.frame(new byte[] {(byte) 200}, 1, 1, 1);
        Color colour = Colormap.INFERNO.at(0.5);
        Color sum = new Color(colour.getRed() + 55, colour.getGreen() + 55, colour.getBlue() + 55);
        assertPixels(Pictures.overlay(frame, new float[] {0.5f}), 0, sum.getRGB() & 0xffffff);
    }

    @Test
    void enlargingRepeatsPixels() {
        BufferedImage large = Pictures.enlarge(Pictures.frame(RGB, 3, 2, 3), 3);
        assertEquals(9, large.getWidth());
        assertEquals(6, large.getHeight());
        for (int y = 0; y < 3; y++)
            assertPixels(
                    large, y, 0xff0000, 0xff0000, 0xff0000, 0x00ff00, 0x00ff00, 0x00ff00, 0x0000ff, 0x0000ff, 0x0000ff);
        assertPixels(
                large, 3, 0x0a0b0c, 0x0a0b0c, 0x0a0b0c, 0x141516, 0x141516, 0x141516, 0x1e1f20, 0x1e1f20, 0x1e1f20);
    }

    /** Of a mask of two pixels side by side in a frame of 3 x 4: a ring of 8 x 4 with nothing between the two. */
    @Test
    void anOutlineRunsAroundTheMaskInsideIt() {
        boolean[] mask = new boolean[12];
        mask[5] = mask[6] = true;
        BufferedImage picture = Pictures.outline(Pictures.frame(new byte[12], 1, 3, 4), mask, 4, Color.WHITE);
        int w = 0xffffff;
        assertPixels(picture, 3, new int[16]);
        assertPixels(picture, 4, 0, 0, 0, 0, w, w, w, w, w, w, w, w, 0, 0, 0, 0);
        assertPixels(picture, 5, 0, 0, 0, 0, w, 0, 0, 0, 0, 0, 0, w, 0, 0, 0, 0);
        assertPixels(picture, 6, 0, 0, 0, 0, w, 0, 0, 0, 0, 0, 0, w, 0, 0, 0, 0);
        assertPixels(picture, 7, 0, 0, 0, 0, w, w, w, w, w, w, w, w, 0, 0, 0, 0);
        assertPixels(picture, 8, new int[16]);
    }

    @Test
    void aMaskIsWhiteWhereItIsSet() {
        assertPixels(Pictures.mask(new boolean[] {true, false}, 1, 2), 0, 0xffffff, 0);
    }

    @Test
    void pngKeepsEveryPixel() throws Exception {
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(Pictures.png(Pictures.frame(RGB, 3, 2, 3))));
        assertPixels(read, 0, 0xff0000, 0x00ff00, 0x0000ff);
        assertPixels(read, 1, 0x0a0b0c, 0x141516, 0x1e1f20);
    }

    @Test
    void saysWhatIsWrong() {
        BufferedImage frame = Pictures.frame(new byte[4], 1, 2, 2);
        assertMessage(
                "Pictures: a map must be in [0, 1], got NaN at index 1",
                () -> Pictures.heat(new float[] {0, Float.NaN}, 1, 2));
        assertMessage(
                "Pictures: a map must be in [0, 1], got 1.5 at index 0",
                () -> Pictures.overlay(frame, new float[] {1.5f, 0, 0, 0}));
        assertMessage(
                "Pictures: a frame must be in [0, 1], got -0.1 at index 0",
                () -> Pictures.frame(new float[] {-0.1f}, 1, 1, 1));
        assertMessage("Pictures: a map [3, 3] must have 9 values, got 4", () -> Pictures.heat(new float[4], 3, 3));
        assertMessage("Pictures: a map [2, 2] must have 4 values, got 5", () -> Pictures.overlay(frame, new float[5]));
        assertMessage(
                "Pictures: a mask [2, 2] must have 4 values, got 3",
                () -> Pictures.outline(frame, new boolean[3], 4, Color.RED));
        assertMessage(
                "Pictures: a frame [3, 2, 2] must have 12 values, got 4", () -> Pictures.frame(new byte[4], 3, 2, 2));
        assertMessage(
                "Pictures: a frame must have 1 (gray) or 3 (RGB) channels, got 2; show the frames of a stack one by one",
                () -> Pictures.frame(new byte[8], 2, 2, 2));
        assertMessage(
                "Pictures: a map's rows must have one length, got 1 in row 1 after 2",
                () -> Pictures.heat(new float[][] {{0, 0}, {0}}));
        assertMessage("Pictures: a map must have a row and a column, got [0, 0]", () -> Pictures.heat(new float[0][]));
        assertMessage("Pictures: zoom must be at least 1, got 0", () -> Pictures.enlarge(frame, 0));
        assertMessage(
                "Pictures: zoom for outlines must be at least 2, got 1",
                () -> Pictures.outline(frame, new boolean[4], 1, Color.RED));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static void assertPixels(BufferedImage picture, int row, int... colours) {
        assertEquals(colours.length, picture.getWidth());
        for (int x = 0; x < colours.length; x++)
            assertEquals(
                    Integer.toHexString(colours[x]),
                    Integer.toHexString(picture.getRGB(x, row) & 0xffffff),
                    "row " + row + ", column " + x);
    }

    /** Vermillion is D55E00, blue 0072B2; half of blue is half way to white, rounded up. */
    @Test
    void aSignedMapIsWhiteAtZeroAndFullAtTheFarthest() {
        int[] colours = {0xD55E00, 0xFFFFFF, 0x80B9D9, 0x0072B2};
        assertPixels(Pictures.signed(new float[] {4, 0, -2, -4}, 1, 4), 0, colours);
        assertPixels(Pictures.signed(new float[2], 1, 2), 0, 0xFFFFFF, 0xFFFFFF);
        assertMessage(
                "Pictures: a signed map must be finite, got NaN",
                () -> Pictures.signed(new float[] {1, Float.NaN}, 1, 2));
    }
}
