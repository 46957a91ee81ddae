package digr.viz;

import digr.run.SafeFiles;
import digr.run.UserException;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Something drawn on white, with a text for those who cannot see it; becomes a PNG, an SVG, or part of a larger figure.
 * Units are CSS pixels.
 */
public interface Figure {
    int width();

    int height();

    /** Paints from (0, 0) to (width, height), the white ground included. */
    void paint(Graphics2D g);

    /** What the figure shows, in a sentence or two. */
    String altText();

    /** The figure as an image of twice its width and height. */
    default BufferedImage image() {
        return Raster.paint(this);
    }

    /** The image as a PNG file that carries the alt text. */
    default byte[] png() {
        return Raster.png(image(), altText());
    }

    /** An SVG document; text is drawn as outlines, so that it looks the same without the font. */
    default String svg() {
        return Svg.of(this);
    }

    /**
     * Writes {@code name.png} and {@code name.svg}.
     *
     * @throws UserException if the folder is not there or can't be written to
     */
    default void save(Path folder, String name) {
        byte[] png = png();
        byte[] svg = svg().getBytes(StandardCharsets.UTF_8);
        SafeFiles.write(folder.resolve(name + ".png"), out -> out.write(png));
        SafeFiles.write(folder.resolve(name + ".svg"), out -> out.write(svg));
    }
}
