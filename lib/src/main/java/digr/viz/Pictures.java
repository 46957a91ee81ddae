package digr.viz;

import digr.run.SafeFiles;
import digr.run.UserException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Frames, saliency maps and masks as pictures, one pixel each. Frames are [C, H, W] in C order with C = 1 (gray) or
 * 3 (RGB); maps and masks are [H, W].
 */
public final class Pictures {
    private static final double DIM = 0.55; // how bright white stays below an overlay

    private Pictures() {}

    /** @param frame unsigned bytes */
    public static BufferedImage frame(byte[] frame, int channels, int height, int width) {
        checkFrame(frame.length, channels, height, width);
        return picture(channels, height, width, i -> frame[i] & 0xff);
    }

    /** @param frame in [0, 1] */
    public static BufferedImage frame(float[] frame, int channels, int height, int width) {
        checkFrame(frame.length, channels, height, width);
        checkValues("frame", frame);
        return picture(channels, height, width, i -> Math.round(255 * frame[i]));
    }

    /**
     * The newest frame of a state.
     *
     * @param states unsigned bytes, [N, C, H, W]
     * @param i number of the state
     * @param shape {C, H, W}; C as {@link #channels} has it
     */
    public static BufferedImage newest(byte[] states, int i, int... shape) {
        int channels = channels(shape[0]);
        int size = channels * shape[1] * shape[2];
        int end = (i + 1) * shape[0] * shape[1] * shape[2];
        return frame(Arrays.copyOfRange(states, end - size, end), channels, shape[1], shape[2]);
    }

    /** The channels of one frame of a stack that has so many in all: 3 (RGB) where that divides them, else 1 (gray). */
    public static int channels(long stacked) {
        return stacked % 3 == 0 ? 3 : 1;
    }

    /** The map in viridis. @param map in [0, 1] */
    public static BufferedImage heat(float[] map, int height, int width) {
        return heat(map, height, width, Colormap.VIRIDIS);
    }

    /** The map in viridis. @param map rows of one length, in [0, 1] */
    public static BufferedImage heat(float[][] map) {
        int width = map.length == 0 ? 0 : map[0].length;
        float[] values = new float[map.length * width];
        for (int y = 0; y < map.length; y++) {
            if (map[y].length != width)
                throw new IllegalArgumentException("Pictures: a map's rows must have one length, got " + map[y].length
                        + " in row " + y + " after " + width);
            System.arraycopy(map[y], 0, values, y * width, width);
        }
        return heat(values, map.length, width);
    }

    /** @param map in [0, 1] */
    public static BufferedImage heat(float[] map, int height, int width, Colormap colours) {
        checkSize("map", map.length, height, width);
        checkValues("map", map);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < map.length; i++) picture.setRGB(i % width, i / width, colours.rgb(map[i]));
        return picture;
    }

    /**
     * A signed map: vermillion above 0, blue below, white at 0, the stronger the farther from it.
     *
     * @param map of any finite values; the one farthest from 0 has the full colour
     */
    public static BufferedImage signed(float[] map, int height, int width) {
        checkSize("map", map.length, height, width);
        float largest = 0;
        for (float value : map) largest = Math.max(largest, Math.abs(value));
        if (!Float.isFinite(largest))
            throw new IllegalArgumentException("Pictures: a signed map must be finite, got " + largest);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < map.length; i++) {
            int full = (map[i] > 0 ? Palette.VERMILLION : Palette.BLUE).getRGB();
            float strength = largest == 0 ? 0 : Math.abs(map[i]) / largest;
            int rgb = 0;
            for (int shift = 16; shift >= 0; shift -= 8)
                rgb |= Math.round(255 + strength * ((full >> shift & 0xff) - 255)) << shift;
            picture.setRGB(i % width, i / width, rgb);
        }
        return picture;
    }

    /**
     * The map in inferno over the frame, which becomes gray and dim below it. Light adds up: where the map is 0 the
     * frame alone shows, where it is 1 the map's brightest colour alone. Gray is the largest of red, green and blue, so
     * that a blue object stays as visible as a yellow one.
     *
     * <pre>  c = (1 − m) · 0.55 gray + inferno(m)  </pre>
     *
     * @param map in [0, 1], one value a pixel of the frame
     */
    public static BufferedImage overlay(BufferedImage frame, float[] map) {
        int width = frame.getWidth();
        checkSize("map", map.length, frame.getHeight(), width);
        checkValues("map", map);
        BufferedImage picture = new BufferedImage(width, frame.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < map.length; i++) {
            int x = i % width;
            int y = i / width;
            double ground = (1 - map[i]) * DIM * brightness(frame.getRGB(x, y));
            int colour = Colormap.INFERNO.rgb(map[i]);
            int rgb = 0;
            for (int shift = 16; shift >= 0; shift -= 8)
                rgb |= (int) Math.min(255, Math.round(ground + (colour >> shift & 0xff))) << shift;
            picture.setRGB(x, y, rgb);
        }
        return picture;
    }

    /** Each pixel as a block of {@code zoom} times {@code zoom}. */
    public static BufferedImage enlarge(BufferedImage picture, int zoom) {
        if (zoom < 1) throw new IllegalArgumentException("Pictures: zoom must be at least 1, got " + zoom);
        BufferedImage large =
                new BufferedImage(zoom * picture.getWidth(), zoom * picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = large.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        g.drawImage(picture, 0, 0, large.getWidth(), large.getHeight(), null);
        g.dispose();
        return large;
    }

    /**
     * The picture enlarged, with a line around the mask, inside it; the picture's edge is drawn too where the mask
     * touches it.
     *
     * @param mask one value a pixel of the picture
     * @param zoom 2 or more; the line is a quarter of a pixel wide, at least 1
     */
    public static BufferedImage outline(BufferedImage picture, boolean[] mask, int zoom, Color colour) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        checkSize("mask", mask.length, height, width);
        if (zoom < 2) throw new IllegalArgumentException("Pictures: zoom for outlines must be at least 2, got " + zoom);
        BufferedImage large = enlarge(picture, zoom);
        int line = Math.max(1, zoom / 4);
        Graphics2D g = large.createGraphics();
        g.setColor(colour);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (!mask[y * width + x]) continue;
                int left = x * zoom;
                int top = y * zoom;
                if (x == 0 || !mask[y * width + x - 1]) g.fillRect(left, top, line, zoom);
                if (x == width - 1 || !mask[y * width + x + 1]) g.fillRect(left + zoom - line, top, line, zoom);
                if (y == 0 || !mask[(y - 1) * width + x]) g.fillRect(left, top, zoom, line);
                if (y == height - 1 || !mask[(y + 1) * width + x]) g.fillRect(left, top + zoom - line, zoom, line);
            }
        }
        g.dispose();
        return large;
    }

    /** The mask itself: white where it is set, black elsewhere. */
    public static BufferedImage mask(boolean[] mask, int height, int width) {
        checkSize("mask", mask.length, height, width);
        return picture(1, height, width, i -> mask[i] ? 255 : 0);
    }

    public static byte[] png(BufferedImage picture) {
        return Raster.png(picture, "");
    }

    private interface Levels {
        /** The level 0 to 255 at an index of [C, H, W]. */
        int at(int index);
    }

    private static BufferedImage picture(int channels, int height, int width, Levels levels) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int plane = height * width;
        int green = channels == 3 ? plane : 0;
        for (int i = 0; i < plane; i++)
            picture.setRGB(
                    i % width, i / width, levels.at(i) << 16 | levels.at(i + green) << 8 | levels.at(i + 2 * green));
        return picture;
    }

    /** The largest channel, 0 to 255. */
    private static int brightness(int rgb) {
        return Math.max(rgb >> 16 & 0xff, Math.max(rgb >> 8 & 0xff, rgb & 0xff));
    }

    private static void checkFrame(int length, int channels, int height, int width) {
        if (channels != 1 && channels != 3)
            throw new IllegalArgumentException("Pictures: a frame must have 1 (gray) or 3 (RGB) channels, got "
                    + channels + "; show the frames of a stack one by one");
        if (height < 1 || width < 1 || length != channels * height * width)
            throw new IllegalArgumentException(String.format(
                    "Pictures: a frame [%d, %d, %d] must have %d values, got %d",
                    channels, height, width, channels * height * width, length));
    }

    private static void checkSize(String what, int length, int height, int width) {
        if (height < 1 || width < 1)
            throw new IllegalArgumentException(
                    "Pictures: a " + what + " must have a row and a column, got [" + height + ", " + width + "]");
        if (length != height * width)
            throw new IllegalArgumentException(String.format(
                    "Pictures: a %s [%d, %d] must have %d values, got %d",
                    what, height, width, height * width, length));
    }

    private static void checkValues(String what, float[] values) {
        for (int i = 0; i < values.length; i++)
            if (!(values[i] >= 0 && values[i] <= 1))
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "Pictures: a %s must be in [0, 1], got %s at index %d", what, values[i], i));
    }

    /**
     * The red, green and blue of a picture's pixels, 0 to 255, row by row.
     *
     * @throws UserException if the file is no picture
     */
    public static double[] channels(Path file) {
        BufferedImage picture = SafeFiles.read(file, (in, size) -> ImageIO.read(in));
        if (picture == null) throw new UserException("Pictures: " + file + " is no picture");
        int[] rgb = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        return Arrays.stream(rgb)
                .flatMap(pixel -> IntStream.of(pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255))
                .asDoubleStream()
                .toArray();
    }
}
