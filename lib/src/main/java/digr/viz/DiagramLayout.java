package digr.viz;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Collection;
import java.util.List;

/**
 * Where the parts of a diagram lie: a row's frames share their middle, a column's their centre; captions hang below.
 */
final class DiagramLayout {
    static final int CAPTION_GAP = 3;
    static final int LABEL_GAP = 5; // beside a vertical arrow
    private static final int MARGIN = 10;
    private static final int PADDING = 9;
    private static final int GAP = 34; // between neighbours, where no label needs more
    private static final int ARROW_ROOM = 14; // beside a label
    private static final int PICTURE = 96;

    /** @param picture null for a box, whose text stands inside; below a picture it is the caption */
    record Item(int row, int column, BufferedImage picture, Text text) {
        double width() {
            return picture == null ? frameWidth() : Math.max(PICTURE, text.width());
        }

        double height() {
            boolean caption = picture != null && text.height() > 0;
            return frameHeight() + (caption ? CAPTION_GAP + text.height() : 0);
        }

        double frameWidth() {
            return picture == null ? text.width() + 2 * PADDING : PICTURE;
        }

        double frameHeight() {
            return picture == null
                    ? text.height() + 2 * PADDING
                    : Math.round((double) PICTURE * picture.getHeight() / picture.getWidth());
        }
    }

    record Arrow(Item from, Item to, Text label, boolean dashed) {}

    private final Collection<Item> items;
    private final double[] centres; // of columns
    private final double[] middles; // of rows
    private double right;
    private double bottom;

    /** @throws IllegalStateException if there is no item */
    DiagramLayout(Collection<Item> items, List<Arrow> arrows) {
        if (items.isEmpty()) throw new IllegalStateException("Diagram: the diagram is empty, add a box");
        this.items = items;
        int columns = items.stream().mapToInt(i -> i.column + 1).max().getAsInt();
        int rows = items.stream().mapToInt(i -> i.row + 1).max().getAsInt();
        double[] half = new double[columns];
        double[] above = new double[rows];
        double[] below = new double[rows];
        for (Item item : items) {
            half[item.column] = Math.max(half[item.column], item.width() / 2);
            above[item.row] = Math.max(above[item.row], item.frameHeight() / 2);
            below[item.row] = Math.max(below[item.row], item.height() - item.frameHeight() / 2);
        }
        double[] columnGaps = new double[columns];
        double[] rowGaps = new double[rows];
        for (Arrow arrow : arrows) {
            Item from = arrow.from;
            int column = Math.min(from.column, arrow.to.column);
            int row = Math.min(from.row, arrow.to.row);
            if (column != Math.max(from.column, arrow.to.column))
                columnGaps[column] = Math.max(columnGaps[column], arrow.label.width() + ARROW_ROOM);
            if (row != Math.max(from.row, arrow.to.row))
                rowGaps[row] = Math.max(rowGaps[row], arrow.label.height() + ARROW_ROOM);
            if (startsVertically(arrow)) // the label stands to the right, partly beside the column's items
            columnGaps[from.column] = Math.max(
                    columnGaps[from.column], LABEL_GAP + arrow.label.width() + ARROW_ROOM - half[from.column]);
        }
        centres = lineUp(half, half, columnGaps);
        middles = lineUp(above, below, rowGaps);
        for (Item item : items) {
            right = Math.max(right, centres[item.column] + item.width() / 2);
            bottom = Math.max(bottom, frame(item).getY() + item.height());
        }
        for (Arrow arrow : arrows) {
            if (startsVertically(arrow) && arrow.label.width() > 0)
                right = Math.max(right, centres[arrow.from.column] + LABEL_GAP + arrow.label.width());
        }
    }

    /** Lines up items that reach so far before and after their middle, with gaps after them; their middles. */
    private static double[] lineUp(double[] before, double[] after, double[] gaps) {
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
        double w = item.frameWidth();
        double h = item.frameHeight();
        return new Rectangle2D.Double(
                Math.round(centres[item.column] - w / 2), Math.round(middles[item.row] - h / 2), w, h);
    }

    /** Straight, or round one corner: the one in the first item's row, if that place is empty. */
    List<Point2D> path(Arrow arrow) {
        Item from = arrow.from;
        Item to = arrow.to;
        double x = centres[to.column];
        double y = middles[to.row];
        if (from.row == to.row) return List.of(side(from, x), side(to, centres[from.column]));
        if (from.column == to.column) return List.of(end(from, y), end(to, middles[from.row]));
        Point2D alongRow = new Point2D.Double(x, middles[from.row]);
        Point2D alongColumn = new Point2D.Double(centres[from.column], y);
        return startsVertically(arrow)
                ? List.of(end(from, y), alongColumn, side(to, centres[from.column]))
                : List.of(side(from, x), alongRow, end(to, middles[from.row]));
    }

    private boolean startsVertically(Arrow arrow) {
        if (arrow.from.row == arrow.to.row) return false;
        return arrow.from.column == arrow.to.column
                || items.stream().anyMatch(i -> i.row == arrow.from.row && i.column == arrow.to.column);
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
