package digr.viz;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Figures to pixels, pixels to PNG. */
final class Raster {
    /** Pixels to a unit of length: sharp on today's screens and in print. */
    private static final int SCALE = 2;

    private static final double HAIR = 0.5; // one pixel of an image

    private static final Color HAIRLINE = new Color(0x999999);
    private static final String METADATA = "javax_imageio_1.0";

    private Raster() {}

    static BufferedImage paint(Figure figure) {
        BufferedImage image =
                new BufferedImage(SCALE * figure.width(), SCALE * figure.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.scale(SCALE, SCALE);
        figure.paint(g);
        g.dispose();
        return image;
    }

    /** Shows a picture with a hairline around: in hard pixels, or smooth if it has more of them than can be shown. */
    static void draw(Graphics2D g, BufferedImage picture, int x, int y, int width, int height) {
        Object hint = isShrunk(picture.getWidth(), picture.getHeight(), width, height)
                ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
                : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR;
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, hint);
        g.drawImage(picture, x, y, width, height, null);
        g.setStroke(new BasicStroke((float) HAIR));
        g.setColor(HAIRLINE);
        g.draw(new Rectangle2D.Double(x - HAIR / 2, y - HAIR / 2, width + HAIR, height + HAIR));
    }

    /** True if pixels get lost, counting two to a unit of length as {@link Figure#image} does. */
    static boolean isShrunk(int pixelWidth, int pixelHeight, double width, double height) {
        return pixelWidth > SCALE * width || pixelHeight > SCALE * height;
    }

    /** @param description stored as the PNG's text chunk of that name; none if empty */
    static byte[] png(BufferedImage image, String description) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
            if (!description.isEmpty()) metadata.mergeTree(METADATA, textTree(description));
            writer.setOutput(out);
            writer.write(new IIOImage(image, null, metadata));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static IIOMetadataNode textTree(String description) {
        IIOMetadataNode entry = new IIOMetadataNode("TextEntry");
        entry.setAttribute("keyword", "Description");
        entry.setAttribute("value", description);
        IIOMetadataNode text = new IIOMetadataNode("Text");
        text.appendChild(entry);
        IIOMetadataNode root = new IIOMetadataNode(METADATA);
        root.appendChild(text);
        return root;
    }
}
