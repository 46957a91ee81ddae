package digr.eval;

import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * The columns in which a table keeps estimates and their 95 % intervals: MEASURE, MEASURE 95% low and MEASURE 95% high.
 */
public final class IntervalColumns {
    private IntervalColumns() {}

    /** The three names. */
    static List<String> names(String measure) {
        return List.of(measure, measure + " 95% low", measure + " 95% high");
    }

    /** Adds the three columns of a measure. */
    public static void add(Table table, String measure) {
        for (String name : names(measure)) table.addColumns(DoubleColumn.create(name));
    }

    /** Whether the columns from number {@code at} on are the three of a measure. */
    public static boolean areAt(Table table, int at) {
        List<String> columns = table.columnNames();
        List<String> names = names(columns.get(at));
        return at + names.size() <= columns.size()
                && columns.subList(at, at + names.size()).equals(names);
    }

    /** Fills them in one row. */
    public static void set(Row row, String measure, Interval interval) {
        double[] values = {interval.estimate(), interval.low(), interval.high()};
        for (int k = 0; k < values.length; k++) row.setDouble(names(measure).get(k), values[k]);
    }
}
