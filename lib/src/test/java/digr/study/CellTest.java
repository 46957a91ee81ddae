package digr.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import digr.run.NpzFile;
import digr.run.Provenance;
import digr.run.SafeFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellTest {
    /** Java's maps of several keys have another order in each program. */
    @Test
    void theFileDoesNotHangOnTheOrderOfTheMeasures(@TempDir Path folder) {
        Provenance made = Provenance.of("rfg", Map.of(), 1);
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("return", new double[] {0.5, 1});
        values.put("length", new double[] {7, 8});
        new Cell(values, made).write(folder.resolve("a.npz"));
        Map<String, double[]> turned = new LinkedHashMap<>();
        turned.put("length", new double[] {7, 8});
        turned.put("return", new double[] {0.5, 1});
        new Cell(turned, made).write(folder.resolve("b.npz"));
        assertEquals(SafeFiles.sha256(folder.resolve("a.npz")), SafeFiles.sha256(folder.resolve("b.npz")));
        assertEquals(
                List.of("length", "return", "provenance"),
                List.copyOf(NpzFile.read(folder.resolve("a.npz")).keySet()));
    }
}
