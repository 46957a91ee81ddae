package digr;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** Pictures for tests. */
public final class Pictures {
    private Pictures() {}

    /** Of one colour. */
    public static BufferedImage plain(Color colour, int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) picture.setRGB(x, y, colour.getRGB());
        return picture;
    }
}
