package digr.viz;

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
import java.util.stream.Collectors;

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
    private static final int MARGIN = 10;
    private static final int PADDING = 9;
    private static final int GAP = 34; // between neighbours, where no label needs more
    private static final int PICTURE = 96;
    private static final int CAPTION_GAP = 3;
    private static final double HEAD = 7;
    private static final int LABEL_GAP = 5;

    /** @param picture null for a box, whose text stands inside; below a picture it is the caption */
    private record Item(int row, int column, BufferedImage picture, Text text) {
        double width() {
            return picture == null ? text.width() + 2 * PADDING : Math.max(PICTURE, text.width());
        }

        double height() {
            return picture == null
                    ? text.height() + 2 * PADDING
                    : pictureHeight() + (text.height() > 0 ? CAPTION_GAP + text.height() : 0);
        }

        double pictureHeight() {
            return Math.round((double) PICTURE * picture.getHeight() / picture.getWidth());
        }
    }

    private record Arrow(String from, String to, Text label, boolean dashed) {}

    private final Map<String, Item> items = new LinkedHashMap<>();
    private final List<Arrow> arrows = new ArrayList<>();
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
        if (item.row < 0 || item.column < 0)
            throw new IllegalArgumentException("Diagram: '" + name + "' needs a place from (0, 0) on, got (" + item.row
                    + ", " + item.column + ")");
        for (Map.Entry<String, Item> other : items.entrySet())
            if (other.getValue().row == item.row && other.getValue().column == item.column)
                throw new IllegalArgumentException("Diagram: '" + name + "' and '" + other.getKey() + "' share place ("
                        + item.row + ", " + item.column + ")");
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
        arrows.add(new Arrow(from, to, new Text(label, LABEL), dashed));
        return this;
    }

    @Override
    public String altText() {
        if (alt != null) return alt;
        return "Diagram: " + arrows.stream().map(a -> a.from + " to " + a.to).collect(Collectors.joining(", "));
    }

    @Override
    public int width() {
        return new Layout().width();
    }

    @Override
    public int height() {
        return new Layout().height();
    }

    @Override
    public void paint(Graphics2D g) {
        Layout layout = new Layout();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, layout.width(), layout.height());
        items.values().forEach(item -> paint(g, item, layout));
        arrows.forEach(arrow -> paint(g, arrow, layout));
    }

    private static void paint(Graphics2D g, Item item, Layout layout) {
        Rectangle2D frame = layout.frame(item);
        if (item.picture == null) {
            var box = new RoundRectangle2D.Double(
                    frame.getX(), frame.getY(), frame.getWidth(), frame.getHeight(), 10, 10);
            g.setColor(FILL);
            g.fill(box);
            g.setColor(Palette.BLUE);
            g.setStroke(THIN);
            g.draw(box);
            g.setColor(Palette.INK);
            item.text.paint(g, frame.getCenterX(), frame.getCenterY() - item.text.height() / 2, 0.5);
        } else {
            Rectangle place = frame.getBounds();
            Raster.draw(g, item.picture, place.x, place.y, place.width, place.height);
            g.setColor(Palette.INK);
            item.text.paint(g, frame.getCenterX(), frame.getMaxY() + CAPTION_GAP, 0.5);
        }
    }

    private void paint(Graphics2D g, Arrow arrow, Layout layout) {
        List<Point2D> path = layout.path(items.get(arrow.from), items.get(arrow.to));
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
        g.setColor(arrow.dashed ? Palette.VERMILLION : Palette.INK);
        g.setStroke(arrow.dashed ? DASHED : SOLID);
        g.draw(line);
        g.setStroke(THIN);
        g.fill(head);
        paintLabel(g, arrow.label, path.get(0), path.get(1));
    }

    /** Above a horizontal stretch, right of a vertical one. */
    private static void paintLabel(Graphics2D g, Text label, Point2D start, Point2D end) {
        double x = (start.getX() + end.getX()) / 2;
        double y = (start.getY() + end.getY()) / 2;
        if (start.getY() == end.getY()) label.paint(g, x, y - label.height() - 2, 0.5);
        else label.paint(g, x + LABEL_GAP, y - label.height() / 2, 0);
    }

    /** Where everything lies: a row's frames share their middle, a column's their centre; captions hang below. */
    private final class Layout {
        private final double[] centres; // of columns
        private final double[] middles; // of rows
        private double right;
        private double bottom;

        Layout() {
            if (items.isEmpty()) throw new IllegalStateException("Diagram: the diagram is empty, add a box");
            int columns =
                    items.values().stream().mapToInt(i -> i.column + 1).max().getAsInt();
            int rows = items.values().stream().mapToInt(i -> i.row + 1).max().getAsInt();
            double[] half = new double[columns];
            double[] above = new double[rows];
            double[] below = new double[rows];
            for (Item item : items.values()) {
                half[item.column] = Math.max(half[item.column], item.width() / 2);
                double frame = frameHeight(item);
                above[item.row] = Math.max(above[item.row], frame / 2);
                below[item.row] = Math.max(below[item.row], item.height() - frame / 2);
            }
            double[] columnGaps = new double[columns];
            double[] rowGaps = new double[rows];
            for (Arrow arrow : arrows) {
                Item from = items.get(arrow.from);
                Item to = items.get(arrow.to);
                int column = Math.min(from.column, to.column);
                int row = Math.min(from.row, to.row);
                if (from.row == to.row)
                    columnGaps[column] = Math.max(columnGaps[column], arrow.label.width() + 2 * HEAD);
                if (from.column == to.column) rowGaps[row] = Math.max(rowGaps[row], arrow.label.height() + 2 * HEAD);
            }
            centres = stack(half, half, columnGaps);
            middles = stack(above, below, rowGaps);
            for (Item item : items.values()) {
                Rectangle2D frame = frame(item);
                right = Math.max(right, centres[item.column] + item.width() / 2);
                bottom = Math.max(bottom, frame.getY() + item.height());
            }
            for (Arrow arrow : arrows) {
                List<Point2D> path = path(items.get(arrow.from), items.get(arrow.to));
                if (arrow.label.width() > 0 && path.get(0).getX() == path.get(1).getX())
                    right = Math.max(right, path.get(0).getX() + LABEL_GAP + arrow.label.width());
            }
        }

        /** Lines up items that reach so far before and after their middle, with gaps after them; their middles. */
        private double[] stack(double[] before, double[] after, double[] gaps) {
            double[] middle = new double[before.length];
            double at = MARGIN;
            for (int i = 0; i < middle.length; i++) {
                middle[i] = Math.round(at + before[i]);
                at = middle[i] + after[i] + Math.max(GAP, gaps[i]);
            }
            return middle;
        }

        int width() {
            return (int) Math.ceil(right) + MARGIN;
        }

        int height() {
            return (int) Math.ceil(bottom) + MARGIN;
        }

        /** A box, or a picture without its caption. */
        Rectangle2D frame(Item item) {
            double w = item.picture == null ? item.width() : PICTURE;
            double h = frameHeight(item);
            return new Rectangle2D.Double(
                    Math.round(centres[item.column] - w / 2), Math.round(middles[item.row] - h / 2), w, h);
        }

        private double frameHeight(Item item) {
            return item.picture == null ? item.height() : item.pictureHeight();
        }

        /** Straight, or round one corner: the one in the first item's row, if that place is empty. */
        List<Point2D> path(Item from, Item to) {
            double x = centres[to.column];
            double y = middles[to.row];
            if (from.row == to.row) return List.of(side(from, x), side(to, centres[from.column]));
            if (from.column == to.column) return List.of(end(from, y), end(to, middles[from.row]));
            boolean taken = items.values().stream().anyMatch(i -> i.row == from.row && i.column == to.column);
            return taken
                    ? List.of(end(from, y), new Point2D.Double(centres[from.column], y), side(to, centres[from.column]))
                    : List.of(side(from, x), new Point2D.Double(x, middles[from.row]), end(to, middles[from.row]));
        }

        /** The middle of the left or right side, whichever faces x. */
        private Point2D side(Item item, double x) {
            Rectangle2D frame = frame(item);
            return new Point2D.Double(x > frame.getCenterX() ? frame.getMaxX() : frame.getX(), middles[item.row]);
        }

        /** The middle of the upper side, or of the lower one below the caption, whichever faces y. */
        private Point2D end(Item item, double y) {
            Rectangle2D frame = frame(item);
            double edge = y > frame.getCenterY() ? frame.getY() + item.height() : frame.getY();
            return new Point2D.Double(centres[item.column], edge);
        }
    }
}
