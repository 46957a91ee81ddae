package digr.viz;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** Where a colour lies in a figure, in units of the figure. */
final class Ink {
    private Ink() {}

    /**
     * The smallest rectangle around all pixels of a colour, in pixels of {@link Figure#image}; empty if there is none.
     */
    static Rectangle bounds(Figure figure, Color colour) {
        BufferedImage image = figure.image();
        return bounds(image, colour, new Rectangle(image.getWidth(), image.getHeight()));
    }

    /** The same within a part of the picture. */
    static Rectangle bounds(BufferedImage image, Color colour, Rectangle part) {
        Rectangle bounds = new Rectangle(-1, -1);
        for (int y = part.y; y < part.y + part.height; y++)
            for (int x = part.x; x < part.x + part.width; x++)
                if (isLike(image.getRGB(x, y), colour)) bounds.add(new Rectangle(x, y, 1, 1));
        return bounds;
    }

    private static boolean isLike(int rgb, Color colour) {
        Color c = new Color(rgb);
        return Math.abs(c.getRed() - colour.getRed()) < 4
                && Math.abs(c.getGreen() - colour.getGreen()) < 4
                && Math.abs(c.getBlue() - colour.getBlue()) < 4;
    }
}
