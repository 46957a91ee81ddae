package digr.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import digr.run.UserException;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class SeedCurvesTest {
    private static final String ROWS = "seed,eps,return\n2,0.1,0.5\n0,0.1,0.25\n0,0,1\n";

    @Test
    void seedsAndPointsAscendWhateverTheOrderOfTheRows() {
        SeedCurves curves = curves(ROWS + "2,0,0.75\n");
        assertArrayEquals(new double[] {0, 0.1}, curves.x());
        assertArrayEquals(new double[] {1, 0.25}, curves.runs()[0]);
        assertArrayEquals(new double[] {0.75, 0.5}, curves.runs()[1]);
    }

    @Test
    void whatIsMissingIsAGap() {
        assertArrayEquals(new double[] {Double.NaN, 0.5}, curves(ROWS).runs()[1]);
        assertArrayEquals(
                new double[] {Double.NaN, 0.5}, curves(ROWS + "2,0,\n").runs()[1]);
    }

    @Test
    void anUnfinishedCurveKeepsTheAxisOfAFinishedOne() {
        SeedCurves curves = curves(ROWS + "2,0,0.75\n").at(new double[] {0, 0.05, 0.1, 0.2});
        assertArrayEquals(new double[] {0, 0.05, 0.1, 0.2}, curves.x());
        assertArrayEquals(new double[] {1, Double.NaN, 0.25, Double.NaN}, curves.runs()[0]);
        assertArrayEquals(new double[] {0.75, Double.NaN, 0.5, Double.NaN}, curves.runs()[1]);
    }

    @Test
    void aCellThatCountsTwiceIsRefused() {
        assertRefused("SeedCurves: seed 0 has two rows of return for eps 0.1", ROWS + "0,0.1,0.25\n");
    }

    @Test
    void aTableThatLacksWhatIsAskedForIsRefused() {
        Table empty = Table.read().csv(ROWS, "").emptyCopy();
        assertThrows(UserException.class, () -> SeedCurves.of(empty, "eps", "return"));
        assertRefused("SeedCurves: row 1 of return has no seed or no eps", "seed,eps,return\n1,,2\n3,4,5\n");
        assertRefused("SeedCurves: a column of numbers, return, is needed, there are seed, eps", "seed,eps\n0,0.1\n");
        assertRefused(
                "SeedCurves: a column of numbers, eps, is needed, there are seed, eps, return",
                "seed,eps,return\n0,small,1\n");
    }

    private static void assertRefused(String message, String csv) {
        assertEquals(
                message, assertThrows(UserException.class, () -> curves(csv)).getMessage());
    }

    private static SeedCurves curves(String csv) {
        return SeedCurves.of(Table.read().csv(csv, ""), "eps", "return");
    }
}
