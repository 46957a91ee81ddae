package digr.paper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Progress;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class AblationRunTest {
    private static final List<Long> SEEDS = List.of(4L, 5L);
    private static final List<Ablation> FULL = List.of(Ablation.FULL);
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
    void aStoppedRunGoesOnAndNoCellCountsTwice() {
        Set<String> begun = new LinkedHashSet<>();
        List<Integer> rows = new ArrayList<>();
        Progress stopsAtTheSecond = (done, total, message) -> {
            if (!message.startsWith("full-seed4")) throw new CancellationException("interrupted");
        };
        Runnable count = () -> rows.add(run(1).table(SEEDS).rowCount());
        assertThrows(CancellationException.class, () -> run(1).complete(TWO, SEEDS, 1, stopsAtTheSecond, count));
        assertEquals(List.of(1), rows);
        assertEquals(1, run(1).table(SEEDS).row(0).getInt("seeds"));

        Progress notes = (done, total, message) -> {
            assertEquals(3, total);
            begun.add(message.split(" ")[0]);
        };
        run(1).complete(TWO, SEEDS, 1, notes, count);
        assertEquals(List.of(1, 2, 2, 2), rows);
        assertEquals(List.of("distillation-only-seed4", "full-seed5", "distillation-only-seed5"), List.copyOf(begun));
        Table table = run(1).table(SEEDS);
        assertEquals(
                List.of("full", "distillation-only"),
                table.stringColumn("ablation").asList());
        assertArrayEquals(new Integer[] {2, 2}, table.intColumn("seeds").asObjectArray());
        double auc = table.row(0).getDouble("AUC");
        assertTrue(table.row(0).getDouble("AUC 95% low") <= auc
                && auc <= table.row(0).getDouble("AUC 95% high"));

        run(1).complete(TWO, SEEDS, 1, (done, total, message) -> assertEquals("nothing", message), Assertions::fail);
        assertEquals(0, run(2).table(SEEDS).rowCount()); // of as many updates nothing is finished
        assertTrue(Files.exists(folder.resolve("run/full-seed5/curve.csv")));
    }

    /** As when it is killed while it judges. */
    @Test
    void aStudentThatIsTrainedAndNotJudgedIsJudgedAlike() throws IOException {
        run(1).complete(FULL, List.of(6L), 1, Progress.NONE, () -> {});
        String before = run(1).table(List.of(6L)).write().toString("csv");
        Files.delete(folder.resolve("run/full-seed6.npz"));
        assertEquals(0, run(1).table(List.of(6L)).rowCount());
        Progress trained =
                (done, total, message) -> assertEquals("1 of 1 full-seed6 ", done + " of " + total + " " + message);
        run(1).complete(FULL, List.of(6L), 1, trained, () -> {});
        assertEquals(before, run(1).table(List.of(6L)).write().toString("csv"));
    }

    @Test
    void whatIsNamedTwiceCountsOnce() {
        List<Long> twice = List.of(8L, 8L);
        List<String> judged = new ArrayList<>();
        run(1).complete(List.of(Ablation.FULL, Ablation.FULL), twice, 2, Progress.NONE, () -> judged.add("one"));
        assertEquals(List.of("one"), judged);
        assertEquals(1, run(1).table(twice).row(0).getInt("seeds"));
    }

    @Test
    void aTrainingOfOtherOptionsIsRefusedWithWhatToDo() {
        run(1).complete(FULL, List.of(7L), 1, Progress.NONE, () -> {});
        UserException e =
                assertThrows(UserException.class, () -> run(2).complete(FULL, List.of(7L), 1, Progress.NONE, () -> {}));
        assertEquals(
                "train: can't go on from " + folder.resolve("run/full-seed7/checkpoint.safetensors")
                        + ": Checkpoint: it is of another run: options.updates: 1 → 2"
                        + "; give it the options that it was begun with, or name another folder",
                e.getMessage());
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
