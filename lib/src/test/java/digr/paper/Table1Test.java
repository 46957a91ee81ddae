package digr.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class Table1Test {
    @Test
    void thePapersNumbersStandBesideOursOfTheSameMethodPolicyAndChannels() {
        Table ours = Table.create(
                StringColumn.create("policy", "digr", "digr", "teacher", "distill"),
                StringColumn.create("method", "vanilla-gradient", "vanilla-gradient", "sarfa", "sarfa"),
                StringColumn.create("channels", "sum99", "max", "max", "max"),
                DoubleColumn.create("important", 1, 2, 3, 4),
                DoubleColumn.create("unimportant", 10, 20, 30, 40),
                DoubleColumn.create("auc", 0.1, 0.2, 0.3, 0.4));
        Table beside = Table1.beside(ours, "max");
        assertEquals(8, beside.rowCount());
        assertEquals("SARFA", beside.row(6).getString("method"));
        assertEquals(58.40, beside.row(6).getDouble("important, paper"));
        assertEquals(3, beside.row(6).getDouble("important, ours"));
        assertEquals(0.895, beside.row(6).getDouble("AUC, paper"));
        assertEquals(0.3, beside.row(6).getDouble("AUC, ours"));
        assertEquals("DIGR", beside.row(7).getString("method"));
        assertEquals(20, beside.row(7).getDouble("unimportant, ours"));
        assertEquals(72.52, beside.row(7).getDouble("important, paper"));
        assertEquals(278.10, beside.row(0).getDouble("unimportant, paper"));
        assertTrue(beside.column("AUC, ours").isMissing(0));
    }
}
