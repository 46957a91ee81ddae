package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.run.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MainTest {
    private final Terminal terminal = new Terminal();

    private int run(String... args) {
        return terminal.run(args);
    }

    @Test
    void helpListsTheCommandsOnStandardOutput() {
        assertEquals(0, run("--help"));
        assertTrue(terminal.out().contains("doctor"), terminal.out());
        assertTrue(terminal.out().contains("figures"), terminal.out());
        assertEquals("", terminal.err());
    }

    @Test
    void helpOfBenchNamesEveryBenchmark() throws IOException {
        assertEquals(0, run("bench", "--help"));
        String help = terminal.out().replaceAll("\\s+", " ");
        try (Stream<Path> files = Files.list(Checkout.folder().resolve("bench/src/main/java/digr/bench"))) {
            List<String> missing = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Benchmark.java"))
                    .map(name -> name.replace("Benchmark.java", ""))
                    .filter(name -> !help.matches(".*\\b" + name + "\\b.*"))
                    .toList();
            assertEquals(List.of(), missing, help);
        }
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        assertEquals(2, run("fly"));
        assertEquals("digr: unknown argument fly\nTry ./digr --help\n", terminal.err());
        assertEquals("", terminal.out());
    }

    @Test
    void anUnknownOptionPointsToTheCommandsHelp() {
        assertEquals(2, run("doctor", "--now"));
        assertEquals("digr: unknown argument --now\nTry ./digr doctor --help\n", terminal.err());
    }

    @Test
    void anUnknownArgumentReachesTheTerminalWithoutControlCharacters() {
        assertEquals(2, run("\u001b[2Jfly"));
        assertEquals("digr: unknown argument ?[2Jfly\nTry ./digr --help\n", terminal.err());
    }

    /** DIGR_MEMORY bounds the heap of a shared machine, and there it is the only word that raises it. */
    @Test
    void aFullMemoryNamesTheVariableThatGivesMore() {
        assertEquals(
                "digr: out of memory (Java heap space); give it more, as in DIGR_MEMORY=8g ./digr ...",
                Main.describe(new OutOfMemoryError("Java heap space")));
    }

    @Test
    void noCommandIsWrongUsage() {
        assertEquals(2, run());
        assertEquals("digr: no command given\nTry ./digr --help\n", terminal.err());
    }

    @Test
    void aMistakeIsOneLineAndExitCode1() {
        assertEquals(1, run("figures"));
        assertEquals("digr: figures runs through the launcher, ./digr figures\n", terminal.err());
    }

    @Test
    void verboseShowsTheStackTrace() {
        assertEquals(1, run("--verbose", "figures"));
        assertTrue(terminal.err().contains("at digr.cli."), terminal.err());
    }

    @Test
    void versionNamesTheRevision() {
        assertEquals(0, run("--version"));
        assertTrue(terminal.out().matches("digr \\d+\\.\\d+\\.\\d+\\S*, revision \\S+\\s*"), terminal.out());
        assertFalse(terminal.out().contains("$"), terminal.out());
    }
}
