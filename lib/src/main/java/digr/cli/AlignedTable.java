package digr.cli;

import digr.eval.IntervalColumns;
import digr.run.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A Tablesaw table as plain text: a line a row, numbers to the right, fractions to four digits after the point, an estimate
 * and its 95 % interval as in {@code 0.8910 [0.8600, 0.9190]}. What does not fit beside the columns that name the rows, those
 * before the first fraction, comes in blocks below.
 */
final class AlignedTable {
    /** Characters that most windows show. */
    private static final int WIDTH = 120;

    private static final String BETWEEN = "  ";

    /** A column as it is printed. */
    private record Printed(String name, List<String> cells, boolean toTheRight) {
        int width() {
            return Math.max(
                    name.length(), cells.stream().mapToInt(String::length).max().orElse(0));
        }

        /** The name where {@code row} is −1. */
        String cell(int row) {
            String format = "%" + (toTheRight ? "" : "-") + width() + "s";
            return String.format(format, row < 0 ? name : cells.get(row));
        }
    }

    private AlignedTable() {}

    static String of(Table table) {
        List<Printed> names = new ArrayList<>();
        List<Printed> measures = new ArrayList<>();
        for (int i = 0; i < table.columnCount(); i++) {
            boolean interval = IntervalColumns.areAt(table, i);
            Printed column = interval ? interval(table, i) : printed(table.column(i));
            boolean isName = measures.isEmpty() && !(table.column(i) instanceof DoubleColumn);
            (isName ? names : measures).add(column);
            if (interval) i += 2;
        }
        String line = System.lineSeparator();
        return blocks(names, measures).stream()
                .map(block -> IntStream.range(-1, table.rowCount())
                        .mapToObj(row ->
                                block.stream().map(column -> column.cell(row)).collect(Collectors.joining(BETWEEN)))
                        .collect(Collectors.joining(line)))
                .collect(Collectors.joining(line + line));
    }

    /** Each as wide as fits, of one measure at least. */
    private static List<List<Printed>> blocks(List<Printed> names, List<Printed> measures) {
        List<List<Printed>> blocks = new ArrayList<>(List.of(new ArrayList<>(names)));
        for (Printed measure : measures) {
            List<Printed> last = blocks.get(blocks.size() - 1);
            int width = last.stream()
                    .mapToInt(column -> column.width() + BETWEEN.length())
                    .sum();
            if (last.size() > names.size() && width + measure.width() > WIDTH) {
                last = new ArrayList<>(names);
                blocks.add(last);
            }
            last.add(measure);
        }
        return blocks;
    }

    private static Printed printed(Column<?> column) {
        List<String> cells = IntStream.range(0, column.size())
                .mapToObj(row -> text(column, row))
                .toList();
        return new Printed(column.name(), cells, column instanceof NumericColumn);
    }

    private static Printed interval(Table table, int at) {
        Column<?> low = table.column(at + 1);
        Column<?> high = table.column(at + 2);
        List<String> cells = IntStream.range(0, table.rowCount())
                .mapToObj(row -> text(table.column(at), row)
                        + (low.isMissing(row) ? "" : " [" + text(low, row) + ", " + text(high, row) + "]"))
                .toList();
        return new Printed(table.column(at).name() + " [95 %]", cells, true);
    }

    private static String text(Column<?> column, int row) {
        if (column.isMissing(row)) return "-";
        return column instanceof DoubleColumn numbers
                ? String.format(Locale.ROOT, "%.4f", numbers.getDouble(row))
                : OneLine.of(column.getString(row));
    }
}
