package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.run.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class CostCommandTest {
    private final Terminal terminal = new Terminal();

    @TempDir
    Path folder;

    @Test
    void measuresEachMethodAtEachSide() throws IOException {
        assertEquals(0, run("--sides 36,100 --methods vanilla-gradient,gaussian-blur --widths small --seconds 0"));
        Table costs = Table.read().csv(folder.resolve("cost.csv").toFile());
        assertEquals(List.of(36, 100, 36, 100), costs.intColumn("side").asList());
        assertEquals(List.of(2, 2, 2, 2), costs.intColumn("maps").asList());
        List<Double> millis = costs.doubleColumn("median (ms)").asList();
        assertTrue(millis.get(3) > 10 * millis.get(1), millis + ": 10,000 perturbations cost more than a gradient");
        assertTrue(costs.numberColumn("memory (MB)").min() >= 0);
        Table growth = Table.read().csv(folder.resolve("cost-growth.csv").toFile());
        assertEquals(
                List.of("vanilla-gradient", "gaussian-blur"),
                growth.stringColumn("method").asList());
        Provenance made = Provenance.fromJson(
                Files.readString(folder.resolve("cost.json")).strip());
        assertEquals("0.0", made.options().get("seconds"));
        assertFalse(made.options().get("processor").isEmpty());
    }

    @Test
    void aPictureThatTheConvolutionsLeaveNothingOfIsRefused() {
        assertEquals(2, run("--sides 32,64"));
        assertTrue(terminal.err().startsWith("digr: --sides must be at least 36, got 32\n"), terminal.err());
        assertFalse(Files.exists(folder.resolve("cost.csv")));
    }

    private int run(String options) {
        String[] words = ("cost " + options).split(" ");
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--out", folder.toString()));
        return terminal.run(all.toArray(String[]::new));
    }
}
