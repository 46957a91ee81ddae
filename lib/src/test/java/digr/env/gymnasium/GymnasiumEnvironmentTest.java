package digr.env.gymnasium;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.env.Environment;
import digr.env.Step;
import digr.run.ConnectionLostException;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bridge and environment together; the package gymnasium is a stand-in, but for the last test. */
class GymnasiumEnvironmentTest {
    private static GymnasiumEnvironment toy(String fault) {
        return new GymnasiumEnvironment(Toys.options("Toy-v0"), Toys.launch(fault));
    }

    private static byte[] observe(Environment environment) {
        int[] shape = environment.observationShape();
        byte[] frame = new byte[shape[0] * shape[1] * shape[2]];
        environment.observe(frame, 0);
        return frame;
    }

    private static String refused(String id, Map<String, String> variables) {
        return assertThrows(
                        UserException.class, () -> new GymnasiumEnvironment(Toys.options(id), Toys.launch(variables)))
                .getMessage();
    }

    /** The first pixel of the stand-in is step, sum of step times action, 7; its actions are -1 to 2. */
    @Test
    void picturesBecomePlanesAndTheNewestIsTheLast() {
        try (var environment = toy("")) {
            assertArrayEquals(new int[] {6, 8, 8}, environment.observationShape());
            assertEquals(
                    List.of("BACK", "STAY", "ON", "RUN"), environment.controls().actions());
            environment.reset(4);
            environment.step(3);
            environment.step(2);
            byte[] frame = observe(environment);
            int[] firsts = {1, 2, 7, 2, 4, 7}; // 1 · 2, and 2 · 1 more
            for (int c = 0; c < 6; c++) assertEquals(firsts[c], frame[64 * c], "plane " + c);
        }
    }

    /** Its first pixel counts the steps; of its three lives each lasts five, and FIRE begins each. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aLostLifeIsTerminatedWhereLearningWantsItAndTheGameGoesOn(boolean terminates) {
        var options = new GymnasiumOptions("Lives-v0", Wrap.ATARI, 64, 1, terminates, 20);
        try (var environment = new GymnasiumEnvironment(options, Toys.launch(""))) {
            environment.reset(1);
            assertEquals(1, observe(environment)[0]);
            for (int t = 2; t < 5; t++) assertEquals(new Step(0, false, false), environment.step(0));
            assertEquals(new Step(2.5f, terminates, false), environment.step(0), "what FIRE pays");
            assertEquals(6, observe(environment)[0]);
            assertEquals("running", environment.outcome());
            byte[] state = environment.saveState();
            for (int t = 0; t < 8; t++) environment.step(0);
            assertEquals("terminated", environment.outcome());
            environment.restoreState(state);
            assertEquals(6, observe(environment)[0]);
        }
    }

    @Test
    void lostLivesAreOfAtari() {
        var e = assertThrows(
                IllegalArgumentException.class, () -> Toys.options("Toy-v0").withLifeLossTerminates(true));
        assertEquals("Gymnasium: lifeLossTerminates goes with the wrap atari, got none", e.getMessage());
    }

    @Test
    void anotherActionThanWasAnnouncedIsRefused() {
        try (var environment = toy("")) {
            environment.reset(4);
            environment.announce(2);
            var e = assertThrows(IllegalArgumentException.class, () -> environment.step(3));
            assertEquals("Gymnasium: action 2 was announced, got 3", e.getMessage());
            assertEquals(2.5f, environment.step(2).reward());
        }
    }

    @Test
    void evenSeedsTerminateAndOddOnesAreTruncated() {
        try (var environment = toy("")) {
            for (int seed = 0; seed < 2; seed++) {
                environment.reset(seed);
                Step last = null;
                while (!environment.ended()) last = environment.step(1);
                assertEquals(seed == 0, last.terminated());
                assertEquals(seed == 1, last.truncated());
                assertEquals(seed == 0 ? "terminated" : "truncated", environment.outcome());
            }
        }
    }

    @Test
    void manyEnvironmentsShareAsManyProcessesAsProcessorsAndLeaveNone() throws Exception {
        List<GymnasiumEnvironment> all =
                Stream.generate(() -> toy("share")).limit(9).toList();
        Set<Long> processes = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            all.get(i).reset(i);
            processes.add(all.get(i).process());
        }
        assertTrue(processes.size() <= Runtime.getRuntime().availableProcessors(), processes.toString());
        List<ProcessHandle> handles = processes.stream()
                .map(pid -> ProcessHandle.of(pid).orElseThrow())
                .toList();
        for (var environment : all.subList(0, 8)) environment.close();
        all.get(8).step(1);
        assertTrue(handles.stream().anyMatch(ProcessHandle::isAlive));
        all.get(8).close();
        for (ProcessHandle handle : handles) handle.onExit().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error:3 | Gymnasium: STEP of Toy-v0: ValueError: no such road",
                "shape:3 | Gymnasium: STEP of Toy-v0: it showed uint8 [9, 8, 3], needed uint8 [3, 8, 8] (C, H, W)",
                "nan:3   | Gymnasium: STEP of Toy-v0: its reward is nan",
                "kill:3  | Gymnasium: the bridge ended with code 137 at STEP of Toy-v0",
            })
    void aFailureInMidEpisodeIsAConnectionLostThatCanBeSaved(String fault, String says) {
        try (var environment = toy(fault)) {
            environment.reset(1);
            var e = assertThrows(ConnectionLostException.class, () -> {
                for (int i = 0; i < 3; i++) environment.step(1);
            });
            assertEquals(says, e.getMessage());
            environment.saveState();
            environment.reset(2); // anew
            assertFalse(environment.ended());
        }
    }

    /** One more environment than processors, so that two share a process. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void allEnvironmentsOfALostProcessSayWhyItEnded(boolean announced) {
        int n = Runtime.getRuntime().availableProcessors() + 1;
        List<GymnasiumEnvironment> all =
                Stream.generate(() -> toy("kill:2")).limit(n).toList();
        try {
            for (var environment : all) environment.reset(1);
            long shared = all.get(n - 1).process();
            for (var environment : all) {
                if (environment.process() != shared) continue;
                if (announced) environment.announce(1);
            }
            for (var environment : all) {
                if (environment.process() != shared) continue;
                var e = assertThrows(ConnectionLostException.class, () -> {
                    for (int i = 0; i < 2; i++) environment.step(1);
                });
                assertEquals("Gymnasium: the bridge ended with code 137 at STEP of Toy-v0", e.getMessage());
            }
        } finally {
            all.forEach(Environment::close);
        }
    }

    @Test
    void whatHangsIsStoppedInTime() throws Exception {
        var options = Toys.options("Toy-v0").withTimeout(3);
        try (var environment = new GymnasiumEnvironment(options, Toys.launch("hang:2"))) {
            environment.reset(1);
            environment.step(1);
            ProcessHandle process = ProcessHandle.of(environment.process()).orElseThrow();
            ProcessHandle started = process.descendants().findFirst().orElseThrow(); // by the environment itself
            var e = assertThrows(ConnectionLostException.class, () -> environment.step(1));
            assertEquals(
                    "Gymnasium: the bridge did not answer within 3.0 s at STEP of Toy-v0, and was stopped",
                    e.getMessage());
            process.onExit().get(10, TimeUnit.SECONDS);
            started.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatIsNoPictureOrNotDiscreteOrUnknownIsNamed() {
        Map<String, String> standin = Toys.variables("");
        assertEquals(
                "Gymnasium: MAKE of Nowhere-v0: Environment `Nowhere-v0` doesn't exist.",
                refused("Nowhere-v0", standin));
        assertEquals(
                "Gymnasium: MAKE of Steered-v0: its actions are Box(0, 255, (1,), float32); Discrete ones are needed",
                refused("Steered-v0", standin));
        assertEquals(
                "Gymnasium: MAKE of Numbers-v0: its observations are Box(0, 255, (4,), float32); pictures of uint8 are needed;"
                        + " the wraps atari, minigrid and render make some",
                refused("Numbers-v0", standin));
        String exit = refused("exit-v0", standin);
        assertTrue(exit.startsWith("Gymnasium: ") && exit.contains(" has no package highway-env ("), exit);
    }

    /** The stand-in's wrapper takes pictures of 64 alone. */
    @Test
    void whatAWrapIsForIsToldWhereItFails() {
        var options = new GymnasiumOptions("Lives-v0", Wrap.ATARI, 65, 1, false, 20);
        var e = assertThrows(UserException.class, () -> new GymnasiumEnvironment(options, Toys.launch("")));
        var pong = new GymnasiumOptions("PongNoFrameskip-v4", Wrap.ATARI, 64, 1, false, 20);
        String missing = assertThrows(UserException.class, () -> new GymnasiumEnvironment(pong, Toys.launch("")))
                .getMessage();
        assertTrue(missing.contains(" has no package ale-py ("), missing);
        assertEquals(
                "Gymnasium: MAKE of Lives-v0: AssertionError: ; the wrap atari is for environments of ALE, such as ALE/Pong-v5",
                e.getMessage());
    }

    @Test
    void aMissingPackageIsNamedWithItsPipLine(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("gymnasium.py"), "raise ImportError('no gymnasium')\n");
        String message = refused("Toy-v0", Map.of("PYTHONPATH", folder.toString()));
        assertTrue(message.contains(" has no package gymnasium (no gymnasium); "), message);
        assertTrue(message.contains(" -m pip install gymnasium; or set DIGR_GYMNASIUM_PYTHON to a Python"), message);
    }

    @Test
    void aStateOfAnotherEnvironmentIsRefused() {
        var four = Toys.options("Steps-v0");
        try (var one = toy("");
                var other = new GymnasiumEnvironment(four, Toys.launch(""))) {
            one.reset(1);
            var e = assertThrows(UserException.class, () -> other.restoreState(one.saveState()));
            assertEquals(
                    "Gymnasium: the saved state does not fit: it is of Toy-v0 by none, not of Steps-v0 by none",
                    e.getMessage());
        }
    }

    /** With gymnasium, ale-py, minigrid and highway-env, where {@code DIGR_GYMNASIUM_PYTHON} names a Python that has them. */
    @ParameterizedTest
    @CsvSource({
        "ALE/Pong-v5, ATARI, 4, 84",
        "PongNoFrameskip-v4, ATARI, 4, 84",
        "MiniGrid-Fetch-8x8-N3-v0, MINIGRID, 3, 64",
        "highway-v0, RENDER, 3, 64"
    })
    void theRealPackagesRepeatThemselves(String id, Wrap wrap, int channels, int size) {
        Assumptions.assumeTrue(System.getenv(GymnasiumBridge.VARIABLE) != null, "no Python with gymnasium is named");
        try (var one = new GymnasiumEnvironment(GymnasiumOptions.of(id, wrap));
                var other = new GymnasiumEnvironment(GymnasiumOptions.of(id, wrap))) {
            assertArrayEquals(new int[] {channels, size, size}, one.observationShape());
            one.reset(5);
            other.reset(5);
            assertArrayEquals(observe(one), observe(other));
            for (int t = 0; t < 6 && !one.ended(); t++) {
                int action = t % one.actions();
                assertEquals(one.step(action), other.step(action));
                assertArrayEquals(observe(one), observe(other));
            }
            other.reset(6);
            other.restoreState(one.saveState());
            assertArrayEquals(observe(one), observe(other));
            for (int t = 0; t < 4 && !one.ended(); t++) assertEquals(one.step(1), other.step(1));
            assertArrayEquals(observe(one), observe(other));
        }
    }
}
