package digr.viz;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Puts labels beside points: each where it covers nothing, as near as can be, and away from other points; a label that is
 * far from its point, or beside another one, is joined to it by a thin line, its leader, which avoids points and labels
 * where it can.
 */
final class PointLabels {
    private static final double GAP = 6;
    private static final double APART = 8; // of labels in a line, or they would read as one
    private static final int RINGS = 24; // of farther places
    private static final double RING = 10; // from one to the next
    private static final int DIRECTIONS = 24;
    private static final double COVERED = 10_000; // as much as a leader of this length
    private static final double CROSSED = 150;
    private static final double AMBIGUOUS = 60;
    private static final BasicStroke LEADER = new BasicStroke(0.75f);

    private final Rectangle2D plot;
    private final List<Point2D> points = new ArrayList<>();
    private final List<Rectangle2D> taken = new ArrayList<>();
    private final List<Line2D> lines = new ArrayList<>();

    /** @param plot which no label leaves, where it can */
    PointLabels(Rectangle2D plot) {
        this.plot = plot;
    }

    /** A point to be left free, labelled or not. */
    void avoid(Point2D point) {
        points.add(point);
        taken.add(new Rectangle2D.Double(point.getX() - GAP / 2, point.getY() - GAP / 2, GAP, GAP));
    }

    /** A line between points to be left free. */
    void avoid(Line2D line) {
        lines.add(line);
    }

    /**
     * Paints the label of a point; all that is to be avoided is known by then.
     *
     * @return where it stands
     */
    Rectangle2D paint(Graphics2D g, Point2D point, Text label) {
        Rectangle2D place = places(point, label.width(), label.height())
                .min(Comparator.comparingDouble(p -> cost(point, p)))
                .orElseThrow();
        taken.add(new Rectangle2D.Double(
                place.getX() - APART, place.getY(), place.getWidth() + 2 * APART, place.getHeight()));
        g.setColor(Palette.INK);
        label.paint(g, place.getX(), place.getY(), 0);
        Line2D leader = leader(point, place);
        if (length(leader) < GAP + RING && rivals(point, place) == 0) return place;
        lines.add(leader);
        g.setColor(Palette.AXIS);
        g.setStroke(LEADER);
        g.draw(leader);
        return place;
    }

    private double cost(Point2D point, Rectangle2D place) {
        Line2D leader = leader(point, place);
        long covered = taken.stream().filter(place::intersects).count()
                + lines.stream().filter(place::intersectsLine).count()
                + (plot.contains(place) ? 0 : 1);
        long crossed = taken.stream()
                        .filter(other -> other.intersectsLine(leader) && !other.contains(point))
                        .count()
                + lines.stream().filter(leader::intersectsLine).count();
        return length(leader) + COVERED * covered + CROSSED * crossed + AMBIGUOUS * rivals(point, place);
    }

    /** Other points beside a place, which its label might be taken for. */
    private long rivals(Point2D point, Rectangle2D place) {
        return points.stream()
                .filter(other -> !other.equals(point) && length(leader(other, place)) < GAP + RING)
                .count();
    }

    private static double length(Line2D line) {
        return line.getP1().distance(line.getP2());
    }

    /** From a point to the nearest place of its label. */
    private static Line2D leader(Point2D point, Rectangle2D label) {
        double x = Math.max(label.getMinX(), Math.min(label.getMaxX(), point.getX()));
        double y = Math.max(label.getMinY(), Math.min(label.getMaxY(), point.getY()));
        return new Line2D.Double(point.getX(), point.getY(), x, y);
    }

    private static Stream<Rectangle2D> places(Point2D point, double w, double h) {
        Stream<Rectangle2D> farther = IntStream.rangeClosed(1, RINGS).boxed().flatMap(ring -> IntStream.range(
                        0, DIRECTIONS)
                .mapToObj(k -> placeAt(point, GAP + ring * RING, 2 * Math.PI * k / DIRECTIONS, w, h)));
        return Stream.concat(beside(point, w, h), farther);
    }

    /** Right, left, above, below, then the corners. */
    private static Stream<Rectangle2D> beside(Point2D point, double w, double h) {
        double x = point.getX();
        double y = point.getY();
        double right = x + GAP;
        double left = x - GAP - w;
        double above = y - GAP - h;
        double below = y + GAP;
        double[][] corners = {
            {right, y - h / 2}, {left, y - h / 2}, {x - w / 2, above}, {x - w / 2, below},
            {right, above}, {right, below}, {left, above}, {left, below}
        };
        return Stream.of(corners).map(c -> new Rectangle2D.Double(c[0], c[1], w, h));
    }

    /** The side or corner that faces the point at a distance from it, in a direction. */
    private static Rectangle2D placeAt(Point2D point, double distance, double angle, double w, double h) {
        double across = Math.cos(angle);
        double down = Math.sin(angle);
        double x = point.getX() + distance * across - w * (1 - across) / 2;
        double y = point.getY() + distance * down - h * (1 - down) / 2;
        return new Rectangle2D.Double(x, y, w, h);
    }
}
