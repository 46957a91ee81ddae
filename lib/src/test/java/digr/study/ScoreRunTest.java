package digr.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.env.Room;
import digr.eval.Interval;
import digr.eval.MapScoring;
import digr.eval.NamedPolicy;
import digr.eval.RoomStates;
import digr.eval.SaliencyDataset;
import digr.eval.SaliencyScore;
import digr.nn.Architecture;
import digr.nn.NativeThreads;
import digr.nn.Network;
import digr.policy.Policy;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.Seeds;
import digr.run.Source;
import digr.run.UserException;
import digr.saliency.GaussianBlur;
import digr.saliency.SaliencyMethod;
import digr.saliency.VanillaGradient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ScoreRunTest {
    private static final RoomStates ROOMS = new RoomStates(rooms(70)); // three parts
    private static final SaliencyDataset DATASET = dataset("d".repeat(64));

    @TempDir
    Path folder;

    private static SaliencyDataset dataset(String sha256) {
        Source file = new Source(Path.of("states.npz"), sha256);
        return new SaliencyDataset(ROOMS, Optional.of(Provenance.of("rfg", Map.of(), 0)), Optional.of(file));
    }

    private final AtomicInteger explained = new AtomicInteger();

    /** Marks every pixel of the picture's upper half. */
    private final SaliencyMethod upperHalf = new SaliencyMethod() {
        @Override
        public INDArray attributions(Policy policy, INDArray states) {
            explained.addAndGet((int) states.size(0));
            INDArray map = Nd4j.zeros(DataType.FLOAT, states.size(0), 1, 64, 64);
            map.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, 32))
                    .assign(1);
            return map;
        }

        @Override
        public String toString() {
            return "UpperHalf";
        }
    };

    @Test
    void scoresDoNotDependOnThreads() {
        Map<String, double[]> one =
                new MapScoring(3, 2, 1).score(new VanillaGradient(), policy(), ROOMS, Progress.NONE);
        Map<String, double[]> two =
                new MapScoring(3, 2, 2).score(new VanillaGradient(), policy(), ROOMS, Progress.NONE);
        assertEquals(one.keySet(), two.keySet());
        one.forEach((measure, values) -> assertArrayEquals(values, two.get(measure), measure));
        assertEquals(70, one.get("auc-max").length);
        assertEquals(3, one.get("insertion").length);
        assertEquals(2, one.get("sensitivity").length);
    }

    @Test
    void scoresAreThoseOfEachStateByItself() {
        Map<String, double[]> values =
                new MapScoring(1, 1, 2).score(new VanillaGradient(), policy(), ROOMS, Progress.NONE);
        RoomStates all = ROOMS;
        var maps = new VanillaGradient().explain(policy(), policy().states(all.frames(), all.size()));
        for (int i = 0; i < ROOMS.size(); i++) {
            SaliencyScore score = SaliencyScore.of(maps.get(i), ROOMS.regions(i));
            assertEquals(score.important(), values.get("important-max")[i], 1e-3);
            assertEquals(score.auc(), values.get("auc-max")[i], 1e-3);
        }
    }

    /** A map that is the same in every state is its own control. */
    @Test
    void aMapThatNeverMovesGainsNothingOverItsControl() {
        Map<String, double[]> values = new MapScoring(0, 0, 2).score(upperHalf, policy(), ROOMS, Progress.NONE);
        assertArrayEquals(values.get("pointing-max"), values.get("pointing-static"));
        assertArrayEquals(values.get("auc-max"), values.get("auc-static"));
        for (String measure : List.of("within-3", "within-5", "mass", "own"))
            assertArrayEquals(values.get(measure), values.get(measure + "-static"), 1e-6, measure);
        Table table = new ScoreTables(
                        List.of(new ScoreCell("digr", 0, "upper", values, Provenance.of("rfg", Map.of(), 0))),
                        new Seeds(0))
                .controlled();
        double mass = values.get("mass")[0];
        assertTrue(mass > 0 && mass < 0.4, mass + ": of 2,048 pixels two tiles and what is around them");
        assertEquals(
                table.doubleColumn("mass within 5 px").get(0),
                table.doubleColumn("mass within 5 px, static").get(0),
                1e-6);
        assertEquals(0, table.doubleColumn("own car").get(0));
    }

    @Test
    void aStoppedRunGoesOnAndNoCellCountsTwice() {
        List<NamedPolicy> policies = List.of(named("teacher", 0), named("digr", 0), named("digr", 1));
        List<ScoreTask> tasks = policies.stream()
                .map(policy -> new ScoreTask(policy, "upper", upperHalf, ROOMS))
                .toList();
        ScoreRun run = new ScoreRun("rfg", folder, new MapScoring(0, 0, 1), Crew.threads(1));
        Progress stopsInTheSecondCell = (done, total, message) -> {
            assertEquals(210, total);
            if (done > 100) throw new CancellationException("interrupted");
        };
        assertThrows(CancellationException.class, () -> run.complete(tasks, DATASET, stopsInTheSecondCell));
        assertTrue(explained.get() > 70 && explained.get() <= 140, explained + " states");
        List<Long> reports = new ArrayList<>();
        explained.set(0);
        List<ScoreCell> cells = run.complete(tasks, DATASET, (done, total, message) -> reports.add(done));
        assertEquals(140, explained.get());
        assertEquals(70, reports.get(0));
        assertEquals(210, reports.get(reports.size() - 1));
        assertEquals(3, cells.size());
        List<ScoreCell> again = run.complete(tasks, DATASET, Progress.NONE);
        assertEquals(140, explained.get());
        Table table = new ScoreTables(again, new Seeds(0)).regions();
        assertEquals(4, table.rowCount()); // teacher and digr, two ways to reduce channels
        assertEquals(new ScoreTables(cells, new Seeds(0)).regions().print(), table.print());
    }

    @Test
    void whatDiffersFromBeforeIsComputedAnew() {
        List<ScoreTask> tasks = List.of(new ScoreTask(named("digr", 0), "upper", upperHalf, ROOMS));
        List<ScoreTask> fewer = List.of(new ScoreTask(named("digr", 0), "upper", upperHalf, ROOMS.part(0, 10)));
        ScoreRun run = new ScoreRun("rfg", folder, new MapScoring(0, 0, 1), Crew.threads(1));
        SaliencyDataset other = dataset("e".repeat(64));
        run.complete(tasks, DATASET, Progress.NONE);
        run.complete(tasks, other, Progress.NONE);
        assertEquals(140, explained.get());
        run.complete(fewer, other, Progress.NONE);
        assertEquals(150, explained.get());
        new ScoreRun("rfg", folder, new MapScoring(1, 0, 1), Crew.threads(1)).complete(fewer, other, Progress.NONE);
        assertEquals(160, explained.get());
    }

    @Test
    void tablesAverageOverSeedsAndStates() {
        Map<String, double[]> low = values(2, 0.5);
        Map<String, double[]> high = values(4, 1);
        var provenance = Provenance.of("rfg", Map.of(), 0);
        Table table = new ScoreTables(
                        List.of(
                                new ScoreCell("digr", 0, "m", low, provenance),
                                new ScoreCell("digr", 1, "m", high, provenance),
                                new ScoreCell("teacher", 0, "m", high, provenance)),
                        new Seeds(0))
                .regions();
        Row digr = table.row(0);
        assertEquals("digr", digr.getString("policy"));
        assertEquals(2, digr.getInt("seeds"));
        assertEquals("max", digr.getString("channels"));
        assertEquals(3, digr.getInt("states"));
        assertEquals(3, digr.getDouble("important"));
        assertEquals(2, digr.getDouble("important 95% low"));
        assertEquals(4, digr.getDouble("important 95% high"));
        assertEquals(0.75, digr.getDouble("auc"));
        assertEquals(1, table.row(2).getInt("seeds"));
        assertEquals(4, table.row(2).getDouble("important 95% low"));
    }

    /** Three of three states pointed at: a bootstrap would end at 1. */
    @Test
    void whatAlwaysHitsHasWilsonsInterval() {
        var cell = new ScoreCell("digr", 0, "m", values(2, 0.5), Provenance.of("rfg", Map.of(), 0));
        Row checks = new ScoreTables(List.of(cell), new Seeds(0)).checks().row(0);
        assertEquals(1, checks.getDouble("pointing game"));
        assertEquals(Interval.wilson(3, 3).low(), checks.getDouble("pointing game 95% low"), 1e-12);
        assertEquals(1, checks.getDouble("Gini index 95% low")); // no share of anything
        assertTrue(Double.isNaN(checks.getDouble("deletion area 95% low"))); // of one state
    }

    @Test
    void kindsOfPoliciesStandSideBySide() {
        Table regions = Table.create(
                StringColumn.create("policy", "teacher", "teacher", "teacher", "digr"),
                StringColumn.create("method", "plain", "blur", "plain", "plain"),
                StringColumn.create("channels", "max", "max", "sum99", "max"),
                DoubleColumn.create("important", 1, 2, 3, 4),
                DoubleColumn.create("unimportant", 10, 20, 30, 40),
                DoubleColumn.create("auc", 0.1, 0.2, 0.3, 0.4));
        Table beside = ScoreTables.sideBySide(regions, "max");
        assertEquals(
                List.of(
                        "method",
                        "auc, teacher",
                        "auc, digr",
                        "important, teacher",
                        "important, digr",
                        "unimportant, teacher",
                        "unimportant, digr"),
                beside.columnNames());
        assertEquals(List.of("plain", "blur"), beside.stringColumn("method").asList());
        assertEquals(0.1, beside.row(0).getDouble("auc, teacher"));
        assertEquals(0.4, beside.row(0).getDouble("auc, digr"));
        assertEquals(20, beside.row(1).getDouble("unimportant, teacher"));
        assertTrue(beside.column("auc, digr").isMissing(1));
    }

    /** Nothing measured is a gap in the table, not a NaN that looks like a number. */
    @Test
    void whatWasNotMeasuredIsAGap() {
        Map<String, double[]> values = values(2, 0.5);
        values.put("sensitivity", new double[0]);
        var cell = new ScoreCell("digr", 0, "m", values, Provenance.of("rfg", Map.of(), 0));
        Table checks = new ScoreTables(List.of(cell), new Seeds(0)).checks();
        assertTrue(checks.column("maximal sensitivity").isMissing(0));
        assertFalse(checks.column("insertion area").isMissing(0));
        assertEquals(0, checks.row(0).getInt("sensitivity states"));
    }

    @Test
    void aMapWithoutNumbersNamesItsCell() {
        SaliencyMethod nan = (policy, states) -> Nd4j.valueArrayOf(states.shape(), Float.NaN, DataType.FLOAT);
        ScoreRun run = new ScoreRun("rfg", folder, new MapScoring(0, 0, 2), Crew.threads(1));
        UserException e = assertThrows(
                UserException.class,
                () -> run.complete(
                        List.of(new ScoreTask(named("digr", 7), "bad", nan, ROOMS)), DATASET, Progress.NONE));
        assertTrue(e.getMessage().startsWith("score: digr-seed7, bad: SaliencyMap: "), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new RoomStates(List.of()));
    }

    /** It cannot do otherwise, so nothing matters to it: every map is zero, and no measure is NaN. */
    @Test
    void aPolicyOfOneActionHasDocumentedValues() {
        NativeThreads.use(1);
        Policy forced = new Policy(new Network(Architecture.small(3, 64, 64, 1), DataType.FLOAT));
        Map<String, Double> expected = Map.of(
                "important-max",
                0.0,
                "unimportant-sum99",
                0.0,
                "auc-max",
                0.5,
                "gini-max",
                0.0,
                "insertion",
                1.0,
                "deletion",
                1.0,
                "sensitivity",
                0.0,
                "pointing-max",
                2 * 64 / 4096.0);
        RoomStates rooms = ROOMS.part(0, 1);
        for (SaliencyMethod method : List.of(new VanillaGradient(), new GaussianBlur(4, 32))) {
            Map<String, double[]> values = new MapScoring(1, 1, 1).score(method, forced, rooms, Progress.NONE);
            expected.forEach((measure, value) -> assertEquals(value, values.get(measure)[0], method + measure));
        }
    }

    @Test
    void timesAreSummedUpByHand() {
        Timing timing = new Timing(new double[] {3, 1, 2, 10});
        assertEquals(4, timing.mean());
        assertEquals(Math.sqrt(50 / 3.0), timing.standardDeviation(), 1e-12);
        assertEquals(2.5, timing.median());
        assertEquals(10 - 0.03 * 7, timing.p99(), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> new Timing(new double[] {1}));
        assertThrows(IllegalArgumentException.class, () -> new Timing(new double[] {1, Double.NaN}));
    }

    @Test
    void theWarmUpIsNotTimedAndStatesTakeTurns() {
        RoomStates states = ROOMS.part(0, 2);
        Timing timing = new MethodTimer(0, 5).time(upperHalf, policy(), states);
        assertEquals(5, timing.milliseconds().length);
        assertEquals(6, explained.get());
        assertTrue(timing.median() > 0);
        assertThrows(IllegalArgumentException.class, () -> new MethodTimer(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new MethodTimer(Double.NaN, 2));
    }

    @Test
    void anInterruptionStopsTheClockBeforeTheNextMap() {
        SaliencyMethod stopping = (policy, states) -> {
            if (explained.incrementAndGet() == 3) Thread.currentThread().interrupt();
            return states.sum(true, 1);
        };
        assertThrows(CancellationException.class, () -> new MethodTimer(0, 5).time(stopping, policy(), ROOMS));
        assertEquals(3, explained.get());
    }

    @Test
    void theFirstMethodOfARunIsWarmedUpFourTimesAsLong() {
        TimingRun run = new TimingRun("rfg", folder, new MethodTimer(0, 2), Map.of());
        NamedPolicy teacher = named("teacher", 0);
        List<TimingRun.Timed> two = List.of(
                new TimingRun.Timed(teacher, "one", "gradient", upperHalf),
                new TimingRun.Timed(teacher, "two", "gradient", upperHalf));
        run.complete(two, DATASET, Progress.NONE);
        assertEquals((4 + 2) + (1 + 2), explained.get());
    }

    private static Map<String, double[]> values(double important, double auc) {
        Map<String, double[]> values = new LinkedHashMap<>();
        for (String channels : List.of("max", "sum99")) {
            values.put("important-" + channels, new double[] {important, important, important});
            values.put("unimportant-" + channels, new double[] {1, 1, 1});
            values.put("auc-" + channels, new double[] {auc, auc, auc});
            values.put("auc in 8 bits-" + channels, new double[] {auc, auc, auc});
            values.put("pointing-" + channels, new double[] {1, 1, 1});
            values.put("gini-" + channels, new double[] {1, 1, 1});
        }
        for (String measure : List.of("insertion", "deletion", "sensitivity")) values.put(measure, new double[] {1});
        return values;
    }

    private static List<Room> rooms(int n) {
        var random = new Seeds(5).stream("rooms");
        List<Room> rooms = new ArrayList<>();
        for (int i = 0; i < n; i++) rooms.add(Room.random(random));
        return rooms;
    }

    private static NamedPolicy named(String kind, long seed) {
        return new NamedPolicy(kind, seed, policy(), "a".repeat(64));
    }

    private static Policy policy() {
        return new Policy(Golden.rfgNetwork("weights.npz", DataType.FLOAT));
    }
}
