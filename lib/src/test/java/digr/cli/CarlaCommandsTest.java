package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.JavaProgram;
import digr.env.carla.Standin;
import digr.run.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code evaluate} and {@code train ppo} on a CARLA server, in processes of their own; the server is a stand-in. */
class CarlaCommandsTest {
    private static final String TEACHER = Checkout.folder()
            .resolve("data/policies/driving/teacher-seed0.safetensors")
            .toString();

    private final String server = Standin.server();

    @TempDir
    Path folder;

    /** Runs a command on a server with this fault; returns its exit code. */
    private int run(String fault, String... line) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(line));
        all.addAll(List.of("--task", "driving", "--carla", server, "--threads", "1"));
        ProcessBuilder builder =
                JavaProgram.of(List.of("-Xmx1g", "-XX:+UseSerialGC"), Main.class, all.toArray(String[]::new));
        builder.environment().putAll(Standin.variables(fault));
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process process = builder.redirectOutput(folder.resolve("results").toFile())
                .redirectError(folder.resolve("words").toFile())
                .start();
        try {
            assertTrue(process.waitFor(600, TimeUnit.SECONDS));
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> words() throws IOException {
        return Files.readAllLines(folder.resolve("words"));
    }

    /** The one line after those of the progress. */
    private String trouble() throws IOException {
        List<String> words = words();
        assertEquals(
                1, words.stream().filter(line -> line.startsWith("Carla: ")).count(), words::toString);
        assertTrue(words.stream().noneMatch(line -> line.startsWith("\tat ")), words::toString);
        return words.get(words.size() - 1);
    }

    @Test
    void aPolicyIsEvaluatedOneEpisodeAtATime() throws Exception {
        assertEquals(0, run("", "evaluate", "--policy", TEACHER, "--episodes", "3", "--greedy"), words()::toString);
        assertEquals(TEACHER + ": 3 episodes of driving on CARLA, greedy actions, seed 0", words().get(0));
        String results = Files.readString(folder.resolve("results"));
        assertTrue(results.lines().anyMatch(line -> line.startsWith("return ")), results);
    }

    /** Tick 30 is step 19 of an episode. */
    @Test
    void anEvaluationWhoseServerDiesSaysSo() throws Exception {
        assertEquals(1, run("gone:30", "evaluate", "--policy", TEACHER, "--episodes", "3"), words()::toString);
        assertTrue(trouble().startsWith("Carla: the server has gone silent on " + server), trouble());
    }

    @Test
    void aTrainingWhoseServerDiesIsSavedAndGoesOn() throws Exception {
        String out = folder.resolve("run").toString();
        String[] train = {"train", "ppo", "--steps", "1024", "--out", out};
        assertEquals(1, run("kill:30", train), words()::toString);
        Path checkpoint = Path.of(out, "checkpoint.safetensors");
        assertTrue(trouble().startsWith("Carla: the bridge ended with code 137 at STEP"), trouble());
        assertTrue(trouble().endsWith("; saved in " + checkpoint + ", go on with --resume"), trouble());
        assertEquals("", Files.readString(Path.of(out, "curve.csv")));

        String[] resume = {"train", "ppo", "--steps", "1024", "--out", out, "--resume"};
        assertEquals(0, run("", resume), words()::toString);
        List<String> curve = Files.readAllLines(Path.of(out, "curve.csv"));
        assertEquals(2, curve.size());
        assertTrue(curve.get(1).startsWith("1024,"), curve.get(1));

        var terminal = new Terminal();
        assertEquals(1, terminal.run("train", "ppo", "--task", "driving", "--steps", "1024", "--out", out, "--resume"));
        assertTrue(terminal.err().contains("driving on CARLA"), terminal.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "driving | localhost | Carla: a server is HOST:PORT, as in 127.0.0.1:2000, got 'localhost'",
                "driving | a:60000 | Carla: port must be 1 to 59535, got 60000",
                "rfg | 127.0.0.1:2000 | --carla goes with --task driving, got --task rfg"
            })
    void wrongUsageIsToldInOneLine(String task, String address, String why) {
        String out = folder.resolve("never").toString();
        assertUsage(why, "train", "ppo", "--out", out, "--task", task, "--carla", address);
        assertUsage(why, "evaluate", "--policy", TEACHER, "--task", task, "--carla", address);
        assertTrue(Files.notExists(Path.of(out)));
    }

    private static void assertUsage(String why, String... line) {
        var terminal = new Terminal();
        assertEquals(2, terminal.run(line), terminal.err());
        List<String> said = terminal.err().lines().toList();
        assertEquals(2, said.size(), terminal.err());
        assertTrue(said.get(0).endsWith(why), said.get(0));
    }
}
