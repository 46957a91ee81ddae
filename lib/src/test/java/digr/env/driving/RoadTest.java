package digr.env.driving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.run.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RoadTest {
    private static final Lanes LANES = new Lanes(4, 3.5);

    @Test
    void aStraightRoadIsWhereItsCoordinatesAre() {
        Road road = new Road(new double[200], LANES);
        assertArrayEquals(new double[] {123.25, 7 - 5.25}, road.point(123.25, 7), 1e-9);
        assertArrayEquals(new double[] {250, -5.25}, road.point(250, 0), 1e-9); // it reaches on beyond its end
    }

    @Test
    void aQuarterOfACircleEndsToTheRight() {
        double radius = 200 / Math.PI; // 100 m are a quarter
        double[] curvature = new double[100];
        Arrays.fill(curvature, 1 / radius);
        Road road = new Road(curvature, LANES);
        assertArrayEquals(new double[] {radius, radius}, road.point(100, LANES.middle()), 1e-9);
        assertArrayEquals(new double[] {radius - 2, radius}, road.point(100, LANES.middle() + 2), 1e-9);
        assertEquals(Math.PI / 2, road.heading(100), 1e-12);
    }

    @Test
    void whatIsPlacedIsLocatedAgain() {
        Road road = Road.random(new Seeds(3).stream("road"), 1500, 250, 600, LANES);
        var random = new Seeds(4).stream("points");
        for (int i = 0; i < 1000; i++) {
            double x = random.nextDouble(0, 1500);
            double y = random.nextDouble(-10, 20);
            double[] point = road.point(x, y);
            double[] found = road.locate(point[0], point[1], x + random.nextDouble(-5, 5));
            assertArrayEquals(new double[] {x, y}, found, 1e-6);
        }
    }

    @Test
    void nearlyHalfOfItBendsAndNoBendIsTooSharp() {
        double bent = 0;
        double sharpest = 0;
        for (int seed = 0; seed < 50; seed++) {
            Road road = Road.random(new Seeds(seed).stream("road"), 1500, 250, 600, LANES);
            for (double curvature : road.curvature) {
                if (curvature != 0) bent++;
                sharpest = Math.max(sharpest, Math.abs(curvature));
            }
        }
        assertEquals(0.45, bent / (50 * 1500), 0.05);
        assertTrue(sharpest <= 1 / 250.0 && sharpest > 1 / 270.0, "got a radius of " + 1 / sharpest);
    }
}
