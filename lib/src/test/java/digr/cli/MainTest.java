package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Test
    void helpListsTheCommandsOnStandardOutput() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString().contains("doctor"), out.toString());
        assertTrue(out.toString().contains("figures"), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        assertEquals(2, run("fly"));
        assertEquals("digr: unknown argument fly\nTry ./digr --help\n", err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void anUnknownOptionPointsToTheCommandsHelp() {
        assertEquals(2, run("doctor", "--now"));
        assertEquals("digr: unknown argument --now\nTry ./digr doctor --help\n", err.toString());
    }

    @Test
    void noCommandIsWrongUsage() {
        assertEquals(2, run());
        assertEquals("digr: no command given\nTry ./digr --help\n", err.toString());
    }

    @Test
    void aMistakeIsOneLineAndExitCode1() {
        assertEquals(1, run("figures"));
        assertEquals("digr: figures runs through the launcher, ./digr figures\n", err.toString());
    }

    @Test
    void verboseShowsTheStackTrace() {
        assertEquals(1, run("--verbose", "figures"));
        assertTrue(err.toString().contains("at digr.cli."), err.toString());
    }

    @Test
    void versionNamesTheRevision() {
        assertEquals(0, run("--version"));
        assertTrue(out.toString().matches("digr \\d+\\.\\d+\\.\\d+\\S*, revision \\S+\\s*"), out.toString());
        assertFalse(out.toString().contains("$"), out.toString());
    }
}
