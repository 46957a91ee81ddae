package digr.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import digr.run.UserException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class IntervalBarsTest {
    private static final String ROWS = "ablation,AUC,AUC 95% low,AUC 95% high\nfull,0.9,0.8,1\nno-leak,0.5,0.5,0.5\n";

    @Test
    void barsStandInTheOrderAskedForAndMissingOnesAreGaps() {
        IntervalBars bars = bars(ROWS, "no-leak", "no-fill", "full");
        assertArrayEquals(new double[] {0.5, Double.NaN, 0.9}, bars.values());
        assertArrayEquals(new double[] {0.5, Double.NaN, 0.8}, bars.low());
        assertArrayEquals(new double[] {0.5, Double.NaN, 1}, bars.high());
    }

    @Test
    void aRowThatCountsTwiceIsRefused() {
        assertRefused("IntervalBars: two rows have the ablation full", ROWS + "full,0.7,0.7,0.7\n");
    }

    @Test
    void aTableThatLacksAColumnIsRefused() {
        assertRefused(
                "IntervalBars: a column of numbers, AUC 95% low, is needed, there are ablation, AUC",
                "ablation,AUC\nfull,0.9\n");
    }

    private static void assertRefused(String message, String csv) {
        assertEquals(
                message,
                assertThrows(UserException.class, () -> bars(csv, "full")).getMessage());
    }

    private static IntervalBars bars(String csv, String... names) {
        return IntervalBars.of(Table.read().csv(csv, ""), "ablation", List.of(names), "AUC");
    }
}
