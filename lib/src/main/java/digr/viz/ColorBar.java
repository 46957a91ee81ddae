package digr.viz;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;

/** A vertical colour bar from 0 to 1 with ticks and a label that runs upwards. */
final class ColorBar {
    private static final Font LABEL = Fonts.regular(11);
    private static final Font TICK = Fonts.regular(10);
    private static final int BAR = 12;
    private static final int TICK_LENGTH = 3;
    private static final int GAP = 4;
    private static final String[] TICKS = {"0", "0.5", "1"};

    private final BufferedImage colours = new BufferedImage(1, 256, BufferedImage.TYPE_INT_RGB);
    private final Text label;
    private final Text[] ticks = new Text[TICKS.length];
    private double tickWidth;

    ColorBar(Colormap map, String label) {
        for (int y = 0; y < 256; y++) colours.setRGB(0, y, map.rgb((255 - y) / 255.0));
        this.label = new Text(label, LABEL);
        for (int i = 0; i < ticks.length; i++) {
            ticks[i] = new Text(TICKS[i], TICK);
            tickWidth = Math.max(tickWidth, ticks[i].width());
        }
    }

    /** Its label. */
    String words() {
        return label.words();
    }

    int width() {
        return (int) Math.ceil(BAR + TICK_LENGTH + GAP + tickWidth + (label.height() > 0 ? GAP + label.height() : 0));
    }

    void paint(Graphics2D g, int left, int top, int height) {
        Raster.draw(g, colours, left, top, BAR, height);
        g.setStroke(new BasicStroke(0.75f));
        for (int i = 0; i < ticks.length; i++) {
            double y = top + height * (1 - i / (ticks.length - 1.0));
            g.setColor(Palette.AXIS);
            g.draw(new Line2D.Double(left + BAR, y, left + BAR + TICK_LENGTH, y));
            g.setColor(Palette.INK);
            ticks[i].paint(g, left + BAR + TICK_LENGTH + GAP, y - ticks[i].height() / 2, 0);
        }
        Graphics2D rotated = (Graphics2D) g.create();
        rotated.translate(left + BAR + TICK_LENGTH + GAP + tickWidth + GAP, top + height / 2.0);
        rotated.rotate(-Math.PI / 2);
        label.paint(rotated, 0, 0, 0.5);
        rotated.dispose();
    }
}
