package digr.paper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.distill.DigrOptions;
import digr.distill.MaskSource;
import digr.env.RedFetchGreen;
import digr.env.VectorEnvironment;
import digr.policy.PolicyFile;
import digr.run.Checkout;
import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.Safetensors;
import digr.run.Seeds;
import digr.run.TrainingRun;
import digr.run.UserException;
import digr.study.Cell;
import digr.study.Crew;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

class AblationRunTest {
    private static final List<Long> SEEDS = List.of(4L, 5L);
    /** A trained one, whose episodes are short. */
    private static final Path TEACHER = Checkout.folder().resolve("data/policies/rfg/teacher-seed0.safetensors");

    private static final List<Ablation> FULL = List.of(Ablation.FULL);
    private static final List<Ablation> TWO = List.of(Ablation.FULL, Ablation.DISTILLATION_ONLY);

    /** A run with one student, finished once for all tests. */
    @TempDir
    static Path begun;

    @TempDir
    Path folder;

    @BeforeAll
    static void finishOneStudent() {
        Path masks = begun.resolve("masks.npz");
        NdArray states = NdArray.of(new byte[3 * 64 * 64], 1, 3, 64, 64); // a state, nothing in it important
        NpzFile.write(masks, Map.of("states", states, "important", NdArray.of(new boolean[64 * 64], 1, 64, 64)));
        run(begun, 1).complete(FULL, List.of(4L), Crew.threads(1), Progress.NONE, () -> {});
    }

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(begun)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(begun.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    @Test
    void aStoppedRunGoesOnAndNoCellCountsTwice() {
        Set<String> names = new LinkedHashSet<>();
        List<Integer> rows = new ArrayList<>();
        Progress stopsAtTheThird = (done, total, message) -> {
            if (message.startsWith("full-seed5")) throw new CancellationException("interrupted");
        };
        Runnable count = () -> rows.add(run(1).table(SEEDS).rowCount());
        assertThrows(CancellationException.class, () -> run(1).complete(
                        TWO, SEEDS, Crew.threads(1), stopsAtTheThird, count));
        assertEquals(List.of(2), rows);
        assertEquals(1, run(1).table(SEEDS).row(0).getInt("seeds"));

        Progress notes = (done, total, message) -> {
            assertEquals(4, total);
            if (!message.isEmpty()) names.add(message.split(" ")[0]);
        };
        run(1).complete(TWO, SEEDS, Crew.threads(1), notes, count);
        assertEquals(List.of(2, 2, 2), rows);
        assertEquals(List.of("full-seed5", "distillation-only-seed5"), List.copyOf(names));
        Table table = run(1).table(SEEDS);
        assertEquals(
                List.of("full", "distillation-only"),
                table.stringColumn("ablation").asList());
        assertArrayEquals(new Integer[] {2, 2}, table.intColumn("seeds").asObjectArray());
        double auc = table.row(0).getDouble("AUC");
        assertTrue(table.row(0).getDouble("AUC 95% low") <= auc
                && auc <= table.row(0).getDouble("AUC 95% high"));

        run(1).complete(
                        TWO,
                        SEEDS,
                        Crew.threads(1),
                        (done, total, message) -> assertEquals("", message),
                        Assertions::fail);
        assertEquals(0, run(2).table(SEEDS).rowCount()); // of as many updates nothing is finished
        assertTrue(Files.exists(folder.resolve("run/full-seed5/curve.csv")));
    }

    @Test
    void aStudentWhoseTrainingDivergesIsKeptAsThatAndTheNextOneComes() {
        beginWithOverflow(5);
        AblationRun run = run(1);
        List<Long> seeds = List.of(5L);
        run.complete(TWO, seeds, Crew.threads(1), Progress.NONE, () -> {});
        run.complete(
                TWO, seeds, Crew.threads(1), (done, total, message) -> assertEquals("", message), Assertions::fail);
        Table table = run.table(seeds);
        assertArrayEquals(new Integer[] {0, 1}, table.intColumn("seeds").asObjectArray());
        assertEquals(1, table.column("AUC").countMissing());
        assertEquals(1, table.column("success 95% high").countMissing());
        assertEquals(Map.of("full-seed5", 1L), run.diverged(seeds));
        assertEquals(1.0, run.provenance(seeds).results().get("full-seed5 diverged after"));
    }

    /** A training that goes on from weights of 1e30: its logits are beyond all numbers, and no loss is finite. */
    private void beginWithOverflow(long seed) {
        DigrOptions options = Ablation.FULL.options(PaperTasks.RFG.digr()).withUpdates(1);
        Student student = new Student(
                PaperTasks.RFG,
                Ablation.FULL,
                options,
                PolicyFile.load(TEACHER),
                MaskSource.load(folder.resolve("masks.npz")));
        Seeds seeds = new Seeds(seed);
        int n = options.data().environments();
        try (VectorEnvironment rooms = VectorEnvironment.of(n, RedFetchGreen::new, seeds)) {
            Safetensors begun = student.trainer(rooms, seeds, 1).checkpoint();
            Map<String, NdArray> parts = new LinkedHashMap<>(begun.tensors());
            parts.replaceAll((name, part) -> name.contains("student") ? huge(part) : part);
            TrainingRun run = new TrainingRun(folder.resolve("run/full-seed" + seed), Duration.ofDays(1));
            SafeFiles.createFolder(run.checkpoint().getParent());
            new Safetensors(begun.metadata(), parts).write(run.checkpoint());
        }
    }

    private static NdArray huge(NdArray part) {
        float[] values = new float[part.length()];
        Arrays.fill(values, 1e30f);
        return NdArray.of(values, part.shape());
    }

    @Test
    void aDivergedSeedDoesNotCountAmongOthers() {
        Path good = folder.resolve("run/full-seed4.npz");
        Provenance p = NpzFile.provenance(good, NpzFile.read(good));
        Provenance ofSeed5 = new Provenance(
                p.task(), p.options(), 5, 1, p.revision(), p.parentSha256(), p.platform(), Map.of(), p.command());
        new Cell(Map.of(), ofSeed5).write(folder.resolve("run/full-seed5.npz"));
        Table table = run(1).table(SEEDS);
        assertEquals(1, table.row(0).getInt("seeds"));
        assertEquals(
                run(1).table(List.of(4L)).row(0).getDouble("AUC"), table.row(0).getDouble("AUC"));
        assertEquals(Map.of("full-seed5", 1L), run(1).diverged(SEEDS));
    }

    /** Wilson's of 0 or 1 of 1: a bootstrap would end at a point. */
    @Test
    void aShareHasWilsonsInterval() {
        Row row = run(1).table(List.of(4L)).row(0);
        String measure = "success under PGD 0.016";
        double width = row.getDouble(measure + " 95% high") - row.getDouble(measure + " 95% low");
        assertEquals(1.959964 * 1.959964 / (1 + 1.959964 * 1.959964), width, 1e-6);
    }

    /** As when it is killed while it judges. */
    @Test
    void aStudentThatIsTrainedAndNotJudgedIsJudgedAlike() throws IOException {
        List<Long> seeds = List.of(4L);
        String before = run(1).table(seeds).write().toString("csv");
        Files.delete(folder.resolve("run/full-seed4.npz"));
        assertEquals(0, run(1).table(seeds).rowCount());
        List<String> told = new ArrayList<>();
        run(1).complete(
                        FULL,
                        seeds,
                        Crew.threads(1),
                        (done, total, message) -> told.add(done + " of " + total + " " + message),
                        () -> {});
        assertEquals(List.of("0 of 1 ", "1 of 1 full-seed4"), told); // at once: nothing is trained again
        assertEquals(before, run(1).table(seeds).write().toString("csv"));
    }

    @Test
    void whatIsNamedTwiceCountsOnce() {
        List<Long> twice = List.of(8L, 8L);
        List<String> judged = new ArrayList<>();
        run(1).complete(
                        List.of(Ablation.FULL, Ablation.FULL),
                        twice,
                        Crew.threads(2),
                        Progress.NONE,
                        () -> judged.add("one"));
        assertEquals(List.of("one"), judged);
        assertEquals(1, run(1).table(twice).row(0).getInt("seeds"));
    }

    @Test
    void aTrainingOfOtherOptionsIsRefusedWithWhatToDo() {
        UserException e = assertThrows(UserException.class, () -> run(2).complete(
                        FULL, List.of(4L), Crew.threads(1), Progress.NONE, () -> {}));
        assertEquals(
                "Checkpoint: can't go on from " + folder.resolve("run/full-seed4/checkpoint.safetensors")
                        + ": Checkpoint: it is of another run: options.updates: 1 → 2"
                        + "; give it the options that it was begun with, or name another folder",
                e.getMessage());
    }

    /** Else its full method is not the one that the students on record are of. */
    @Test
    void counterfactualMasksBringTheirPenaltyAlong() {
        Path masks = Checkout.folder().resolve("data/perturbation/rfg.npz");
        AblationRun counterfactual = new AblationRun(
                PaperTasks.RFG, folder.resolve("cf"), 1, PolicyFile.load(TEACHER), MaskSource.load(masks), 5);
        assertEquals(List.of(Ablation.values()), counterfactual.ablations());
        assertFalse(run(1).ablations().contains(Ablation.NO_EVERYWHERE));
        assertEquals(Ablation.values().length - 1, run(1).ablations().size());

        counterfactual.complete(FULL, List.of(4L), Crew.threads(1), Progress.NONE, () -> {});
        Provenance made = PolicyFile.read(folder.resolve("cf/full-seed4/checkpoint.safetensors"))
                .provenance()
                .orElseThrow();
        String loss = made.options().get("loss");
        assertTrue(loss.contains("AbsoluteEverywherePenalty[]=6.0"), loss);
    }

    @Test
    void fiveEpisodesAreTheLeast() {
        assertThrows(IllegalArgumentException.class, () -> new AblationRun(PaperTasks.RFG, folder, 1, null, null, 4));
    }

    private AblationRun run(long updates) {
        return run(folder, updates);
    }

    private static AblationRun run(Path folder, long updates) {
        return new AblationRun(
                PaperTasks.RFG,
                folder.resolve("run"),
                updates,
                PolicyFile.load(TEACHER),
                MaskSource.load(folder.resolve("masks.npz")),
                5);
    }
}
