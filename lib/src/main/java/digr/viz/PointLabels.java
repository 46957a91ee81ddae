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
    private static final int ROUNDS = 8;
    private static final int RINGS = 24; // of farther places
    private static final double RING = 10; // from one to the next
    private static final int DIRECTIONS = 24;
    private static final double COVERED = 10_000; // as much as a leader of this length
    private static final double CROSSED = 150;
    private static final double AMBIGUOUS = 60;
    private static final BasicStroke LEADER = new BasicStroke(0.75f);

    private record Label(Point2D point, Text text) {}

    private final Rectangle2D plot;
    private final List<Point2D> points = new ArrayList<>();
    private final List<Line2D> lines = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();

    /** @param plot which no label leaves, where it can */
    PointLabels(Rectangle2D plot) {
        this.plot = plot;
    }

    /** A point to be left free, labelled or not. */
    void avoid(Point2D point) {
        points.add(point);
    }

    /** A line between points to be left free. */
    void avoid(Line2D line) {
        lines.add(line);
    }

    void add(Point2D point, Text label) {
        labels.add(new Label(point, label));
    }

    /**
     * Paints all labels; all that is to be avoided is known by then.
     *
     * @return where they stand, in the order in which they were added
     */
    List<Rectangle2D> paint(Graphics2D g) {
        Rectangle2D[] places = places();
        for (int i = 0; i < places.length; i++) {
            g.setColor(Palette.INK);
            labels.get(i).text.paint(g, places[i].getX(), places[i].getY(), 0);
            Line2D leader = leader(labels.get(i).point, places[i]);
            if (!isDrawn(leader, places[i])) continue;
            g.setColor(Palette.AXIS);
            g.setStroke(LEADER);
            g.draw(leader);
        }
        return List.of(places);
    }

    /** One after the other takes the best place that is left; in later rounds each moves to where it now is best. */
    private Rectangle2D[] places() {
        Rectangle2D[] places = new Rectangle2D[labels.size()];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < places.length; i++) {
                Label label = labels.get(i);
                places[i] = null;
                List<Rectangle2D> taken = taken(places);
                List<Line2D> drawn = drawn(places);
                places[i] = places(label.point, label.text.width(), label.text.height())
                        .min(Comparator.comparingDouble(place -> cost(label.point, place, taken, drawn)))
                        .orElseThrow();
            }
        }
        return places;
    }

    /** Points, and the labels that have a place. */
    private List<Rectangle2D> taken(Rectangle2D[] places) {
        List<Rectangle2D> taken = new ArrayList<>();
        for (Point2D point : points)
            taken.add(new Rectangle2D.Double(point.getX() - GAP / 2, point.getY() - GAP / 2, GAP, GAP));
        for (Rectangle2D p : places)
            if (p != null)
                taken.add(new Rectangle2D.Double(p.getX() - APART, p.getY(), p.getWidth() + 2 * APART, p.getHeight()));
        return taken;
    }

    /** Lines between points, and the leaders of the labels that have a place. */
    private List<Line2D> drawn(Rectangle2D[] places) {
        List<Line2D> drawn = new ArrayList<>(lines);
        for (int i = 0; i < places.length; i++) {
            if (places[i] == null) continue;
            Line2D leader = leader(labels.get(i).point, places[i]);
            if (isDrawn(leader, places[i])) drawn.add(leader);
        }
        return drawn;
    }

    private boolean isDrawn(Line2D leader, Rectangle2D place) {
        return length(leader) >= GAP + RING || rivals(leader.getP1(), place) > 0;
    }

    private double cost(Point2D point, Rectangle2D place, List<Rectangle2D> taken, List<Line2D> drawn) {
        Line2D leader = leader(point, place);
        long covered = taken.stream().filter(place::intersects).count()
                + drawn.stream().filter(place::intersectsLine).count()
                + (plot.contains(place) ? 0 : 1);
        long crossed = taken.stream()
                        .filter(other -> other.intersectsLine(leader) && !other.contains(point))
                        .count()
                + drawn.stream().filter(leader::intersectsLine).count();
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
    static Line2D leader(Point2D point, Rectangle2D label) {
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
