package digr.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.env.carla.Standin;
import digr.env.driving.Drivers;
import digr.env.driving.Highway;
import digr.env.driving.HighwayOptions;
import digr.env.driving.Light;
import digr.env.gymnasium.Toys;
import digr.run.Seeds;
import digr.run.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every environment promises; a new one joins by its line in {@link #environments}. */
class EnvironmentContractTest {
    private static final int STEPS = 120;
    private static final HighwayOptions NIGHT = HighwayOptions.training()
            .straight()
            .withTraffic(t -> t.withCars(30).withDrivers(Drivers.CHANGING_LANES, 11, 14))
            .withCamera(c -> c.withLight(Light.NIGHT));
    private static final Breakout.Options STICKY = new Breakout.Options(4, 0, 0.25, false);

    static Stream<Named<Supplier<Environment>>> environments() {
        return Stream.of(
                Named.of("RedFetchGreen", RedFetchGreen::new),
                Named.of("Highway", () -> new Highway(HighwayOptions.defaults())),
                Named.of("Highway at night", () -> new Highway(NIGHT)),
                Named.of("Breakout", () -> new Breakout(BreakoutTest.romOrSkip(), Breakout.Options.evaluation())),
                Named.of(
                        "Breakout to learn", () -> new Breakout(BreakoutTest.romOrSkip(), Breakout.Options.training())),
                Named.of("Breakout, sticky", () -> new Breakout(BreakoutTest.romOrSkip(), STICKY)),
                Named.of("CarlaHighway", Standin::environment),
                Named.of("Gymnasium", Toys::environment));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void sameSeedSameFramesAndRewards(Supplier<Environment> maker) {
        try (Environment one = maker.get();
                Environment other = maker.get()) {
            play(other, 99, 7);
            assertSame(play(one, 3, STEPS), play(other, 3, STEPS));
        }
    }

    @ParameterizedTest
    @MethodSource("environments")
    void anAnnouncedStepIsTheSame(Supplier<Environment> maker) {
        try (Environment plain = maker.get();
                Environment announced = maker.get()) {
            plain.reset(6);
            announced.reset(6);
            for (int t = 0; t < 12; t++) {
                int action = t % plain.actions();
                announced.announce(action);
                assertEquals(plain.step(action), announced.step(action));
                assertArrayEquals(observe(plain), observe(announced));
            }
            announced.announce(0);
            byte[] state = announced.saveState();
            assertArrayEquals(plain.saveState(), state);
            announced.restoreState(state);
            assertArrayEquals(observe(plain), observe(announced));
        }
    }

    @ParameterizedTest
    @MethodSource("environments")
    void otherSeedsGiveOtherEpisodes(Supplier<Environment> maker) {
        try (Environment environment = maker.get()) {
            var plays = new HashSet<Integer>();
            for (int seed = 0; seed < 8; seed++) {
                environment.reset(seed);
                for (int t = 0; t < 30 && !environment.ended(); t++) environment.step(1);
                plays.add(Arrays.hashCode(observe(environment)));
            }
            assertTrue(plays.size() > 1);
        }
    }

    @ParameterizedTest
    @MethodSource("environments")
    void aRestoredStateGoesOnBitForBit(Supplier<Environment> maker) {
        try (Environment environment = maker.get();
                Environment fresh = maker.get();
                Environment used = maker.get()) {
            used.reset(5);
            for (long seed = 0; seed < 3; seed++) {
                environment.reset(seed);
                var random = new Seeds(seed).stream("actions");
                for (int t = 0; t < 60 * seed && !environment.ended(); t++)
                    environment.step(random.nextInt(environment.actions()));
                byte[] state = environment.saveState();
                fresh.restoreState(state);
                used.restoreState(state);
                assertArrayEquals(state, fresh.saveState());
                List<Object> expected = goOn(environment, seed, STEPS);
                assertSame(expected, goOn(fresh, seed, STEPS));
                assertSame(expected, goOn(used, seed, STEPS));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("environments")
    void theStateOfAnEndedEpisodeIsEnded(Supplier<Environment> maker) {
        try (Environment environment = maker.get();
                Environment other = maker.get()) {
            end(environment);
            other.restoreState(environment.saveState());
            assertTrue(other.ended());
            assertArrayEquals(observe(environment), observe(other));
        }
    }

    @ParameterizedTest
    @MethodSource("environments")
    void savingChangesNothing(Supplier<Environment> maker) {
        try (Environment environment = maker.get()) {
            environment.reset(1);
            assertArrayEquals(environment.saveState(), environment.saveState());
            List<Object> expected = play(environment, 2, 50);
            environment.reset(2);
            environment.saveState();
            assertSame(expected, goOn(environment, 2, 50));
        }
    }

    @ParameterizedTest
    @MethodSource("environments")
    void observeWritesItsRegionAndNothingElse(Supplier<Environment> maker) {
        try (Environment environment = maker.get()) {
            environment.reset(1);
            int size = size(environment);
            byte[] expected = observe(environment);
            for (byte fill : new byte[] {0, 77, -1}) {
                byte[] frame = new byte[size + 30];
                Arrays.fill(frame, fill);
                environment.observe(frame, 13);
                assertArrayEquals(expected, Arrays.copyOfRange(frame, 13, 13 + size));
                for (int i = 0; i < frame.length; i++) if (i < 13 || i >= 13 + size) assertEquals(fill, frame[i]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("environments")
    void aBufferTooSmallIsRefusedUntouched(Supplier<Environment> maker) {
        try (Environment environment = maker.get()) {
            environment.reset(1);
            byte[] frame = new byte[size(environment)];
            for (int offset : new int[] {1, -1, Integer.MAX_VALUE})
                assertThrows(IllegalArgumentException.class, () -> environment.observe(frame, offset));
            assertArrayEquals(new byte[frame.length], frame);
        }
    }

    @ParameterizedTest
    @MethodSource("environments")
    void anActionOutOfRangeIsRefusedAndNotTaken(Supplier<Environment> maker) {
        try (Environment environment = maker.get()) {
            environment.reset(1);
            byte[] before = environment.saveState();
            for (int action : new int[] {-1, environment.actions(), Integer.MIN_VALUE}) {
                var e = assertThrows(IllegalArgumentException.class, () -> environment.step(action));
                assertTrue(e.getMessage().contains("got " + action), e.getMessage());
            }
            assertArrayEquals(before, environment.saveState());
        }
    }

    @ParameterizedTest
    @MethodSource("environments")
    void steppingNeedsARunningEpisode(Supplier<Environment> maker) {
        try (Environment environment = maker.get()) {
            assertTrue(environment.ended());
            assertThrows(IllegalStateException.class, () -> environment.step(0));
            assertThrows(IllegalStateException.class, () -> environment.observe(new byte[size(environment)], 0));
            assertThrows(IllegalStateException.class, environment::saveState);
            end(environment);
            var e = assertThrows(IllegalStateException.class, () -> environment.step(0));
            assertTrue(e.getMessage().contains("call reset"), e.getMessage());
            environment.reset(1);
            assertFalse(environment.ended());
        }
    }

    @ParameterizedTest
    @MethodSource("environments")
    void bytesThatAreNoStateAreRefused(Supplier<Environment> maker) {
        try (Environment environment = maker.get()) {
            environment.reset(1);
            byte[] state = environment.saveState();
            List<Object> expected = play(environment, 1, 20);
            environment.reset(1);
            assertThrows(UserException.class, () -> environment.restoreState(new byte[0]));
            assertThrows(UserException.class, () -> environment.restoreState("XYZ1 and more".getBytes()));
            assertThrows(UserException.class, () -> environment.restoreState(Arrays.copyOf(state, state.length - 1)));
            assertThrows(UserException.class, () -> environment.restoreState(Arrays.copyOf(state, state.length + 1)));
            assertSame(expected, goOn(environment, 1, 20)); // a refusal changes nothing
        }
    }

    @ParameterizedTest
    @MethodSource("environments")
    void shapesAreTheCallersToKeep(Supplier<Environment> maker) {
        try (Environment environment = maker.get()) {
            int[] shape = environment.observationShape();
            assertEquals(3, shape.length);
            environment.observationShape()[0] = -1;
            assertArrayEquals(shape, environment.observationShape());
        }
    }

    @ParameterizedTest
    @MethodSource("environments")
    void closingTwiceDoesNoHarm(Supplier<Environment> maker) {
        Environment environment = maker.get();
        environment.close();
        environment.close();
    }

    private static List<Object> play(Environment environment, long seed, int steps) {
        environment.reset(seed);
        return goOn(environment, seed, steps);
    }

    /** Frames and steps under random actions, with a new episode after each end. */
    private static List<Object> goOn(Environment environment, long seed, int steps) {
        var random = new Seeds(seed).stream("actions");
        var seen = new ArrayList<Object>();
        for (int t = 0; t < steps; t++) {
            if (environment.ended()) environment.reset(seed + t);
            seen.add(observe(environment));
            seen.add(environment.step(random.nextInt(environment.actions())));
        }
        seen.add(observe(environment));
        return seen;
    }

    private static void assertSame(List<Object> expected, List<Object> actual) {
        assertArrayEquals(expected.toArray(), actual.toArray()); // deep: frames by their bytes
    }

    private static void end(Environment environment) {
        environment.reset(4);
        var random = new Seeds(4).stream("actions");
        while (!environment.ended()) environment.step(random.nextInt(environment.actions()));
    }

    private static byte[] observe(Environment environment) {
        byte[] frame = new byte[size(environment)];
        environment.observe(frame, 0);
        return frame;
    }

    private static int size(Environment environment) {
        return Arrays.stream(environment.observationShape()).reduce(1, (a, b) -> a * b);
    }
}
