package digr.viz;

import digr.viz.DiagramLayout.Arrow;
import digr.viz.DiagramLayout.Item;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Boxes and pictures on a grid of rows and columns, with arrows between them: how a method works.
 *
 * <pre>
 * new Diagram()
 *         .picture("state", 0, 0, frame, "state s")
 *         .box("teacher", 0, 1, "teacher π_{t}")
 *         .arrow("state", "teacher", "")
 * </pre>
 *
 * <p>Places count from 0; some may stay empty. Columns and rows take the room of their largest item.
 */
public final class Diagram implements Figure {
    private static final Font TEXT = Fonts.regular(12);
    private static final Font LABEL = Fonts.regular(10.5);
    private static final Color FILL = new Color(0xEEF4FA);
    private static final BasicStroke THIN = new BasicStroke(1);
    private static final BasicStroke SOLID = new BasicStroke(1.3f);
    private static final BasicStroke DASHED =
            new BasicStroke(1.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 4, new float[] {5, 3}, 0);
    private static final double HEAD = 7;

    private final Map<String, Item> items = new LinkedHashMap<>();
    private final List<Arrow> arrows = new ArrayList<>();
    private final List<String> connections = new ArrayList<>();
    private String alt;

    /** A rounded box; its text may have several lines and {@code _{…}} for subscripts. */
    public Diagram box(String name, int row, int column, String text) {
        return add(name, new Item(row, column, null, new Text(text, TEXT)));
    }

    /** A picture, 96 wide, with a caption below. */
    public Diagram picture(String name, int row, int column, BufferedImage picture, String caption) {
        return add(name, new Item(row, column, picture, new Text(caption, LABEL)));
    }

    /** From one item to another, straight in a row or column, else along the row first. @param label may be empty */
    public Diagram arrow(String from, String to, String label) {
        return connect(from, to, label, false);
    }

    /** A dashed arrow, for what flows back: losses and gradients. */
    public Diagram dashedArrow(String from, String to, String label) {
        return connect(from, to, label, true);
    }

    /** In place of the alt text made of the arrows. */
    public Diagram alt(String text) {
        alt = text;
        return this;
    }

    private Diagram add(String name, Item item) {
        if (item.row() < 0 || item.column() < 0)
            throw new IllegalArgumentException("Diagram: '" + name + "' needs a place from (0, 0) on, got ("
                    + item.row() + ", " + item.column() + ")");
        for (Map.Entry<String, Item> other : items.entrySet())
            if (other.getValue().row() == item.row() && other.getValue().column() == item.column())
                throw new IllegalArgumentException("Diagram: '" + name + "' and '" + other.getKey() + "' share place ("
                        + item.row() + ", " + item.column() + ")");
        if (items.putIfAbsent(name, item) != null)
            throw new IllegalArgumentException("Diagram: there are two items '" + name + "'");
        return this;
    }

    private Diagram connect(String from, String to, String label, boolean dashed) {
        for (String name : List.of(from, to))
            if (!items.containsKey(name))
                throw new IllegalArgumentException(
                        "Diagram: an arrow needs items that are there, got '" + name + "' among " + items.keySet());
        if (from.equals(to)) throw new IllegalArgumentException("Diagram: an arrow from '" + from + "' to itself");
        arrows.add(new Arrow(items.get(from), items.get(to), new Text(label, LABEL), dashed));
        connections.add(from + " to " + to);
        return this;
    }

    @Override
    public String altText() {
        if (alt != null) return alt;
        return "Diagram: " + String.join(", ", connections);
    }

    @Override
    public int width() {
        return layout().width();
    }

    @Override
    public int height() {
        return layout().height();
    }

    @Override
    public void paint(Graphics2D g) {
        DiagramLayout layout = layout();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, layout.width(), layout.height());
        items.values().forEach(item -> paint(g, item, layout));
        arrows.forEach(arrow -> paint(g, arrow, layout));
    }

    private DiagramLayout layout() {
        return new DiagramLayout(items.values(), arrows);
    }

    private static void paint(Graphics2D g, Item item, DiagramLayout layout) {
        Rectangle2D frame = layout.frame(item);
        if (item.picture() == null) {
            var box = new RoundRectangle2D.Double(
                    frame.getX(), frame.getY(), frame.getWidth(), frame.getHeight(), 10, 10);
            g.setColor(FILL);
            g.fill(box);
            g.setColor(Palette.BLUE);
            g.setStroke(THIN);
            g.draw(box);
            g.setColor(Palette.INK);
            item.text()
                    .paint(
                            g,
                            frame.getCenterX(),
                            frame.getCenterY() - item.text().height() / 2,
                            0.5);
        } else {
            Rectangle place = frame.getBounds();
            Raster.draw(g, item.picture(), place.x, place.y, place.width, place.height);
            g.setColor(Palette.INK);
            item.text().paint(g, frame.getCenterX(), frame.getMaxY() + DiagramLayout.CAPTION_GAP, 0.5);
        }
    }

    private static void paint(Graphics2D g, Arrow arrow, DiagramLayout layout) {
        List<Point2D> path = layout.path(arrow);
        Point2D tip = path.get(path.size() - 1);
        Point2D before = path.get(path.size() - 2);
        double length = before.distance(tip);
        double dx = (tip.getX() - before.getX()) / length;
        double dy = (tip.getY() - before.getY()) / length;
        Path2D line = new Path2D.Double();
        line.moveTo(path.get(0).getX(), path.get(0).getY());
        for (Point2D corner : path.subList(1, path.size() - 1)) line.lineTo(corner.getX(), corner.getY());
        line.lineTo(tip.getX() - HEAD * dx, tip.getY() - HEAD * dy);
        Path2D head = new Path2D.Double();
        head.moveTo(tip.getX(), tip.getY());
        head.lineTo(tip.getX() - HEAD * dx - HEAD / 2 * dy, tip.getY() - HEAD * dy + HEAD / 2 * dx);
        head.lineTo(tip.getX() - HEAD * dx + HEAD / 2 * dy, tip.getY() - HEAD * dy - HEAD / 2 * dx);
        head.closePath();
        g.setColor(arrow.dashed() ? Palette.VERMILLION : Palette.INK);
        g.setStroke(arrow.dashed() ? DASHED : SOLID);
        g.draw(line);
        g.setStroke(THIN);
        g.fill(head);
        paintLabel(g, arrow.label(), path.get(0), path.get(1));
    }

    /** Above a horizontal stretch, right of a vertical one. */
    private static void paintLabel(Graphics2D g, Text label, Point2D start, Point2D end) {
        double x = (start.getX() + end.getX()) / 2;
        double y = (start.getY() + end.getY()) / 2;
        if (start.getY() == end.getY()) label.paint(g, x, y - label.height() - 2, 0.5);
        else label.paint(g, x + DiagramLayout.LABEL_GAP, y - label.height() / 2, 0);
    }
}
