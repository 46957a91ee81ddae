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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /** The stand-in's car: v += (4 throttle − 8 brake − v/20) · 0.05 s; throttle is (20 − v)/2; ten ticks to settle. */
    @Test
    void theRewardIsTheShareOfTwentyMetresASecondLessTheSteering() {
        try (var environment = Standin.environment()) {
            environment.reset(3);
            double v = 20; // the reset's own tick is without pedals and without friction
            for (int i = 0; i < 10; i++) v += (4 * 0.5 * (20 - v) - v / 20) * 0.05;
            v += (4 * 0.5 * (20 - v) - v / 20) * 0.05;
            assertEquals((float) (v / 20), environment.step(1).reward(), 1e-6);
            v += (4 * 0.5 * (20 - v) - v / 20) * 0.05;
            double turn = Math.tan(0.033 * Math.toRadians(70)) / 3 * 0.05; // times the speed: by so much it turns
            assertEquals(
                    (float) (v * Math.cos(turn * v) / 20 - 0.05),
                    environment.step(2).reward(),
                    1e-5);
        }
    }

    @Test
    void whoSteersLeftForLongLeavesTheRoadAndPaysTwenty() {
        try (var environment = Standin.environment()) {
            environment.reset(5);
            Step last = null;
            int steps = 0;
            for (; !environment.ended(); steps++) last = environment.step(0);
            assertTrue(steps > 5 && steps < 100, "left the road after " + steps);
            assertTrue(last.terminated());
            assertFalse(last.truncated());
            assertEquals(Crash.EDGE, environment.crash());
            assertTrue(last.reward() > -20.1 && last.reward() < -19, "paid " + last.reward());
        }
    }

    @Test
    void aCollisionTerminates() {
        try (var environment = failing("collision:" + (FIRST_STEP + 4))) {
            environment.reset(1);
            for (int i = 0; i < 4; i++) assertFalse(environment.step(1).terminated());
            Step crash = environment.step(1);
            assertTrue(crash.terminated());
            assertEquals(-19, crash.reward(), 0.1);
            assertEquals(Crash.VEHICLE, environment.crash());
            assertEquals("hit a vehicle", environment.outcome());
            assertTrue(environment.ended());
        }
    }

    @Test
    void theThousandthStepTruncates() {
        try (var environment = new CarlaHighway(Standin.options().withCars(0), Standin.launch())) {
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
            assertEquals(7, world.get("actors").size()); // the car, two sensors, four others
            for (int i = 0; i < 30; i++) environment.step(1);
            environment.reset(2);
            assertEquals(7, Standin.memory(memory()).get("actors").size());
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
        try (var environment = new CarlaHighway(Standin.options().withCars(2), Standin.remembering(memory()))) {
            int more = 0;
            for (int seed = 0; seed < 10 && more == 0; seed++) {
                environment.reset(seed);
                int placed = Standin.memory(memory()).get("ids").asInt();
                while (!environment.ended()) environment.step(1);
                more = Standin.memory(memory()).get("ids").asInt() - placed;
                assertEquals(5, Standin.memory(memory()).get("actors").size());
            }
            assertTrue(more > 0);
        }
        assertLeftClean();
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
            assertEquals(7, Standin.memory(memory()).get("actors").size());
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
            assertEquals(9, actors.size(), actors.toString());
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
            byte[] fields = {1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 3, 1, 2, 0};
            assertArrayEquals(fields, Arrays.copyOfRange(state, 8, state.length));
            assertEquals("CRL1", new String(state, 0, 4));
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
