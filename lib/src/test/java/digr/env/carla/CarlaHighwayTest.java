package digr.env.carla;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import digr.env.Step;
import digr.env.driving.Crash;
import digr.run.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bridge and environment together; the server is a stand-in. */
class CarlaHighwayTest {
    private static final int PIXELS = 128 * 128;
    private static final int FIRST_STEP = 12; // ticks after the car was placed: one of the reset, ten to settle

    @TempDir
    Path folder;

    private Path memory() {
        return folder.resolve("world.json");
    }

    private static CarlaHighway failing(String fault) {
        return new CarlaHighway(Standin.options(), Standin.failing(fault));
    }

    private static byte[] observe(CarlaHighway environment) {
        byte[] frame = new byte[3 * PIXELS];
        environment.observe(frame, 0);
        return frame;
    }

    @Test
    void blueGreenRedAlphaRowsBecomePlanesRedGreenBlue() {
        try (var environment = Standin.environment()) {
            environment.reset(1);
            byte[] frame = observe(environment);
            for (int y = 0; y < 128; y++)
                for (int x = 0; x < 128; x++) {
                    assertEquals(frame[x % 32], frame[y * 128 + x]); // red: 32 bytes of a hash, repeated
                    assertEquals(y, frame[PIXELS + y * 128 + x]);
                    assertEquals(x, frame[2 * PIXELS + y * 128 + x]);
                }
            environment.step(1);
            assertNotEquals(Arrays.hashCode(frame), Arrays.hashCode(observe(environment)));
        }
    }

    /** The stand-in's car: v += (4 throttle − 8 brake − v/20) · 0.05 s; throttle is (20 − v)/2. */
    private static double faster(double v) {
        return v + (4 * 0.5 * (20 - v) - v / 20) * 0.05;
    }

    /** After the reset's own tick, which is without pedals and without friction, and ten to settle. */
    private static double settled() {
        double v = 20;
        for (int i = 0; i < 10; i++) v = faster(v);
        return v;
    }

    /** In a step the car turns by v tan(δ) / 2.85 · 0.05 s, δ = atan(2.85 ω / 20) · 70° / lock, ω = 5 asin(3 / 20). */
    @ParameterizedTest
    @ValueSource(doubles = {70, 35})
    void theRewardIsTheShareOfTwentyMetresASecondLessTheDrift(double lock) {
        try (var environment = new CarlaHighway(Standin.options().withLock(lock), Standin.launch())) {
            environment.reset(3);
            double v = faster(settled());
            assertEquals((float) (v / 20), environment.step(1).reward(), 1e-6);
            v = faster(v);
            double wheels = Math.atan(2.85 * 5 * Math.asin(0.15) / 20) * 70 / lock;
            double turned = v * Math.tan(wheels) / 2.85 * 0.05;
            assertEquals(
                    (float) (v * Math.cos(turned) / 20 - 0.2),
                    environment.step(2).reward(),
                    1e-5);
        }
    }

    /** An outer lane has 3.5 / 2 − 1 = 0.75 m to the edge, an inner one 4.25 m. */
    @Test
    void whatIsMissingOfTheMarginIsPaidFor() {
        CarlaOptions wide = Standin.options().withTask(t -> t.withCars(0).withReward(r -> r.withMargin(5)));
        double full = faster(settled()) / 20;
        var lanes = new HashSet<String>();
        try (var environment = new CarlaHighway(wide, Standin.launch())) {
            for (int seed = 0; seed < 12; seed++) {
                environment.reset(seed);
                double paid = full - environment.step(1).reward();
                boolean outer = paid > 0.25;
                assertEquals(0.5 * (1 - (outer ? 0.75 : 4.25) / 5), paid, 1e-6);
                lanes.add(outer ? "outer" : "inner");
            }
        }
        assertEquals(Set.of("outer", "inner"), lanes);
    }

    @Test
    void aHeldActionIsFourStepsAndTheirRewards() {
        try (var one = new CarlaHighway(Standin.options(), Standin.launch());
                var four = new CarlaHighway(Standin.options().training(), Standin.launch())) {
            one.reset(4);
            four.reset(4);
            for (int action : new int[] {1, 2}) {
                double sum = 0;
                for (int i = 0; i < 4; i++) sum += one.step(action).reward();
                assertEquals(0.01 * sum, four.step(action).reward(), 1e-7);
                assertArrayEquals(observe(one), observe(four));
            }
        }
    }

    @Test
    void aHeldActionEndsWithTheCrashAndWithTheTimeLimit() {
        CarlaOptions held = Standin.options().withTask(t -> t.withHold(4));
        try (var crashing = new CarlaHighway(held, Standin.failing("collision:" + (FIRST_STEP + 1)))) {
            crashing.reset(1);
            Step crash = crashing.step(1);
            assertTrue(crash.terminated());
            assertEquals(2 - 100, crash.reward(), 0.1);
        }
        CarlaOptions six = held.withTask(t -> t.withMaxSteps(6).withCars(0));
        try (var environment = new CarlaHighway(six, Standin.launch())) {
            environment.reset(1);
            assertFalse(environment.step(1).truncated());
            Step last = environment.step(1);
            assertTrue(last.truncated());
            assertEquals(2, last.reward(), 0.1);
        }
    }

    @Test
    void whoDriftsLeftForLongLeavesTheRoadAndPaysAHundred() {
        try (var environment = new CarlaHighway(Standin.options().withTask(t -> t.withCars(0)), Standin.launch())) {
            environment.reset(5);
            Step last = null;
            int steps = 0;
            for (; !environment.ended(); steps++) last = environment.step(0);
            assertTrue(steps > 5 && steps < 100, "left the road after " + steps);
            assertTrue(last.terminated());
            assertFalse(last.truncated());
            assertEquals(Crash.EDGE, environment.crash());
            // a corner is 2.5 · 0.15 m farther out than the middle: 0.23 to 0.38 m are free beside that, 0.37 to 0.62
            // missing
            assertEquals(0.98 - 0.2 - 0.5 * 0.5 - 100, last.reward(), 0.08);
        }
    }

    @Test
    void aCollisionTerminates() {
        try (var environment = failing("collision:" + (FIRST_STEP + 4))) {
            environment.reset(1);
            for (int i = 0; i < 4; i++) assertFalse(environment.step(1).terminated());
            Step crash = environment.step(1);
            assertTrue(crash.terminated());
            assertEquals(-99, crash.reward(), 0.1);
            assertEquals(Crash.VEHICLE, environment.crash());
            assertEquals("hit a vehicle", environment.outcome());
            assertTrue(environment.ended());
        }
    }

    @Test
    void theThousandthStepTruncates() {
        try (var environment = new CarlaHighway(Standin.options().withTask(t -> t.withCars(0)), Standin.launch())) {
            environment.reset(1);
            for (int i = 1; i < 1000; i++) assertFalse(environment.step(1).truncated());
            Step last = environment.step(1);
            assertTrue(last.truncated());
            assertFalse(last.terminated());
            assertThrows(IllegalStateException.class, () -> environment.step(1));
        }
    }

    @Test
    void anyLongIsASeed() {
        try (var environment = Standin.environment()) {
            environment.reset(5);
            byte[] five = observe(environment);
            for (long seed : new long[] {-5, Long.MIN_VALUE, Long.MAX_VALUE}) {
                environment.reset(seed);
                assertNotEquals(Arrays.hashCode(five), Arrays.hashCode(observe(environment)), "" + seed);
            }
            environment.reset(5);
            assertArrayEquals(five, observe(environment));
        }
    }

    @Test
    void theServerIsLeftAsItWasFound() {
        try (var environment = new CarlaHighway(Standin.options(), Standin.remembering(memory()))) {
            environment.reset(1);
            JsonNode world = Standin.memory(memory());
            assertTrue(world.get("synchronous").asBoolean());
            assertEquals("Carla/Maps/Town04", world.get("town").asText());
            assertEquals(15, world.get("actors").size()); // the car, two sensors, twelve others
            for (int i = 0; i < 30; i++) environment.step(1);
            environment.reset(2);
            assertEquals(15, Standin.memory(memory()).get("actors").size());
        }
        assertLeftClean();
    }

    private void assertLeftClean() {
        JsonNode world = Standin.memory(memory());
        assertEquals(0, world.get("actors").size(), world.toString());
        assertFalse(world.get("synchronous").asBoolean());
        assertTrue(world.get("fixed").isNull());
        assertEquals(0, world.get("mistakes").size(), world.toString());
    }

    /** Of the ten seeds some let the car pass another without meeting one. */
    @Test
    void whoFallsBehindComesBackAhead() {
        CarlaOptions two = Standin.options().withTask(t -> t.withCars(2));
        try (var environment = new CarlaHighway(two, Standin.remembering(memory()))) {
            int more = 0;
            for (int seed = 0; seed < 10 && more == 0; seed++) {
                environment.reset(seed);
                int newest = Standin.memory(memory()).get("ids").asInt();
                String own = String.valueOf(newest - 4); // placed first, then its sensors, then the others
                while (!environment.ended()) {
                    environment.step(1);
                    JsonNode world = Standin.memory(memory());
                    if (world.get("ids").asInt() == newest) continue;
                    newest = world.get("ids").asInt();
                    more++;
                    double ahead = place(world, String.valueOf(newest)) - place(world, own);
                    assertTrue(ahead >= 150 && ahead <= 220, ahead + " m ahead");
                }
                assertEquals(5, Standin.memory(memory()).get("actors").size());
            }
            assertTrue(more > 0);
        }
        assertLeftClean();
    }

    /** Metres along the road. */
    private static double place(JsonNode world, String actor) {
        return world.get("places").get(actor).get(0).asDouble();
    }

    @Test
    void carsStartAheadAndLeaveTwoLanesFreeWithinAnyThirtyMetres() {
        try (var environment = new CarlaHighway(Standin.options(), Standin.remembering(memory()))) {
            for (int seed = 0; seed < 5; seed++) {
                environment.reset(seed);
                List<double[]> cars = new ArrayList<>(); // metres ahead, lane
                for (JsonNode at : Standin.memory(memory()).get("places"))
                    cars.add(new double[] {
                        at.get(0).asDouble() - 100, Math.floor(at.get(1).asDouble() / 3.5)
                    });
                assertEquals(0, cars.remove(0)[0]);
                assertEquals(12, cars.size());
                for (double[] car : cars) {
                    assertTrue(car[0] >= 35 && car[0] <= 320, car[0] + " m ahead"); // beyond 220 where there is no room
                    var taken = new HashSet<Double>();
                    for (double[] other : cars) {
                        if (other != car && other[1] == car[1]) assertTrue(Math.abs(other[0] - car[0]) >= 18);
                        if (other[0] >= car[0] && other[0] <= car[0] + 30) taken.add(other[1]);
                    }
                    assertTrue(taken.size() <= 2, taken + " within 30 m of " + car[0]);
                }
            }
        }
    }

    /** The stand-in notes where the camera was put: x, y, z, pitch, yaw, field of view. */
    @Test
    void theCameraStandsBehindTheCarAndAboveIt() {
        CarlaOptions wide = Standin.options().withTask(t -> t.withCamera(c -> c.withFieldOfView(100)));
        for (CarlaOptions options : List.of(Standin.options(), wide))
            try (var environment = new CarlaHighway(options, Standin.remembering(memory()))) {
                environment.reset(1);
                double fov = options == wide ? 100 : 90;
                assertEquals(
                        "[-7.0,0.0,4.0,-14.0,0.0," + fov + "]",
                        Standin.memory(memory()).get("camera").toString());
            }
    }

    @Test
    void aKilledBridgeIsAnErrorAndAnotherCleansUp() throws Exception {
        try (var environment = new CarlaHighway(Standin.options(), Standin.remembering(memory()))) {
            environment.reset(1);
            environment.step(1);
            ProcessHandle bridge = ProcessHandle.of(environment.bridge()).orElseThrow();
            bridge.destroyForcibly();
            bridge.onExit().get();
            var e = assertThrows(UserException.class, () -> environment.step(1));
            assertTrue(e.getMessage().startsWith("Carla: the bridge ended with code 137 at STEP"), e.getMessage());
            assertLeftClean();
            environment.reset(2); // connects anew
            environment.step(1);
            assertEquals(15, Standin.memory(memory()).get("actors").size());
        }
        assertLeftClean();
    }

    @Test
    void whatIsLeftOfAnEarlierProgramIsSweptAndStrangersStay() throws IOException {
        Files.writeString(memory(), """
                {"town": "Carla/Maps/Town04", "ids": 40, "synchronous": true, "actors": {
                  "7": ["vehicle.lincoln.mkz_2020", "digr", null], "8": ["sensor.camera.rgb", "front", 7],
                  "9": ["vehicle.audi.tt", "digr", null], "12": ["vehicle.audi.tt", "hero", null],
                  "13": ["sensor.camera.rgb", "front", 12]}}""");
        try (var environment = new CarlaHighway(Standin.options(), Standin.remembering(memory()))) {
            environment.reset(1);
            JsonNode actors = Standin.memory(memory()).get("actors");
            assertEquals(17, actors.size(), actors.toString());
            for (String ours : new String[] {"7", "8", "9"}) assertFalse(actors.has(ours));
        }
        JsonNode actors = Standin.memory(memory()).get("actors");
        assertEquals(2, actors.size());
        assertTrue(actors.has("12") && actors.has("13"));
    }

    /** The traffic manager of the real package listens on every interface, and so does the stand-in's. */
    @Test
    void nothingListensOnANetwork() throws IOException {
        CarlaOptions options = Standin.options();
        try (var environment = new CarlaHighway(options, Standin.launch())) {
            environment.reset(1);
            String port = String.format(":%04X ", options.port() + 6000);
            try (Stream<String> sockets = Files.lines(Path.of("/proc/net/tcp"))) {
                assertEquals(0, sockets.filter(s -> s.contains(port)).count());
            }
            environment.step(1);
        }
    }

    @Test
    void aServerServesOneEnvironment() {
        CarlaOptions options = Standin.options();
        try (var one = new CarlaHighway(options, Standin.launch());
                var other = new CarlaHighway(options, Standin.launch())) {
            one.reset(1);
            var e = assertThrows(UserException.class, () -> other.reset(1));
            assertTrue(e.getMessage().contains("another environment of this program"), e.getMessage());
            one.step(1);
            one.close();
            other.reset(1);
        }
    }

    @Test
    void aSavedEpisodeIsItsSeedAndItsActions() {
        try (var environment = Standin.environment()) {
            environment.reset(0x0102030405060708L);
            for (int action : new int[] {1, 2, 0}) environment.step(action);
            byte[] state = environment.saveState();
            byte[] fields = {1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 0};
            assertArrayEquals(fields, Arrays.copyOfRange(state, 8, state.length));
            assertEquals("CRL2", new String(state, 0, 4));
        }
    }

    @Test
    void aStateOfTheTaskAsItWasIsRefused() {
        try (var environment = Standin.environment()) {
            var e = assertThrows(
                    UserException.class,
                    () -> environment.restoreState("CRL1 and more".getBytes(StandardCharsets.US_ASCII)));
            assertEquals(
                    "Carla: the saved state is of the driving task as it was before: another camera, other actions, other"
                            + " traffic; start anew",
                    e.getMessage());
        }
    }

    @Test
    void aStateWhoseActionsAreHeldOtherwiseIsRefused() {
        try (var environment = Standin.environment();
                var holding = new CarlaHighway(Standin.options().training(), Standin.launch())) {
            environment.reset(1);
            var e = assertThrows(UserException.class, () -> holding.restoreState(environment.saveState()));
            assertEquals(
                    "Carla: the saved state does not fit: its actions are held for 1 steps, here they are for 4",
                    e.getMessage());
        }
    }

    /** The third of its four steps fails. */
    @Test
    void anActionThatWasCutOffIsNotSaved() {
        CarlaOptions held = Standin.options().withTask(t -> t.withHold(4));
        try (var lost = new CarlaHighway(held, Standin.failing("gone:" + (FIRST_STEP + 6)));
                var whole = new CarlaHighway(held.withServer(Standin.server()), Standin.launch());
                var other = new CarlaHighway(held.withServer(Standin.server()), Standin.launch())) {
            lost.reset(4);
            whole.reset(4);
            assertEquals(whole.step(2), lost.step(2));
            assertThrows(UserException.class, () -> lost.step(1));
            assertArrayEquals(observe(whole), observe(lost));
            other.restoreState(lost.saveState());
            assertArrayEquals(observe(whole), observe(other));
            assertEquals(whole.step(0), other.step(0));
        }
    }

    @Test
    void anEpisodeIsSavedAfterTheServerIsGoneAndGoesOnElsewhere() {
        try (var lost = failing("gone:" + (FIRST_STEP + 3));
                var whole = Standin.environment();
                var other = Standin.environment()) {
            lost.reset(4);
            whole.reset(4);
            for (int i = 0; i < 3; i++) assertEquals(whole.step(1), lost.step(1));
            assertThrows(UserException.class, () -> lost.step(1));
            var again = assertThrows(UserException.class, () -> lost.step(1));
            assertTrue(again.getMessage().contains("lost after step 3"), again.getMessage());
            other.restoreState(lost.saveState());
            assertArrayEquals(observe(whole), observe(other));
            for (int i = 0; i < 5; i++) assertEquals(whole.step(2), other.step(2));
        }
    }

    @Test
    void aServerThatDoesNotRepeatItselfLeavesAnEndedEpisode() {
        try (var environment = Standin.environment();
                var other = failing("collision:" + (FIRST_STEP + 2))) {
            environment.reset(1);
            for (int i = 0; i < 10; i++) environment.step(1);
            other.restoreState(environment.saveState());
            assertTrue(other.ended());
            other.reset(3);
        }
    }

    @Test
    void aClosedEnvironmentSaysSo() {
        var environment = Standin.environment();
        environment.close();
        var e = assertThrows(IllegalStateException.class, () -> environment.reset(1));
        assertTrue(e.getMessage().contains("closed"), e.getMessage());
    }
}
