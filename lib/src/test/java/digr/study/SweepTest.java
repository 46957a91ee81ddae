package digr.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import digr.Golden;
import digr.attack.Attack;
import digr.attack.Attacks;
import digr.env.RedFetchGreen;
import digr.eval.Episode;
import digr.eval.NamedPolicy;
import digr.eval.ReturnEvaluator;
import digr.eval.Returns;
import digr.nn.Architecture;
import digr.nn.Network;
import digr.policy.Policy;
import digr.run.Progress;
import digr.run.Seeds;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

class SweepTest {
    private static final double[] EPS = {0.01, 0.1};

    @TempDir
    Path folder;

    @Test
    void aKilledSweepGoesOnAndNoCellCountsTwice() {
        List<NamedPolicy> policies = List.of(named("teacher", 0), named("digr", 0));
        List<Long> reports = new ArrayList<>();
        Progress stopsAfterThree = (done, total, message) -> {
            assertEquals(6, total); // for each policy one without attack, and one for each eps
            if (done == 3) throw new CancellationException("interrupted");
        };
        assertThrows(CancellationException.class, () -> sweep(2, 1).complete(policies, noise(), EPS, stopsAfterThree));
        List<SweepCell> finished = sweep(2, 1).finished(policies, noise(), EPS);
        assertEquals(
                List.of("none 0.0", "noise 0.01", "noise 0.1"),
                finished.stream().map(c -> c.attack() + " " + c.eps()).toList());
        List<SweepCell> cells =
                sweep(2, 2).complete(policies, noise(), EPS, (done, total, message) -> reports.add(done));
        assertEquals(List.of(3L, 4L, 5L, 6L), reports);
        assertEquals(
                List.of("none 0.0", "noise 0.01", "noise 0.1", "none 0.0", "noise 0.01", "noise 0.1"),
                cells.stream().map(c -> c.attack() + " " + c.eps()).toList());
        List<Long> again = new ArrayList<>();
        List<SweepCell> kept = sweep(2, 2).complete(policies, noise(), EPS, (done, total, m) -> again.add(done));
        assertEquals(List.of(6L), again);
        for (int i = 0; i < 6; i++)
            assertArrayEquals(cells.get(i).returns(), kept.get(i).returns());
    }

    @Test
    void aCellIsWhatTheEvaluatorSaysWhateverTheThreads() {
        List<SweepCell> cells = sweep(3, 2).complete(List.of(named("digr", 1)), noise(), EPS, Progress.NONE);
        Returns returns = ReturnEvaluator.of(RedFetchGreen::new, 3).evaluate(policy(), new Seeds(5));
        assertArrayEquals(
                returns.episodes().stream().mapToDouble(Episode::length).toArray(),
                cells.get(0).lengths());
    }

    @Test
    void otherEpisodesAreOtherCells() {
        List<NamedPolicy> policies = List.of(named("digr", 0));
        sweep(1, 1).complete(policies, Map.of(), EPS, Progress.NONE);
        assertEquals(
                2,
                sweep(2, 1)
                        .complete(policies, Map.of(), EPS, Progress.NONE)
                        .get(0)
                        .returns()
                        .length);
        assertEquals(
                1,
                sweep(1, 1)
                        .complete(policies, Map.of(), EPS, Progress.NONE)
                        .get(0)
                        .returns()
                        .length);
    }

    @Test
    void aPolicyOfAnotherTaskIsRefusedBeforeAnyCell() {
        Policy other = new Policy(new Network(Architecture.small(3, 64, 64, 3), DataType.FLOAT));
        List<NamedPolicy> policies = List.of(named("digr", 0), new NamedPolicy("digr", 7, other, "a".repeat(64)));
        UserException e = assertThrows(UserException.class, () -> sweep(1, 2)
                .complete(policies, noise(), EPS, (done, total, message) -> fail("begun")));
        assertEquals(
                "sweep: digr-seed7: ReturnEvaluator: the policy must see [3, 64, 64] and have 7 actions, it sees "
                        + "[3, 64, 64] and has 3; is it of another task?",
                e.getMessage());
        assertEquals(0, folder.toFile().list().length);
    }

    @Test
    void aSizeOutOfRangeIsRefused() {
        List<NamedPolicy> policies = List.of(named("digr", 0));
        for (double eps : new double[] {-0.1, 1.1, Double.NaN})
            assertThrows(UserException.class, () -> sweep(1, 1)
                    .complete(policies, noise(), new double[] {eps}, Progress.NONE));
    }

    /** Return 1 without an attack, falling to ½ and 0 at eps .01 and .04: area (.01 · .75 + .03 · .25) / .04. */
    @Test
    void areasByHand() {
        Table areas = tables(0.5, 0, 0.5, 0).areas();
        assertEquals(2, areas.rowCount());
        Row fgsm = areas.row(0);
        assertEquals("fgsm", fgsm.getString("attack"));
        assertEquals(2, fgsm.getInt("seeds"));
        assertEquals(0.04, fgsm.getDouble("largest eps"));
        assertEquals(0.375, fgsm.getDouble("area"), 1e-12);
        assertEquals(0.375, fgsm.getDouble("area 95% low"), 1e-12);
    }

    /** A return of points and one seed, two episodes: 900 and 100, then −20 both; areas 440 and 40, their mean 240. */
    @Test
    void areasOfPointsAndOneSeedByHand() {
        double[] lengths = {1000, 1000};
        Table areas = new SweepTables(
                        List.of(
                                new SweepCell("digr", 0, "none", 0, new double[] {900, 100}, lengths),
                                new SweepCell("digr", 0, "fgsm", 0.02, new double[] {-20, -20}, lengths)),
                        new Seeds(0))
                .areas();
        Row fgsm = areas.row(0);
        assertEquals(1, fgsm.getInt("seeds"));
        assertEquals(240, fgsm.getDouble("area"), 1e-9);
        assertEquals(40, fgsm.getDouble("area 95% low"), 1e-9);
        assertEquals(440, fgsm.getDouble("area 95% high"), 1e-9);
    }

    @Test
    void anAttackThatIsTooWeakIsContradicted() {
        Table checks = tables(0.5, 0, 0.25, 0.5).checks();
        Row falls = checks.row(1);
        assertEquals("pgd: return falls with eps", falls.getString("check"));
        assertEquals(2, falls.getInt("comparisons"));
        assertEquals(1, falls.getInt("contradicted"));
        assertEquals(0.04, falls.getDouble("at eps"));
        assertEquals(-0.25, falls.getDouble("least difference"), 1e-12);
        Row strong = checks.row(2);
        assertEquals("pgd as strong as fgsm", strong.getString("check"));
        assertEquals(1, strong.getInt("contradicted"));
        assertEquals(-0.5, strong.getDouble("least difference"), 1e-12);
        assertEquals(0, checks.row(0).getInt("contradicted"));
    }

    @Test
    void pointsAreARowACell() {
        Table points = tables(0.5, 0, 0.25, -0.5).points();
        assertEquals(10, points.rowCount());
        assertEquals("none", points.row(0).getString("attack"));
        assertEquals(1, points.row(0).getDouble("success"));
        assertEquals(-0.5, points.row(4).getDouble("return"));
        assertEquals(0, points.row(4).getDouble("success"));
        assertThrows(IllegalArgumentException.class, () -> new SweepTables(List.of(), new Seeds(0)));
    }

    /** Two seeds, three equal episodes each; mean returns of FGSM and PGD at eps .01 and .04. */
    private static SweepTables tables(double fgsm1, double fgsm4, double pgd1, double pgd4) {
        List<SweepCell> cells = new ArrayList<>();
        for (int seed = 0; seed < 2; seed++) {
            cells.add(cell(seed, "none", 0, 1));
            cells.add(cell(seed, "fgsm", 0.01, fgsm1));
            cells.add(cell(seed, "fgsm", 0.04, fgsm4));
            cells.add(cell(seed, "pgd", 0.01, pgd1));
            cells.add(cell(seed, "pgd", 0.04, pgd4));
        }
        return new SweepTables(cells, new Seeds(0));
    }

    private static SweepCell cell(long seed, String attack, double eps, double value) {
        return new SweepCell("digr", seed, attack, eps, new double[] {value, value, value}, new double[] {1, 2, 3});
    }

    private Sweep sweep(int episodes, int threads) {
        return new Sweep(folder, "rfg", RedFetchGreen::new, episodes, 5, Crew.threads(threads));
    }

    private static Map<String, Attack> noise() {
        return new LinkedHashMap<>(Map.of("noise", Attacks.named("noise")));
    }

    private static NamedPolicy named(String kind, long seed) {
        return new NamedPolicy(kind, seed, policy(), "a".repeat(64));
    }

    private static Policy policy() {
        return new Policy(Golden.rfgNetwork("weights.npz", DataType.FLOAT));
    }
}
