package digr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.policy.PolicyFile;
import digr.run.Invocation;
import digr.run.Parcel;
import digr.run.Source;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a sweep of a random policy. */
class ErrandsTest {
    private static final List<String> POINTS = List.of("teacher-seed0.noise.0.02.2", "teacher-seed0.none.0.0.2");

    private final Terminal terminal = new Terminal();

    @TempDir
    Path folder;

    private List<String> sweep;

    @BeforeEach
    void copyPolicy() throws IOException {
        Path policies = Files.createDirectory(folder.resolve("policies"));
        PolicyFile.write(
                PolicyFile.read(Golden.path("saliency/rfg/weights.npz")),
                policies.resolve("teacher-seed0.safetensors"));
        sweep = List.of(("sweep --task rfg --attacks noise --eps 0.02 --episodes 2 --policies " + policies + " --out "
                        + folder.resolve("results"))
                .split(" "));
    }

    @Test
    void aCellHasTheBytesOfTheLocalRunsAndNothingElseIsWritten() throws IOException {
        assertEquals(0, terminal.run(sweep.toArray(String[]::new)), terminal.err());
        Path results = folder.resolve("results");
        Path moved = Files.move(results, folder.resolve("local"));
        String words = terminal.err() + terminal.out();
        Map<String, byte[]> cells = Errands.run(sweep, Invocation.now(), POINTS);
        assertEquals(Set.copyOf(POINTS), cells.keySet());
        for (String point : POINTS)
            assertArrayEquals(
                    Files.readAllBytes(moved.resolve("robustness-rfg.run/" + point + ".npz")), cells.get(point), point);
        assertTrue(Files.notExists(results));
        assertEquals(words, terminal.err() + terminal.out());
        assertTrue(Errands.crew().isEmpty(), "the next command of this thread is no errand");
    }

    /** Elsewhere the files lie elsewhere; the provenance names those of the place where the command was begun. */
    @Test
    void aCellHasTheSameBytesWhereTheFilesWereSent() throws IOException {
        assertEquals(0, terminal.run(sweep.toArray(String[]::new)), terminal.err());
        String command = Invocation.now();
        Map<String, byte[]> here = Errands.run(sweep, command, POINTS);
        List<Source> read = Source.read();
        Parcel parcel = Parcel.of(sweep, read);
        Path there = folder.resolve("there");
        List<String> words = parcel.unpack(there, sha256 -> read.get(0).file());
        assertFalse(words.equals(sweep));
        Path sent = there.resolve("outside/10/policies/teacher-seed0.safetensors");
        assertEquals(read.get(0).sha256(), digr.run.SafeFiles.sha256(sent));
        for (String point : POINTS)
            assertArrayEquals(
                    here.get(point), Errands.run(words, command, List.of(point)).get(point));
    }

    @Test
    void anUnknownPointIsToldWithThoseThatThereAre() {
        UserException e = assertThrows(UserException.class, () -> Errands.run(sweep, "", List.of("teacher-seed1")));
        assertTrue(e.getMessage().startsWith("Errands: needed a point of the grid, which has "), e.getMessage());
        assertTrue(e.getMessage().endsWith(", got teacher-seed1"), e.getMessage());
    }

    @Test
    void whatACommandRefusesIsToldAsThere() {
        UserException e = assertThrows(
                UserException.class, () -> Errands.run(List.of("sweep", "--task", "rfg", "--eps", "2"), "", POINTS));
        assertEquals("Attack: eps must be in [0, 1], got 2.0; pixels are in [0, 1], so 8/255 is 0.031", e.getMessage());
        e = assertThrows(UserException.class, () -> Errands.run(List.of("sweep"), "", POINTS));
        assertEquals("Missing required option: '--task=TASK', or '--env gymnasium:ID' in its place", e.getMessage());
        e = assertThrows(UserException.class, () -> Errands.run(List.of("--version"), "", POINTS));
        assertEquals("Errands: there is no command among [--version]", e.getMessage());
    }

    @Test
    void aClusterNeedsItsModule() {
        assertEquals(1, terminal.run("sweep", "--task", "rfg", "--spark", "local[2]"));
        assertEquals(
                "digr: --spark needs the module spark/, which ./digr builds for a command with --spark; elsewhere put"
                        + " digr-spark on the class path",
                terminal.err().strip());
    }
}
