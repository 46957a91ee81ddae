package digr.paper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class AblationRunTest {
    private static final List<Ablation> TWO = List.of(Ablation.FULL, Ablation.DISTILLATION_ONLY);

    @TempDir
    Path folder;

    private Path masks;

    /** A state, nothing in it important. */
    @BeforeEach
    void writeMasks() {
        masks = folder.resolve("masks.npz");
        NdArray states = NdArray.of(new byte[3 * 64 * 64], 1, 3, 64, 64);
        NpzFile.write(masks, Map.of("states", states, "important", NdArray.of(new boolean[64 * 64], 1, 64, 64)));
    }

    @Test
    void aKilledRunGoesOnAndNoCellCountsTwice() {
        Set<String> begun = new LinkedHashSet<>();
        Progress stopsAtTheSecond = (done, total, message) -> {
            if (!message.startsWith("full-seed4")) throw new CancellationException("interrupted");
        };
        assertThrows(CancellationException.class, () -> run(1).complete(TWO, List.of(4L, 5L), 1, stopsAtTheSecond));
        Table partial = run(1).table(List.of(4L, 5L));
        assertEquals(1, partial.rowCount());
        assertEquals(1, partial.row(0).getInt("seeds"));

        run(1).complete(TWO, List.of(4L, 5L), 1, (done, total, message) -> {
            assertEquals(3, total);
            begun.add(message.split(" ")[0]);
        });
        assertEquals(List.of("distillation-only-seed4", "full-seed5", "distillation-only-seed5"), List.copyOf(begun));
        Table table = run(1).table(List.of(4L, 5L));
        assertEquals(
                List.of("full", "distillation-only"),
                table.stringColumn("ablation").asList());
        assertArrayEquals(new Integer[] {2, 2}, table.intColumn("seeds").asObjectArray());
        double auc = table.row(0).getDouble("AUC");
        assertTrue(table.row(0).getDouble("AUC 95% low") <= auc
                && auc <= table.row(0).getDouble("AUC 95% high"));

        run(1).complete(TWO, List.of(4L, 5L), 1, (done, total, message) -> assertEquals("nothing", message));
        assertEquals(0, run(2).table(List.of(4L, 5L)).rowCount()); // of as many updates nothing is finished
        assertTrue(Files.exists(folder.resolve("run/full-seed5/curve.csv")));
    }

    @Test
    void fiveEpisodesAreTheLeast() {
        Path teacher = Golden.path("saliency/rfg/weights.npz");
        assertThrows(IllegalArgumentException.class, () -> new AblationRun(folder, 1, teacher, masks, 4));
    }

    private AblationRun run(long updates) {
        Path teacher = Golden.path("saliency/rfg/weights.npz");
        return new AblationRun(folder.resolve("run"), updates, teacher, masks, 5);
    }
}
