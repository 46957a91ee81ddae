package digr.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointLabelsTest {
    private static final Rectangle2D PLOT = new Rectangle2D.Double(0, 0, 300, 200);
    private static final Point2D MIDDLE = new Point2D.Double(150, 100);
    private static final Text LABEL = new Text("HHHH", Fonts.regular(10));

    private final BufferedImage image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
    private final Graphics2D g = image.createGraphics();
    private final PointLabels labels = new PointLabels(PLOT);

    @Test
    void aLoneLabelStandsSixToTheRight() {
        labels.avoid(MIDDLE);
        Rectangle2D place = labels.paint(g, MIDDLE, LABEL);
        assertEquals(156, place.getMinX());
        assertEquals(100, place.getCenterY(), 1e-9);
        assertTrue(Ink.bounds(image, Palette.AXIS, PLOT.getBounds()).isEmpty()); // no leader
    }

    @Test
    void twentyLabelsOfOnePointCoverNothingAndHaveLeadersWhereTheyAreFar() {
        labels.avoid(MIDDLE);
        List<Rectangle2D> places = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Rectangle2D place = labels.paint(g, MIDDLE, LABEL);
            assertTrue(PLOT.contains(place));
            assertTrue(places.stream().noneMatch(place::intersects), place + " " + places);
            places.add(place);
        }
        assertFalse(Ink.bounds(image, Palette.AXIS, PLOT.getBounds()).isEmpty());
    }

    @Test
    void labelsInALineDoNotReadAsOne() {
        labels.avoid(MIDDLE);
        List<Rectangle2D> places = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Rectangle2D place = labels.paint(g, MIDDLE, LABEL);
            var around =
                    new Rectangle2D.Double(place.getX() - 8, place.getY(), place.getWidth() + 16, place.getHeight());
            assertTrue(places.stream().noneMatch(around::intersects), place + " " + places);
            places.add(place);
        }
    }

    /** To the right it would end 4 before the other. */
    @Test
    void aLabelDoesNotStandBesideAnotherPoint() {
        labels.avoid(MIDDLE);
        labels.avoid(new Point2D.Double(156 + LABEL.width() + 4, 100));
        assertEquals(144, labels.paint(g, MIDDLE, LABEL).getMaxX(), 1e-9);
        assertTrue(Ink.bounds(image, Palette.AXIS, PLOT.getBounds()).isEmpty());
    }

    /** Others all around: what is left has a leader. */
    @Test
    void aLabelThatMayBeTakenForAnotherPointsHasALeader() {
        labels.avoid(MIDDLE);
        for (int x = 10; x < 300; x += 20) for (int y = 10; y < 200; y += 20) labels.avoid(new Point2D.Double(x, y));
        labels.paint(g, MIDDLE, LABEL);
        assertFalse(Ink.bounds(image, Palette.AXIS, PLOT.getBounds()).isEmpty());
    }

    @Test
    void aLineBetweenPointsIsLeftFree() {
        Line2D across = new Line2D.Double(0, 100, 300, 100);
        labels.avoid(MIDDLE);
        labels.avoid(across);
        Rectangle2D place = labels.paint(g, MIDDLE, LABEL);
        assertFalse(place.intersectsLine(across));
        assertEquals(94, place.getMaxY(), 1e-9); // above
    }
}
