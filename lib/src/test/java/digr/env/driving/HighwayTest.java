package digr.env.driving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.env.Step;
import digr.env.driving.Labels.Region;
import digr.run.Seeds;
import digr.run.UserException;
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
    void goingStraightOnOnAnEmptyRoadPaysOneAStepForAThousandSteps() {
        Highway highway = new Highway(EMPTY);
        highway.reset(1);
        for (int t = 1; t <= 1000; t++)
            assertEquals(new Step(1, false, t == 1000), highway.step(STRAIGHT_ON), "step " + t);
        assertTrue(highway.ended());
        assertEquals(Crash.NONE, highway.crash());
    }

    @Test
    void aDriftTurnsTheCarByAQuarterOfItsHeadingAStepAndCostsAFifth() {
        Highway highway = new Highway(EMPTY.withReward(reward -> reward.withCosts(0.2, 100, 0)));
        highway.reset(1);
        double wanted = Math.asin(3.0 / 20);
        double heading = 0; // approached at 5/s, a quarter of what is missing in 0.05 s
        for (int t = 0; t < 4; t++) {
            heading += (wanted - heading) / 4;
            assertEquals(Math.cos(heading) - 0.2, highway.step(LEFT).reward(), 1e-6);
        }
        heading -= heading / 4;
        assertEquals(Math.cos(heading), highway.step(STRAIGHT_ON).reward(), 1e-6);
    }

    @Test
    void aHeldActionPaysWhatItsStepsPay() {
        Highway held = new Highway(EMPTY.withHold(4));
        Highway single = new Highway(EMPTY);
        held.reset(1);
        single.reset(1);
        for (int action : new int[] {LEFT, STRAIGHT_ON, RIGHT}) {
            double paid = 0;
            for (int k = 0; k < 4; k++) paid += single.step(action).reward();
            assertEquals(paid, held.step(action).reward(), 1e-6);
        }
        int decisions = 3;
        for (; !held.ended(); decisions++) held.step(STRAIGHT_ON);
        assertEquals(250, decisions);
    }

    @Test
    void leavingTheRoadEndsTheEpisodeAndCostsAHundred() {
        Highway highway = new Highway(EMPTY);
        highway.reset(1);
        Step step = highway.step(RIGHT);
        double before = 0;
        while (!highway.ended()) {
            before = step.reward();
            step = highway.step(RIGHT);
        }
        assertEquals(Crash.EDGE, highway.crash());
        assertEquals("left the road", highway.outcome());
        assertTrue(step.terminated());
        // A corner is over the edge where less than 2.5 sin ψ + cos ψ - 1 = 0.364 m are free beside the car's middle,
        // sin ψ
        // = 3/20; a step takes 0.15 m. So 0.214 to 0.364 of 0.6 m are free now, 0.364 to 0.514 m were before.
        double paid = Math.sqrt(1 - 0.15 * 0.15) - 0.2;
        assertBetween(paid - 0.5 * (1 - 0.364 / 0.6), paid - 0.5 * (1 - 0.514 / 0.6), before);
        assertBetween(paid - 0.5 * (1 - 0.214 / 0.6) - 100, paid - 0.5 * (1 - 0.364 / 0.6) - 100, step.reward());
    }

    private static void assertBetween(double low, double high, double got) {
        assertTrue(got >= low - 1e-3 && got <= high + 1e-3, got + " is not between " + low + " and " + high);
    }

    @Test
    void trainingPaysAHundredthAndHoldsActions() {
        Highway scaled = new Highway(HighwayOptions.training());
        Highway plain = new Highway(HighwayOptions.defaults().withHold(4));
        scaled.reset(5);
        plain.reset(5);
        while (!plain.ended())
            assertEquals(
                    0.01 * plain.step(STRAIGHT_ON).reward(),
                    scaled.step(STRAIGHT_ON).reward(),
                    1e-7);
        assertTrue(scaled.ended());
    }

    /** What the task is for: nobody gets through by chance, or by the road alone, and somebody who sees the cars does. */
    @Test
    void whoMindsNoCarIsLostAndWhoPlansIsNot() {
        Highway highway = new Highway(HighwayOptions.defaults());
        var random = new Seeds(1).stream("actions");
        assertEquals(0, whole(highway, highway::laneKeepingAction));
        assertEquals(0, whole(highway, () -> random.nextInt(3)));
        assertTrue(whole(highway, highway::plannedAction) >= 19);
    }

    /** Of 20 drives. */
    private static int whole(Highway highway, IntSupplier driver) {
        int whole = 0;
        for (int seed = 0; seed < 20; seed++) {
            highway.reset(seed);
            while (!highway.ended()) highway.step(driver.getAsInt());
            if (highway.crash() == Crash.NONE) whole++;
        }
        return whole;
    }

    @Test
    void theAssistantKeepsTheCarsPlaceInBends() {
        Highway highway = new Highway(HighwayOptions.defaults().withCars(0));
        for (int seed = 0; seed < 10; seed++) {
            highway.reset(seed);
            double paid = 0;
            while (!highway.ended()) paid += highway.step(STRAIGHT_ON).reward();
            assertEquals(Crash.NONE, highway.crash());
            assertEquals(1000, paid, 0.2); // in a lane's middle no margin is missing, and cos ψ is 1
            assertEquals(STRAIGHT_ON, highway.laneKeepingAction());
        }
    }

    @Test
    void whoKeepsTheLaneComesBackToItsMiddle() {
        Highway highway = new Highway(EMPTY);
        highway.reset(1);
        for (int t = 0; t < 5; t++) highway.step(RIGHT); // from the leftmost lane
        assertEquals(LEFT, highway.laneKeepingAction());
        for (int t = 0; t < 200; t++) highway.step(highway.laneKeepingAction());
        assertEquals(STRAIGHT_ON, highway.laneKeepingAction());
    }

    @Test
    void carsStayAsManyAndNear() {
        Highway highway = new Highway(HighwayOptions.defaults());
        for (int seed = 0; seed < 20; seed++) {
            highway.reset(seed);
            while (!highway.ended()) {
                double[] distances = highway.labels().distances();
                assertEquals(12, distances.length);
                for (double distance : distances) assertTrue(distance > -12.5 && distance < 400, "got " + distance);
                for (int t = 0; t < 40 && !highway.ended(); t++) highway.step(highway.plannedAction());
            }
        }
    }

    @Test
    void whoCrashesIntoACarHadItInTheWayAndSawIt() {
        Highway highway = new Highway(HighwayOptions.defaults().straight());
        for (int seed = 0; seed < 8; seed++) {
            highway.reset(seed);
            double way = highway.carInTheWay();
            while (!highway.ended()) {
                way = highway.carInTheWay();
                highway.step(STRAIGHT_ON);
            }
            assertEquals(Crash.VEHICLE, highway.crash());
            assertTrue(way > 5 && way < 5.9, "got " + way); // 5 m and a step's approach of 0.4 m
            int pixels = 0;
            for (boolean vehicle : highway.labels().vehiclesBetween(0, 10)) if (vehicle) pixels++;
            assertTrue(pixels > 50, "got " + pixels); // what the own car leaves of it
        }
    }

    @Test
    void aPictureWithoutCarsDiffersWhereTheyAreAndNowhereElse() {
        Highway highway = new Highway(HighwayOptions.defaults());
        byte[] with = new byte[3 * 128 * 128];
        byte[] without = new byte[3 * 128 * 128];
        byte[] again = new byte[3 * 128 * 128];
        for (int seed = 0; seed < 5; seed++) {
            highway.reset(seed);
            for (int t = 0; t < 60 && !highway.ended(); t++) highway.step(STRAIGHT_ON);
            highway.observe(with, 0);
            highway.observe(i -> false, without, 0);
            highway.observe(i -> true, again, 0);
            assertArrayEquals(with, again);
            Labels labels = highway.labels();
            int changed = 0;
            for (int at = 0; at < 128 * 128; at++) {
                if (labels.kinds()[at] != Region.VEHICLE) continue;
                if (with[at] != without[at] || with[at + 128 * 128] != without[at + 128 * 128]) changed++;
            }
            assertTrue(changed > 0.9 * count(labels.of(Region.VEHICLE)), "got " + changed);
            for (int row = 0; row < 40; row++) // the sky
            for (int column = 0; column < 128; column++)
                    assertEquals(with[row * 128 + column], without[row * 128 + column]);
        }
    }

    private static int count(boolean[] pixels) {
        int count = 0;
        for (boolean pixel : pixels) if (pixel) count++;
        return count;
    }

    @Test
    void theOwnCarIsAlwaysAtTheSamePlace() {
        Highway highway = new Highway(EMPTY);
        highway.reset(1);
        boolean[] own = highway.labels().of(Region.OWN);
        assertTrue(count(own) > 500 && count(own) < 1000, "got " + count(own));
        for (int t = 0; t < 100; t++) highway.step(STRAIGHT_ON);
        assertArrayEquals(own, highway.labels().of(Region.OWN));
    }

    @Test
    void thePictureHasSkyAboveRoadAndBordersOnBothSides() {
        Highway highway = new Highway(EMPTY);
        highway.reset(1);
        Labels labels = highway.labels();
        for (int at = 0; at < 47 * 128; at++) assertEquals(Region.SKY, labels.kinds()[at]);
        assertEquals(Region.ROAD, labels.kinds()[120 * 128 + 64]);
        boolean[] border = labels.of(Region.BORDER);
        boolean left = false;
        boolean right = false;
        for (int row = 50; row < 128; row++)
            for (int column = 0; column < 128; column++) {
                left |= border[row * 128 + column] && column < 64;
                right |= border[row * 128 + column] && column >= 64;
            }
        assertTrue(left && right);
        assertFalse(Arrays.asList(labels.kinds()).contains(Region.VEHICLE));
    }

    @Test
    void theNearerCarHidesTheFarther() {
        Lanes lanes = new Lanes(4, 3.5);
        Road road = new Road(new double[300], lanes);
        Scene scene = new Scene(lanes, CameraOptions.defaults());
        double[] own = road.point(100, 3.5);
        Car near = car(110, lanes);
        Car far = car(115.5, lanes);
        int[] alone = pixels(scene, own, road, List.of(far));
        for (List<Car> order : List.of(List.of(near, far), List.of(far, near))) {
            int[] pixels = pixels(scene, own, road, order);
            assertTrue(pixels[order.indexOf(near)] > 80, "got " + pixels[order.indexOf(near)]);
            assertTrue(pixels[order.indexOf(far)] < alone[0] / 2, pixels[order.indexOf(far)] + " of " + alone[0]);
        }
    }

    private static int[] pixels(Scene scene, double[] own, Road road, List<Car> cars) {
        int[] pixels = new int[cars.size()];
        Labels labels = scene.labels(new Rectangle(own[0], own[1], 5, 2, 0), 100, road, cars);
        for (int vehicle : labels.vehicles()) if (vehicle >= 0) pixels[vehicle]++;
        return pixels;
    }

    /** In the next lane to the right. */
    private static Car car(double x, Lanes lanes) {
        return new Car(Vehicle.driven(x, 7, 0, 15, 15, lanes), 0, CarMesh.VAN);
    }

    @Test
    void aStateOfTheTaskAsItWasIsRefusedWithAWordOnWhy() {
        Highway highway = new Highway(EMPTY);
        highway.reset(1);
        byte[] state = highway.saveState();
        state[3] = '1';
        assertEquals(
                "Highway: the saved state is of the driving task as it was before: another camera, other actions, other"
                        + " traffic; start anew",
                assertThrows(UserException.class, () -> highway.restoreState(state))
                        .getMessage());
    }

    @Test
    void optionsThatMakeNoSenseAreRefusedWithWhatCame() {
        assertRefused("cars are 0 to 8 a lane, got 33", () -> EMPTY.withCars(33));
        assertRefused(
                "the scale of rewards lies in (0, 1], got NaN",
                () -> EMPTY.withReward(reward -> reward.withScale(Double.NaN)));
        assertRefused(
                "a drift is at most half the speed of 20.0, got NaN",
                () -> EMPTY.withCar(car -> car.withDrifts(Double.NaN)));
        assertRefused("at least one drift is needed, got none", () -> EMPTY.withCar(CarOptions::withDrifts));
        assertRefused(
                "radii are at least 50 m, the sharpest first, got 300.0 and 250.0",
                () -> EMPTY.withRoad(road -> road.withRadii(300, 250)));
        assertRefused(
                "cars' speeds lie in (0, 30] m/s, the slowest first, got 12.0 and 31.0",
                () -> EMPTY.withTraffic(traffic -> traffic.withDrivers(Drivers.FOLLOWING, 12, 31)));
        assertRefused(
                "steady drivers have one speed, got 12.0 and 13.0; following ones may differ",
                () -> EMPTY.withTraffic(traffic -> traffic.withDrivers(Drivers.STEADY, 12, 13)));
        assertRefused(
                "costs must not be negative, got 0.2, -1.0 and 0.5",
                () -> EMPTY.withReward(reward -> reward.withCosts(0.2, -1, 0.5)));
        assertRefused("with 2 free lanes of 2 no car has a place", () -> EMPTY.withCars(1)
                .withRoad(road -> road.withLanes(2)));
        assertRefused(
                "the camera stands 3 to 20 m behind, got -0.8",
                () -> EMPTY.withCamera(camera -> camera.withPlace(-0.8, 1.7, 0)));
    }

    private static void assertRefused(String why, Executable options) {
        assertEquals(
                "Highway: " + why,
                assertThrows(IllegalArgumentException.class, options).getMessage());
    }

    @Test
    void anActionMoreIsADriftMore() {
        HighwayOptions five = EMPTY.withCar(car -> car.withDrifts(-3, -1, 0, 1, 3));
        Highway highway = new Highway(five);
        assertEquals(5, highway.actions());
        highway.reset(1);
        assertEquals(2, highway.laneKeepingAction());
    }
}
