package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import digr.eval.Interval;
import digr.eval.IntervalColumns;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class AlignedTableTest {
    @Test
    void anEstimateAndItsIntervalAreOneColumn() {
        Table table = Table.create("t", StringColumn.create("policy"), IntColumn.create("states"));
        IntervalColumns.add(table, "auc");
        table.addColumns(DoubleColumn.create("size"));
        row(table, "teacher", 12, new Interval(0.5, 0.25, 0.75), 2);
        row(table, "digr", 1, new Interval(0.891, Double.NaN, Double.NaN), Double.NaN);
        assertPrinted("""
                policy   states               auc [95 %]    size
                teacher      12  0.5000 [0.2500, 0.7500]  2.0000
                digr          1                   0.8910       -""", table);
    }

    /** Blocks of at most 120 characters; each begins with what names the rows. */
    @Test
    void whatIsWiderThanAWindowComesInBlocks() {
        Table table = Table.create("t", StringColumn.create("policy"), IntColumn.create("states"));
        for (String half : new String[] {"first", "second"}) IntervalColumns.add(table, half + " " + "x".repeat(60));
        table.addColumns(DoubleColumn.create("last"));
        Row row = table.appendRow();
        row.setString("policy", "digr");
        row.setInt("states", 3);
        String x = "x".repeat(60) + " [95 %]";
        assertPrinted(
                "policy  states  first " + x + "\n"
                        + "digr         3  " + " ".repeat(72) + "-\n\n"
                        + "policy  states  second " + x + "  last\n"
                        + "digr         3  " + " ".repeat(73) + "-     -",
                table);
    }

    @Test
    void aTableOfNamesAloneIsOneBlock() {
        Table table =
                Table.create("t", StringColumn.create("a", "x".repeat(100)), StringColumn.create("b", "y".repeat(90)));
        assertPrinted(
                "a" + " ".repeat(99) + "  b" + " ".repeat(89) + "\n" + "x".repeat(100) + "  " + "y".repeat(90), table);
    }

    private static void row(Table table, String policy, int states, Interval auc, double size) {
        Row row = table.appendRow();
        row.setString("policy", policy);
        row.setInt("states", states);
        IntervalColumns.set(row, "auc", auc);
        row.setDouble("size", size);
    }

    private static void assertPrinted(String expected, Table table) {
        assertEquals(expected, AlignedTable.of(table).replace(System.lineSeparator(), "\n"));
    }
}
