package digr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.JavaProgram;
import digr.run.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code train ppo} in processes of their own, killed and interrupted. */
class TrainPpoCommandTest {
    @TempDir
    Path folder;

    /** Four iterations of 16 environments by 128 steps, saved after each. */
    private String[] train(String out, String... more) {
        List<String> line = new ArrayList<>(List.of("train", "ppo", "--task", "rfg", "--seed", "5", "--threads", "1"));
        line.addAll(List.of("--steps", "" + 4 * 16 * 128, "--checkpoint-every", "0"));
        line.addAll(List.of("--out", folder.resolve(out).toString()));
        line.addAll(List.of(more));
        return line.toArray(String[]::new);
    }

    private Process start(String... line) throws IOException {
        ProcessBuilder builder = JavaProgram.of(List.of("-Xmx1g", "-XX:+UseSerialGC"), Main.class, line);
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("words").toFile())
                .start();
    }

    /** Runs a command in this process; returns what it said on standard error. */
    private static String said(int code, String... line) {
        Terminal terminal = new Terminal();
        assertEquals(code, terminal.run(line), terminal::err);
        return terminal.err().strip();
    }

    private List<String> words() throws IOException {
        return Files.readAllLines(folder.resolve("words"));
    }

    private static void await(Process process, Callable<Boolean> what) throws Exception {
        while (!what.call()) {
            assertTrue(process.isAlive(), () -> "ended early: " + process.exitValue());
            Thread.sleep(5);
        }
    }

    private static int end(Process process) throws InterruptedException {
        assertTrue(process.waitFor(300, TimeUnit.SECONDS));
        return process.exitValue();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aRunKilledThenInterruptedEndsInTheBytesOfAnUndisturbedOne() throws Exception {
        Path checkpoint = folder.resolve("a/checkpoint.safetensors");
        Path curve = folder.resolve("a/curve.csv");
        Process killed = start(train("a"));
        try {
            await(killed, () -> Files.exists(curve) && Files.readAllLines(curve).size() > 1);
        } finally {
            killed.destroyForcibly();
        }
        assertEquals(128 + 9, end(killed));
        assertEquals(
                "Checkpoint: " + checkpoint + " is there already; go on from it with --resume, or choose another --out",
                said(1, train("a")));

        var before = Files.getLastModifiedTime(checkpoint);
        Process interrupted = start(train("a", "--resume"));
        try {
            await(interrupted, () -> !Files.getLastModifiedTime(checkpoint).equals(before)); // saved before it goes on
            // not SIGINT: who runs the tests in the background makes their children ignore it
            new ProcessBuilder("kill", "-TERM", "" + interrupted.pid()).start().waitFor();
            assertEquals(128 + 15, end(interrupted));
        } finally {
            interrupted.destroyForcibly();
        }
        assertEquals(
                "train ppo: interrupted; saved in " + checkpoint + ", go on with --resume",
                words().get(words().size() - 1));

        said(0, train("a", "--resume"));
        said(0, train("b"));
        assertEquals(-1, Files.mismatch(checkpoint, folder.resolve("b/checkpoint.safetensors")));
        assertEquals(-1, Files.mismatch(curve, folder.resolve("b/curve.csv")));
        try (Stream<Path> files = Files.list(folder.resolve("b"))) {
            assertEquals(
                    List.of(".lock", "checkpoint.safetensors", "curve.csv", "events.out.tfevents.digr"),
                    files.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void aSecondRunInAFolderIsRefusedAndTouchesNothing() {
        Path run = folder.resolve("a");
        try (FolderLock lock = FolderLock.of(run)) {
            assertEquals(
                    "FolderLock: another run is at work in " + run + "; wait until it ends, or name another folder",
                    said(1, train("a", "--resume")));
            assertArrayEquals(new String[] {".lock"}, run.toFile().list());
        }
    }

    @Test
    void stepsThatAreNoWholeRolloutsAreNamed() {
        String out = folder.resolve("a").toString();
        List<String> said = said(0, "train", "ppo", "--task", "rfg", "--steps", "100", "--out", out)
                .lines()
                .toList();
        assertTrue(said.contains("digr: --steps 100: a rollout has 2,048 steps, so it trains 2,048"), said::toString);
    }

    @Test
    void wrongUsageIsToldInOneLine() {
        assertUsage("--steps must be above 0, got 0", "--steps=0");
        assertUsage("--learning-rate must be above 0, got -1.0", "--learning-rate=-1");
        assertUsage("--learning-rate must be above 0, got NaN", "--learning-rate=NaN");
        assertUsage("--threads must be above 0, got 0", "--threads=0");
    }

    private void assertUsage(String what, String option) {
        String out = folder.resolve("never").toString();
        assertEquals(
                "digr: " + what + "\nTry ./digr train ppo --help",
                said(2, "train", "ppo", "--task", "rfg", "--out", out, option));
        assertTrue(Files.notExists(folder.resolve("never")));
    }
}
