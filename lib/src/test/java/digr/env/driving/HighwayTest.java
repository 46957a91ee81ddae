package digr.env.driving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.env.Step;
import digr.env.driving.Labels.Region;
import digr.run.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class HighwayTest {
    private static final int LEFT = 0;
    private static final int STRAIGHT_ON = 1;
    private static final int RIGHT = 2;
    private static final HighwayOptions EMPTY =
            HighwayOptions.defaults().straight().withCars(0);

    @Test
    void straightOnAnEmptyRoadPaysOneAStepForAThousandSteps() {
        Highway highway = new Highway(EMPTY);
        highway.reset(1);
        for (int t = 1; t <= 1000; t++)
            assertEquals(new Step(1, false, t == 1000), highway.step(STRAIGHT_ON), "step " + t);
        assertTrue(highway.ended());
        assertEquals(Crash.NONE, highway.crash());
    }

    @Test
    void steeringCostsAndTurnsAwayFromTheRoad() {
        Highway highway = new Highway(EMPTY);
        highway.reset(1);
        double slip = Math.atan(0.5 * Math.tan(0.04));
        double heading = 20 * Math.sin(slip) / 2.5 * 0.05; // 0.008 rad
        assertEquals(Math.cos(heading) - 0.05, highway.step(LEFT).reward(), 1e-6);
        assertEquals(Math.cos(heading), highway.step(STRAIGHT_ON).reward(), 1e-6);
    }

    @Test
    void leavingTheRoadEndsTheEpisodeAndCostsTwenty() {
        Highway highway = new Highway(EMPTY);
        highway.reset(1);
        Step step = highway.step(LEFT);
        while (!highway.ended()) step = highway.step(LEFT);
        assertEquals(Crash.EDGE, highway.crash());
        assertEquals("left the road", highway.outcome());
        assertTrue(step.terminated());
        assertTrue(step.reward() < -19 && step.reward() > -20.1, "got " + step.reward());
    }

    @Test
    void trainingPaysAHundredth() {
        Highway scaled = new Highway(HighwayOptions.training());
        Highway plain = new Highway(HighwayOptions.defaults().withCars(12));
        scaled.reset(5);
        plain.reset(5);
        while (!plain.ended())
            assertEquals(
                    0.01 * plain.step(STRAIGHT_ON).reward(),
                    scaled.step(STRAIGHT_ON).reward(),
                    1e-7);
        assertTrue(scaled.ended());
    }

    /** Measured with highway-env's traffic of 12 cars on a straight road, 16 episodes: 388 steps, standard error 46. */
    @Test
    void whoNeverSteersMeetsACarAsSoonAsInTheOriginalTraffic() {
        double steps = meanSteps(HighwayOptions.defaults().straight().withCars(12), () -> STRAIGHT_ON);
        assertEquals(388, steps, 3 * 46);
    }

    /** As above, random actions: 125 steps, standard error 29. */
    @Test
    void whoSteersAtRandomLeavesTheRoadAsSoon() {
        var random = new Seeds(1).stream("actions");
        double steps = meanSteps(HighwayOptions.defaults().straight().withCars(12), () -> random.nextInt(3));
        assertEquals(125, steps, 3 * 29);
    }

    private static double meanSteps(HighwayOptions options, IntSupplier action) {
        Highway highway = new Highway(options);
        int episodes = 32;
        int steps = 0;
        for (int seed = 0; seed < episodes; seed++) {
            highway.reset(seed);
            for (; !highway.ended(); steps++) highway.step(action.getAsInt());
        }
        return (double) steps / episodes;
    }

    @Test
    void onABentRoadGoingStraightOnLeavesIt() {
        Highway highway = new Highway(HighwayOptions.defaults().withCars(0));
        for (int seed = 0; seed < 10; seed++) {
            highway.reset(seed);
            while (!highway.ended()) highway.step(STRAIGHT_ON);
            assertEquals(Crash.EDGE, highway.crash());
        }
    }

    @Test
    void whoKeepsTheLaneDrivesABentRoadWhole() {
        Highway highway = new Highway(HighwayOptions.defaults().withCars(0));
        for (int seed = 0; seed < 10; seed++) {
            highway.reset(seed);
            double paid = 0;
            while (!highway.ended())
                paid += highway.step(highway.laneKeepingAction()).reward();
            assertEquals(Crash.NONE, highway.crash());
            assertTrue(paid > 950 && paid < 1000, "got " + paid);
        }
    }

    @Test
    void whoKeepsTheLaneMindsNoCar() {
        Highway highway = new Highway(HighwayOptions.defaults().straight().withCars(12));
        for (int seed = 0; seed < 10; seed++) {
            highway.reset(seed);
            while (!highway.ended()) {
                assertEquals(STRAIGHT_ON, highway.laneKeepingAction());
                highway.step(STRAIGHT_ON);
            }
            assertEquals(Crash.VEHICLE, highway.crash());
        }
    }

    @Test
    void whoKeepsTheLaneComesBackToItsMiddle() {
        Highway highway = new Highway(EMPTY);
        highway.reset(1);
        for (int t = 0; t < 5; t++) highway.step(LEFT);
        assertEquals(RIGHT, highway.laneKeepingAction());
        for (int t = 0; t < 200; t++) highway.step(highway.laneKeepingAction());
        assertEquals(STRAIGHT_ON, highway.laneKeepingAction());
    }

    @Test
    void carsStayAsManyAndNear() {
        Highway highway = new Highway(HighwayOptions.defaults().withCars(12));
        for (int seed = 0; seed < 20; seed++) {
            highway.reset(seed);
            while (!highway.ended()) {
                double[] distances = highway.labels().distances();
                assertEquals(12, distances.length);
                for (double distance : distances) assertTrue(distance > -60.5 && distance < 400, "got " + distance);
                for (int t = 0; t < 40 && !highway.ended(); t++) highway.step(STRAIGHT_ON);
            }
        }
    }

    @Test
    void whoCrashesIntoACarSeesIt() {
        Highway highway = new Highway(HighwayOptions.defaults().straight().withCars(12));
        int seen = 0;
        for (int seed = 0; seed < 8; seed++) {
            highway.reset(seed);
            while (!highway.ended()) highway.step(STRAIGHT_ON);
            if (highway.crash() != Crash.VEHICLE) continue;
            int pixels = 0;
            for (boolean vehicle : highway.labels().vehiclesWithin(10)) if (vehicle) pixels++;
            if (pixels > 500) seen++;
        }
        assertTrue(seen >= 6, "got " + seen); // others were hit from the side
    }

    @Test
    void thePictureHasSkyAboveRoadAndBordersOnBothSides() {
        Highway highway = new Highway(EMPTY);
        highway.reset(1);
        Labels labels = highway.labels();
        for (int at = 0; at < 60 * 128; at++) assertEquals(Region.SKY, labels.regions()[at]);
        assertEquals(Region.ROAD, labels.regions()[110 * 128 + 64]);
        boolean[] border = labels.of(Region.BORDER);
        boolean left = false;
        boolean right = false;
        for (int row = 66; row < 128; row++)
            for (int column = 0; column < 128; column++) {
                left |= border[row * 128 + column] && column < 64;
                right |= border[row * 128 + column] && column >= 64;
            }
        assertTrue(left && right);
        assertFalse(Arrays.asList(labels.regions()).contains(Region.VEHICLE));
    }

    @Test
    void theNearerCarHidesTheFarther() {
        Lanes lanes = new Lanes(4, 3.5);
        Road road = new Road(new double[300], lanes);
        Scene scene = new Scene(lanes, Light.DAY, 90);
        double[] own = road.point(100, 3.5);
        Car near = car(115, lanes);
        Car far = car(125, lanes);
        for (List<Car> order : List.of(List.of(near, far), List.of(far, near))) {
            Labels labels = scene.labels(new Rectangle(own[0], own[1], 5, 2, 0), 100, road, order);
            int[] pixels = new int[2];
            for (int vehicle : labels.vehicles()) if (vehicle >= 0) pixels[vehicle]++;
            assertTrue(pixels[order.indexOf(near)] > 80, "got " + pixels[order.indexOf(near)]);
            assertEquals(0, pixels[order.indexOf(far)]);
        }
    }

    private static Car car(double x, Lanes lanes) {
        return new Car(Vehicle.driven(x, 3.5, 0, 15, 15, lanes), 0, CarMesh.VAN);
    }

    @Test
    void optionsThatMakeNoSenseAreRefusedWithWhatCame() {
        assertThrows(IllegalArgumentException.class, () -> EMPTY.withCars(33));
        assertThrows(IllegalArgumentException.class, () -> EMPTY.withRewardScale(Double.NaN));
        assertRefused("a steering angle lies in [-1, 1] rad, got NaN", () -> EMPTY.withSteering(Double.NaN));
        assertRefused("at least one steering angle is needed, got none", EMPTY::withSteering);
        assertRefused(
                "radii are at least 50 m, the sharpest first, got 300.0 and 250.0", () -> EMPTY.withRadii(300, 250));
        assertRefused(
                "cars' speeds lie in (0, 30] m/s, the slowest first, got 12.0 and 31.0",
                () -> EMPTY.withCarSpeeds(12, 31));
        assertRefused("costs must not be negative, got 0.05 and -1.0", () -> EMPTY.withCrashCost(-1));
    }

    private static void assertRefused(String why, Executable options) {
        assertEquals(
                "Highway: " + why,
                assertThrows(IllegalArgumentException.class, options).getMessage());
    }

    @Test
    void eachOptionIsSetByItselfAndKeepsTheOthers() {
        HighwayOptions all = HighwayOptions.defaults()
                .withLanes(3)
                .withLaneWidth(3.2)
                .withRadii(400, 900)
                .withCars(7)
                .withCarSpeeds(11, 16)
                .withSpeed(19)
                .withSteering(-0.1, 0, 0.1, 0.2)
                .withMaxSteps(500)
                .withSteeringCost(0.01)
                .withCrashCost(10)
                .withRewardScale(0.5)
                .withFieldOfView(60)
                .withLight(Light.DUSK);
        assertEquals(
                new HighwayOptions(
                        3,
                        3.2,
                        400,
                        900,
                        7,
                        11,
                        16,
                        19,
                        List.of(-0.1, 0.0, 0.1, 0.2),
                        500,
                        0.01,
                        10,
                        0.5,
                        60,
                        Light.DUSK),
                all);
        assertEquals(4, new Highway(all).actions());
    }
}
