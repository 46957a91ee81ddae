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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointLabelsTest {
    private static final Rectangle2D PLOT = new Rectangle2D.Double(0, 0, 300, 200);
    private static final Point2D MIDDLE = new Point2D.Double(150, 100);
    private static final Text LABEL = new Text("HHHH", Fonts.regular(10));

    private final BufferedImage image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
    private final Graphics2D g = image.createGraphics();
    private final PointLabels labels = new PointLabels(PLOT);

    /** Places of labels of the middle. */
    private List<Rectangle2D> painted(int count) {
        for (int i = 0; i < count; i++) labels.add(MIDDLE, LABEL);
        return labels.paint(g);
    }

    @Test
    void aLoneLabelStandsSixToTheRight() {
        labels.avoid(MIDDLE);
        Rectangle2D place = painted(1).get(0);
        assertEquals(156, place.getMinX());
        assertEquals(100, place.getCenterY(), 1e-9);
        assertTrue(Ink.bounds(image, Palette.AXIS, PLOT.getBounds()).isEmpty()); // no leader
    }

    @Test
    void twentyLabelsOfOnePointCoverNothingAndHaveLeadersWhereTheyAreFar() {
        labels.avoid(MIDDLE);
        List<Rectangle2D> places = painted(20);
        for (Rectangle2D place : places) {
            assertTrue(PLOT.contains(place));
            assertEquals(1, places.stream().filter(place::intersects).count(), place + " " + places);
        }
        assertFalse(Ink.bounds(image, Palette.AXIS, PLOT.getBounds()).isEmpty());
    }

    @Test
    void labelsInALineDoNotReadAsOne() {
        labels.avoid(MIDDLE);
        List<Rectangle2D> places = painted(12);
        for (Rectangle2D place : places) {
            var around =
                    new Rectangle2D.Double(place.getX() - 8, place.getY(), place.getWidth() + 16, place.getHeight());
            assertEquals(1, places.stream().filter(around::intersects).count(), place + " " + places);
        }
    }

    /** To the right it would end 4 before the other. */
    @Test
    void aLabelDoesNotStandBesideAnotherPoint() {
        labels.avoid(MIDDLE);
        labels.avoid(new Point2D.Double(156 + LABEL.width() + 4, 100));
        assertEquals(144, painted(1).get(0).getMaxX(), 1e-9);
        assertTrue(Ink.bounds(image, Palette.AXIS, PLOT.getBounds()).isEmpty());
    }

    /** Others all around: what is left has a leader. */
    @Test
    void aLabelThatMayBeTakenForAnotherPointsHasALeader() {
        labels.avoid(MIDDLE);
        for (int x = 10; x < 300; x += 20) for (int y = 10; y < 200; y += 20) labels.avoid(new Point2D.Double(x, y));
        painted(1);
        assertFalse(Ink.bounds(image, Palette.AXIS, PLOT.getBounds()).isEmpty());
    }

    /** If each label kept its first place, two leaders of the first cluster would cross labels, and one or two of the others. */
    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8, 9})
    void noLeaderCrossesAnotherLabelOfTwelvePointsInACluster(int seed) {
        Random random = new Random(seed);
        List<Point2D> cluster = new ArrayList<>();
        for (int i = 0; i < 12; i++) cluster.add(new Point2D.Double(120 + random.nextInt(60), 80 + random.nextInt(40)));
        cluster.forEach(labels::avoid);
        cluster.forEach(point -> labels.add(point, LABEL));
        List<Rectangle2D> places = labels.paint(g);
        for (int i = 0; i < cluster.size(); i++) {
            Line2D leader = PointLabels.leader(cluster.get(i), places.get(i));
            Rectangle2D own = places.get(i);
            assertTrue(places.stream().noneMatch(place -> place != own && place.intersectsLine(leader)), "label " + i);
        }
    }

    @Test
    void aLineBetweenPointsIsLeftFree() {
        Line2D across = new Line2D.Double(0, 100, 300, 100);
        labels.avoid(MIDDLE);
        labels.avoid(across);
        Rectangle2D place = painted(1).get(0);
        assertFalse(place.intersectsLine(across));
        assertEquals(94, place.getMaxY(), 1e-9); // above
    }
}
