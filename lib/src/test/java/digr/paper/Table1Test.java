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
                DoubleColumn.create("auc", 0.1, 0.2, 0.3, 0.4),
                DoubleColumn.create("auc in 8 bits", 0.11, 0.21, 0.31, 0.41));
        Table beside = Table1.beside(ours, "max");
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
        assertEquals(0.21, beside.row(7).getDouble("AUC in 8 bits, ours"));
    }

    @Test
    void rowsBeyondThePaperStandBelowItsOwnAndHaveNoNumberOfIt() {
        Table ours = Table.create(
                StringColumn.create("policy", "digr-blur", "digr", "teacher"),
                StringColumn.create("method", "vanilla-gradient", "counterfactual", "counterfactual"),
                StringColumn.create("channels", "max", "max", "max"),
                DoubleColumn.create("important", 1, 2, 3),
                DoubleColumn.create("unimportant", 10, 20, 30),
                DoubleColumn.create("auc", 0.1, 0.2, 0.3),
                DoubleColumn.create("auc in 8 bits", 0.11, 0.21, 0.31));
        Table beside = Table1.beside(ours, "max");
        assertEquals(10, beside.rowCount());
        assertEquals("Counterfactual, beyond the paper", beside.row(8).getString("method"));
        assertEquals(3, beside.row(8).getDouble("important, ours"));
        assertEquals("DIGR, blur masks", beside.row(9).getString("method"));
        assertEquals(10, beside.row(9).getDouble("unimportant, ours"));
        for (String measure : new String[] {"important", "unimportant", "AUC"}) {
            assertTrue(beside.column(measure + ", paper").isMissing(8));
            assertTrue(beside.column(measure + ", paper").isMissing(9));
        }
    }
}
