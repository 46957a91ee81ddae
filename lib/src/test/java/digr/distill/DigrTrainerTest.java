package digr.distill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.DamagedCheckpoint;
import digr.FaultyEnvironment;
import digr.Golden;
import digr.distill.DigrOptions.Combination;
import digr.distill.DigrOptions.Data;
import digr.distill.DigrOptions.Masks;
import digr.distill.DigrOptions.OptimiserKind;
import digr.distill.DigrOptions.Schedule;
import digr.distill.DigrOptions.Start;
import digr.distill.DigrOptions.Steps;
import digr.env.RedFetchGreen;
import digr.env.VectorEnvironment;
import digr.nn.Architecture;
import digr.nn.Network;
import digr.policy.Policy;
import digr.policy.PolicyFile;
import digr.run.ConnectionLostException;
import digr.run.DivergedException;
import digr.run.Progress;
import digr.run.Safetensors;
import digr.run.Seeds;
import digr.run.TrainingRun;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class DigrTrainerTest {
    private static final Policy TEACHER = new Policy(Golden.rfgNetwork("weights.npz", DataType.FLOAT));
    private static final int SIZE = 3 * 64 * 64;

    /** Three iterations, the selective loss in the last two, a buffer that has begun to forget. */
    private static final DigrOptions OPTIONS = new DigrOptions(
            new SelectiveLoss(SaliencyField.UNIT, Map.of(new AbsolutePenalty(), 30.0, new FillPenalty(), 0.15), 0.1),
            new Masks(0.05, 0.3),
            new Combination(1, 0.3, true, false),
            new Schedule(120, 0.4, 0.1, 0.4),
            new Steps(Start.RANDOM, OptimiserKind.ADAM, 1e-3, 0.9),
            new Data(2, 100, 4, 2));

    @TempDir
    Path folder;

    /** Four states; the left half of the picture matters. */
    private static MaskSource masks() {
        boolean[] important = new boolean[4 * 64 * 64];
        for (int i = 0; i < important.length; i++) important[i] = i % 64 < 32;
        try (VectorEnvironment rooms = VectorEnvironment.of(4, RedFetchGreen::new, new Seeds(8))) {
            return new ExpertAnnotation(new int[] {3, 64, 64}, rooms.frames().clone(), important);
        }
    }

    private static void with(DigrOptions options, Consumer<DigrTrainer> use) {
        with(options, 2, use);
    }

    private static void with(DigrOptions options, int threads, Consumer<DigrTrainer> use) {
        with(options, TEACHER, masks(), threads, use);
    }

    private static void with(
            DigrOptions options, Policy teacher, MaskSource masks, int threads, Consumer<DigrTrainer> use) {
        Seeds seeds = new Seeds(3);
        try (VectorEnvironment environments =
                VectorEnvironment.of(options.data().environments(), RedFetchGreen::new, seeds)) {
            use.accept(new DigrTrainer(
                    "rfg", options, teacher, teacher.network().architecture(), masks, environments, seeds, threads));
        }
    }

    /** Logits of half the temperature are twice as large: exact in floating point, so that every number agrees. */
    @Test
    void aTemperatureOfOneHalfTeachesTwiceTheLogits() {
        Network doubled = TEACHER.network().copy();
        Map<String, INDArray> weights = new LinkedHashMap<>(doubled.export());
        for (String last : List.of("fc2.weight", "fc2.bias"))
            weights.put(last, weights.get(last).mul(2));
        doubled.setParameters(doubled.flatten(weights));
        DigrOptions sharper = OPTIONS.with(new Data(2, 100, 4, 2, 0.5));
        with(sharper, TEACHER, masks(), 2, half -> {
            Map<String, Double> point = half.iterate();
            with(OPTIONS, new Policy(doubled), masks(), 2, twice -> {
                assertEquals(twice.iterate(), point);
                assertEquals(
                        twice.student().network().parameters().flat(),
                        half.student().network().parameters().flat());
            });
            with(
                    OPTIONS,
                    once -> assertNotEquals(once.iterate().get("distillation loss"), point.get("distillation loss")));
        });
    }

    private TrainingRun run(String name) {
        return new TrainingRun(folder.resolve(name), Duration.ofHours(1));
    }

    private static Progress interruptAt(long when) {
        return (done, total, message) -> {
            if (done == when) Thread.currentThread().interrupt();
        };
    }

    /** Its distillation loss is 0 before the first update moves it; afterwards Adam makes full steps of what rounding leaves. */
    @Test
    void aStudentCanBeginAsItsTeacher() {
        DigrOptions copied = OPTIONS.with(OPTIONS.steps().from(Start.TEACHER));
        byte[] state = new byte[SIZE];
        Arrays.fill(state, (byte) 100);
        with(copied, trainer -> {
            assertArrayEquals(TEACHER.logits(state, 1)[0], trainer.student().logits(state, 1)[0], 1e-6);
            assertEquals(0, trainer.iterate(1).get("distillation loss"), 1e-6);
            assertTrue(trainer.iterate(95).get("distillation loss") > 1e-5); // 47 of them have the selective loss, too
        });
        with(OPTIONS, trainer -> assertTrue(trainer.iterate(1).get("distillation loss") > 1e-2));
    }

    @Test
    void aStudentThatBeginsAsItsTeacherHasItsNetwork() {
        DigrOptions copied = OPTIONS.with(OPTIONS.steps().from(Start.TEACHER));
        Architecture wider = Architecture.nature(3, 64, 64, 7);
        Seeds seeds = new Seeds(3);
        try (VectorEnvironment rooms = VectorEnvironment.of(OPTIONS.data().environments(), RedFetchGreen::new, seeds)) {
            assertEquals(
                    wider,
                    new DigrTrainer("rfg", OPTIONS, TEACHER, wider, masks(), rooms, seeds, 1)
                            .student()
                            .network()
                            .architecture());
            UserException e = assertThrows(
                    UserException.class,
                    () -> new DigrTrainer("rfg", copied, TEACHER, wider, masks(), rooms, seeds, 1));
            assertTrue(
                    e.getMessage()
                            .startsWith("DigrTrainer: a student that begins with its teacher's weights needs its"),
                    e.getMessage());
        }
    }

    /** The student's logits at one state, summed; counts its calls. */
    private static final class LogitSum implements Validation {
        private int calls;

        @Override
        public List<String> columns() {
            return List.of("sum");
        }

        @Override
        public Map<String, Double> of(Policy student) {
            calls++;
            double sum = 0;
            for (double logit : student.copy().logits(new byte[SIZE], 1)[0]) sum += logit;
            return Map.of("sum", sum);
        }
    }

    @Test
    void aRunStoppedAnywhereAndResumedEndsInTheSameBytes() throws IOException {
        with(OPTIONS, digr -> {
            digr.validateEvery(100, new LogitSum());
            run("whole").complete(digr, false, Progress.NONE);
        });
        for (long stop : new long[] {0, 50, 100}) {
            TrainingRun run = run("stopped" + stop);
            with(OPTIONS, digr -> {
                digr.validateEvery(100, new LogitSum());
                assertThrows(CancellationException.class, () -> run.complete(digr, false, interruptAt(stop)));
            });
            with(OPTIONS, digr -> {
                digr.validateEvery(100, new LogitSum());
                run.complete(digr, true, Progress.NONE);
            });
            assertEquals(-1, Files.mismatch(run("whole").checkpoint(), run.checkpoint()), "stopped at " + stop);
            assertEquals(-1, Files.mismatch(run("whole").curve(), run.curve()));
        }
    }

    /** Ctrl-C comes in the update of that number, the first among them: updates are slow where states are costly. */
    @Test
    void aRunStoppedWithinAnIterationStopsAfterTheUpdateAndEndsInTheSameBytes() throws IOException {
        with(OPTIONS, digr -> run("whole").complete(digr, false, Progress.NONE));
        for (int stop : new int[] {1, 49, 51, 83, 119}) {
            TrainingRun run = run("stopped" + stop);
            interruptedInUpdate(stop, OPTIONS, digr -> {
                var e = assertThrows(CancellationException.class, () -> run.complete(digr, false, Progress.NONE));
                assertEquals("interrupted; saved in " + run.checkpoint() + ", go on with --resume", e.getMessage());
            });
            assertEquals(
                    stop,
                    PolicyFile.read(run.checkpoint()).provenance().orElseThrow().steps());
            with(OPTIONS, digr -> run.complete(digr, true, Progress.NONE));
            assertEquals(-1, Files.mismatch(run("whole").checkpoint(), run.checkpoint()), "stopped in " + stop);
            assertEquals(-1, Files.mismatch(run("whole").curve(), run.curve()), "stopped in " + stop);
        }
    }

    /** Of the two environments the first has taken the step. */
    @Test
    void aRunWhoseEnvironmentIsLostEndsInTheSameBytes() throws IOException {
        with(OPTIONS, digr -> run("whole").complete(digr, false, Progress.NONE));
        for (int update : new int[] {1, 50, 83}) {
            TrainingRun run = run("lost" + update);
            Runnable lost = () -> {
                throw new ConnectionLostException("gone");
            };
            failingInUpdate(update, lost, OPTIONS, digr -> {
                var e = assertThrows(ConnectionLostException.class, () -> run.complete(digr, false, Progress.NONE));
                assertEquals("gone; saved in " + run.checkpoint() + ", go on with --resume", e.getMessage());
            });
            with(OPTIONS, digr -> run.complete(digr, true, Progress.NONE));
            assertEquals(-1, Files.mismatch(run("whole").checkpoint(), run.checkpoint()), "lost in " + update);
            assertEquals(-1, Files.mismatch(run("whole").curve(), run.curve()), "lost in " + update);
        }
    }

    private static void interruptedInUpdate(int stop, DigrOptions options, Consumer<DigrTrainer> use) {
        failingInUpdate(stop, Thread.currentThread()::interrupt, options, use);
    }

    private static void failingInUpdate(int update, Runnable fault, DigrOptions options, Consumer<DigrTrainer> use) {
        Seeds seeds = new Seeds(3);
        var both = List.of(new RedFetchGreen(), FaultyEnvironment.inStep(update, new RedFetchGreen(), fault));
        try (VectorEnvironment environments = new VectorEnvironment(both, seeds)) {
            use.accept(new DigrTrainer(
                    "rfg", options, TEACHER, TEACHER.network().architecture(), masks(), environments, seeds, 2));
        }
    }

    @Test
    void threadsDoNotChangeABit() throws IOException {
        for (int threads : new int[] {1, 3})
            with(OPTIONS.withUpdates(50), threads, digr -> run("threads" + threads)
                    .complete(digr, false, Progress.NONE));
        assertEquals(
                -1, Files.mismatch(run("threads1").checkpoint(), run("threads3").checkpoint()));
    }

    @Test
    void theCurveHasWhatTheValidationSaysWhenItIsDueAndAtTheEnd() throws IOException {
        LogitSum validation = new LogitSum();
        with(OPTIONS, digr -> {
            digr.validateEvery(100, validation);
            run("a").complete(digr, false, Progress.NONE);
        });
        assertEquals(2, validation.calls);
        List<String> lines = Files.readAllLines(run("a").curve());
        assertEquals("done,distillation loss,selective loss,cosine,sum", lines.get(0));
        assertEquals(4, lines.size());
        assertTrue(lines.get(1).startsWith("50,") && lines.get(1).endsWith(","), lines.get(1));
        for (String measured : lines.subList(2, 4))
            assertTrue(Double.isFinite(Double.parseDouble(measured.substring(measured.lastIndexOf(',') + 1))));
        double last = PolicyFile.read(run("a").checkpoint())
                .provenance()
                .orElseThrow()
                .results()
                .get("sum");
        assertEquals(
                Float.toString((float) last),
                lines.get(3).substring(lines.get(3).lastIndexOf(',') + 1));
    }

    /** What the sliders of a training to watch do. */
    @Test
    void optionsThatChangeBeforeTheFirstUpdateAreAsGoodAsGivenOnes() {
        DigrOptions other = OPTIONS.with(OPTIONS.combination().withAlpha(3)).with(new Masks(0.01, 0.3));
        double[][] logits = new double[3][];
        with(other, digr -> logits[0] = trained(digr));
        with(OPTIONS, digr -> {
            digr.goOnWith(other);
            logits[1] = trained(digr);
            assertThrows(IllegalStateException.class, digr::checkpoint);
        });
        with(OPTIONS, digr -> logits[2] = trained(digr));
        assertArrayEquals(logits[0], logits[1]);
        assertFalse(Arrays.equals(logits[0], logits[2]));
        with(
                OPTIONS,
                digr -> assertThrows(IllegalArgumentException.class, () -> digr.goOnWith(OPTIONS.withUpdates(7))));
    }

    private static double[] trained(DigrTrainer digr) {
        assertEquals(0, digr.done());
        digr.iterate(60);
        assertEquals(60, digr.done());
        return digr.student().logits(new byte[SIZE], 1)[0];
    }

    @Test
    void aDivergedStudentIsSaidAndNotJudged() {
        DigrOptions hot = new DigrOptions(
                OPTIONS.loss(),
                OPTIONS.masks(),
                OPTIONS.combination(),
                OPTIONS.schedule(),
                new Steps(Start.RANDOM, OptimiserKind.ADAM, 1e30, 0.9),
                OPTIONS.data());
        LogitSum validation = new LogitSum();
        with(hot, digr -> {
            digr.validateEvery(50, validation);
            UserException e = assertThrows(DivergedException.class, digr::iterate);
            assertTrue(
                    e.getMessage().startsWith("train: a loss or a weight is not finite after 50 updates; "),
                    e.getMessage());
        });
        assertEquals(0, validation.calls);
        interruptedInUpdate(3, hot, digr -> {
            UserException e = assertThrows(DivergedException.class, digr::iterate); // not saved over the last sound one
            assertTrue(e.getMessage().contains(" not finite after 3 updates; "), e.getMessage());
            assertEquals(3, digr.done());
            assertTrue(Thread.interrupted());
        });
    }

    @Test
    void validationHasNoPartInTheTraining() throws IOException {
        with(OPTIONS, digr -> run("without").complete(digr, false, Progress.NONE));
        with(OPTIONS, digr -> {
            digr.validateEvery(50, new LogitSum());
            run("with").complete(digr, false, Progress.NONE);
        });
        assertArrayEquals(
                PolicyFile.load(run("without").checkpoint()).logits(new byte[SIZE], 1)[0],
                PolicyFile.load(run("with").checkpoint()).logits(new byte[SIZE], 1)[0]);
    }

    /** Judging a driver takes a minute. The last validation is not lost either, though no update is left. */
    @Test
    void anInterruptionDuringTheValidationEndsItAndTheResumedRunValidatesAnew() throws IOException {
        with(OPTIONS, digr -> {
            digr.validateEvery(100, new LogitSum());
            run("whole").complete(digr, false, Progress.NONE);
        });
        TrainingRun run = run("stopped");
        for (int stop = 0; stop < 2; stop++) {
            boolean resumed = stop == 1;
            with(OPTIONS, digr -> {
                digr.validateEvery(100, new StoppedSum(resumed ? 2 : 1));
                assertThrows(CancellationException.class, () -> run.complete(digr, resumed, Progress.NONE));
            });
            assertEquals(
                    resumed ? 120 : 100,
                    PolicyFile.read(run.checkpoint()).provenance().orElseThrow().steps());
        }
        with(OPTIONS, digr -> {
            digr.validateEvery(100, new LogitSum());
            run.complete(digr, true, Progress.NONE);
        });
        assertEquals(-1, Files.mismatch(run("whole").checkpoint(), run.checkpoint()));
        assertEquals(-1, Files.mismatch(run("whole").curve(), run.curve()));
    }

    /** Is interrupted in the call of that number. */
    private static final class StoppedSum implements Validation {
        private final LogitSum sum = new LogitSum();
        private int left;

        StoppedSum(int stop) {
            left = stop;
        }

        @Override
        public List<String> columns() {
            return sum.columns();
        }

        @Override
        public Map<String, Double> of(Policy student) {
            if (--left == 0) throw new CancellationException("interrupted");
            return sum.of(student);
        }
    }

    @Test
    void aDamagedCheckpointIsRefusedWhateverIsDamaged() {
        with(OPTIONS, digr -> {
            digr.iterate();
            Safetensors checkpoint = digr.checkpoint();
            with(OPTIONS, other -> DamagedCheckpoint.assertRefused(checkpoint, other::restore));
        });
        interruptedInUpdate(7, OPTIONS, digr -> {
            assertThrows(CancellationException.class, digr::iterate);
            Safetensors within = digr.checkpoint();
            with(OPTIONS, other -> DamagedCheckpoint.assertRefused(within, other::restore));
        });
    }

    @Test
    void aThousandStatesTakeLittleRoomInACheckpoint() {
        with(OPTIONS.with(new Data(20, 1000, 1, 1)), digr -> {
            digr.iterate();
            assertEquals(
                    1000L,
                    digr.checkpoint().tensors().get("training.buffer.added").longs()[0]);
            int packed =
                    digr.checkpoint().tensors().get("training.buffer.packed").length();
            assertTrue(packed < 1000 * SIZE / 25, packed + " bytes");
        });
    }

    @Test
    void aTeacherOrMasksOfAnotherTaskAreRefused() {
        Policy other = new Policy(new Network(Architecture.small(2, 84, 84, 4), DataType.FLOAT));
        assertEquals(
                "DigrTrainer: the teacher for rfg must see [3, 64, 64] and have 7 actions, it sees [2, 84, 84] and has 4;"
                        + " is it of another task?",
                refused(other, masks()));
        MaskSource ofOther = new ExpertAnnotation(new int[] {2, 84, 84}, new byte[2 * 84 * 84], new boolean[84 * 84]);
        assertEquals(
                "DigrTrainer: the masks must be of states [3, 64, 64] for rfg, they are of [2, 84, 84]",
                refused(TEACHER, ofOther));
    }

    private static String refused(Policy teacher, MaskSource masks) {
        return assertThrows(UserException.class, () -> with(OPTIONS, teacher, masks, 1, digr -> {}))
                .getMessage();
    }
}
