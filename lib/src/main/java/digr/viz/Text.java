package digr.viz;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of text, its lines apart by {@code \n}; {@code x_{i}} and {@code x^{i}} lower and raise. It is measured once
 * and drawn as outlines, so that PNG and SVG agree to the pixel.
 */
final class Text {
    private static final FontRenderContext UNHINTED = new FontRenderContext(null, true, true);
    private static final double LINE = 1.2; // of the font's size
    private static final double ASCENT = 0.94;
    private static final double SMALL = 0.72;
    private static final Pattern SCRIPT = Pattern.compile("([_^])\\{([^}]*)}");

    private final String words;
    private final double size;
    private final List<Path2D> lines = new ArrayList<>();
    private final List<Double> widths = new ArrayList<>();

    Text(String text, Font font) {
        words = plain(text);
        size = font.getSize2D();
        if (text.isEmpty()) return;
        for (String line : Fonts.checked(text).split("\n", -1)) layOut(line, font);
    }

    /** The words alone, on one line: π_{θ} as πθ. */
    static String plain(String text) {
        return SCRIPT.matcher(text).replaceAll("$2").replace('\n', ' ');
    }

    /** As of {@link #plain}. */
    String words() {
        return words;
    }

    double width() {
        return widths.stream().mapToDouble(w -> w).max().orElse(0);
    }

    double height() {
        return LINE * size * lines.size();
    }

    /** @param alignment of the lines about x: 0 starts them there, 0.5 centres them, 1 ends them there */
    void paint(Graphics2D g, double x, double top, double alignment) {
        for (int i = 0; i < lines.size(); i++) {
            double left = x - alignment * widths.get(i);
            double baseline = top + (LINE * i + ASCENT) * size;
            g.fill(lines.get(i).createTransformedShape(AffineTransform.getTranslateInstance(left, baseline)));
        }
    }

    private void layOut(String line, Font font) {
        Path2D outline = new Path2D.Double();
        double x = 0;
        Matcher script = SCRIPT.matcher(line);
        int done = 0;
        while (script.find()) {
            x = append(outline, line.substring(done, script.start()), font, x, 0);
            double shift = size * (script.group(1).equals("_") ? 0.18 : -0.38);
            x = append(outline, script.group(2), font.deriveFont((float) (SMALL * size)), x, shift);
            done = script.end();
        }
        x = append(outline, line.substring(done), font, x, 0);
        lines.add(outline);
        widths.add(x);
    }

    private static double append(Path2D outline, String run, Font font, double x, double y) {
        if (run.isEmpty()) return x;
        TextLayout layout = new TextLayout(run, font, UNHINTED);
        Shape shape = layout.getOutline(AffineTransform.getTranslateInstance(x, y));
        outline.append(shape, false);
        return x + layout.getAdvance();
    }
}
