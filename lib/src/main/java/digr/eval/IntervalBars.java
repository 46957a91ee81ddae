package digr.eval;

import digr.run.UserException;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * A measure with its 95 % intervals, as rows of a result table tell it: what bars are drawn from. A row that the table
 * lacks is NaN, which a chart shows as a gap.
 *
 * @param values one a name
 * @param low lower ends of the intervals
 * @param high upper ends
 */
public record IntervalBars(double[] values, double[] low, double[] high) {
    /**
     * @param table with the measure's {@link IntervalColumns}
     * @param key column of the rows' names
     * @param names of the rows, in the bars' order
     * @throws UserException if such a column is missing, or two rows have one name
     */
    public static IntervalBars of(Table table, String key, List<String> names, String measure) {
        List<String> columns = IntervalColumns.names(measure);
        for (String column : columns)
            if (!table.containsColumn(column) || !(table.column(column) instanceof NumericColumn))
                throw new UserException("IntervalBars: a column of numbers, " + column + ", is needed, there are "
                        + String.join(", ", table.columnNames()));
        double[][] bars = new double[columns.size()][names.size()];
        for (double[] bar : bars) Arrays.fill(bar, Double.NaN);
        boolean[] seen = new boolean[names.size()];
        for (Row row : table) {
            int at = names.indexOf(row.getString(key));
            if (at < 0) continue;
            if (seen[at]) throw new UserException("IntervalBars: two rows have the " + key + " " + names.get(at));
            seen[at] = true;
            for (int k = 0; k < columns.size(); k++)
                bars[k][at] = table.numberColumn(columns.get(k)).getDouble(row.getRowNumber());
        }
        return new IntervalBars(bars[0], bars[1], bars[2]);
    }
}
