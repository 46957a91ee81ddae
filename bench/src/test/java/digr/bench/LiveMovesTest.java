package digr.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The check is played by a shell. */
@DisabledOnOs(OS.WINDOWS)
class LiveMovesTest {
    @TempDir
    private Path folder;

    private List<Measurement> measured(String shell) throws IOException, InterruptedException {
        Process check =
                new ProcessBuilder("sh", "-c", shell).directory(folder.toFile()).start();
        return LiveMoves.measured(check, folder.resolve("live.json"));
    }

    @Test
    void medianAndTailAreTwoMeasurements() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("made.json"), """
                [{"name": "LiveExplorer.move[50 % of 50]", "who": "digr", "score": 36.5, "unit": "ms/op"},
                 {"name": "LiveExplorer.move[95 % of 50]", "who": "digr", "score": 54, "unit": "ms/op"}]""");
        assertEquals(
                List.of(36.5, 54.0),
                measured("echo 'ok      live views'; mv made.json live.json").stream()
                        .map(Measurement::score)
                        .toList());
    }

    @Test
    void whereThereIsNoBrowserOneLineSaysWhatIsMissing() {
        String missing = "live views in JupyterLab: they need node and npm";
        UserException e = assertThrows(UserException.class, () -> measured("echo 'skipped " + missing + "'"));
        assertEquals("bench: LiveExplorer was not measured: " + missing, e.getMessage());
    }

    @Test
    void anyPartOfItsNameAsksForIt() {
        assertTrue(LiveMoves.isNamed("live"));
        assertTrue(LiveMoves.isNamed(""));
        assertFalse(LiveMoves.isNamed("ppo"));
    }
}
