package digr.cli;

import digr.run.OneLine;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table as plain text: a line a row, numbers to the right, fractions to four digits after the point. */
final class AlignedTable {
    private AlignedTable() {}

    static String of(Table table) {
        String[] lines = new String[table.rowCount() + 1];
        for (int row = 0; row < lines.length; row++) lines[row] = "";
        for (Column<?> column : table.columns()) {
            int width = column.name().length();
            for (int row = 0; row < column.size(); row++)
                width = Math.max(width, text(column, row).length());
            String format =
                    (lines[0].isEmpty() ? "" : "  ") + "%" + (column instanceof NumericColumn ? "" : "-") + width + "s";
            lines[0] += String.format(format, column.name());
            for (int row = 0; row < column.size(); row++) lines[row + 1] += String.format(format, text(column, row));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String text(Column<?> column, int row) {
        if (column.isMissing(row)) return "-";
        return column instanceof DoubleColumn numbers
                ? String.format(Locale.ROOT, "%.4f", numbers.getDouble(row))
                : OneLine.of(column.getString(row));
    }
}
