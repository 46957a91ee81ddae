package digr.lab;

import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table as HTML: numbers to the right, to four digits unless their column has a format, long tables cut. */
final class TableHtml {
    private static final int ROWS = 30;

    private TableHtml() {}

    static String of(Table table) {
        StringBuilder html = new StringBuilder("<table>");
        if (table.name() != null && !table.name().isEmpty())
            html.append("<caption>").append(escape(table.name())).append("</caption>");
        html.append("<thead><tr>");
        for (Column<?> column : table.columns()) cell(html, "th", column, column.name());
        html.append("</tr></thead><tbody>");
        int rows = table.rowCount() <= ROWS ? table.rowCount() : ROWS - 1;
        for (int row = 0; row < rows; row++) {
            html.append("<tr>");
            for (Column<?> column : table.columns()) cell(html, "td", column, text(column, row));
            html.append("</tr>");
        }
        html.append("</tbody></table>");
        if (rows < table.rowCount())
            html.append(String.format(Locale.ROOT, "<p>the first %d of %,d rows</p>", rows, table.rowCount()));
        return html.toString();
    }

    private static void cell(StringBuilder html, String tag, Column<?> column, String text) {
        String side = column instanceof NumericColumn ? "right" : "left";
        html.append('<').append(tag).append(" style=\"text-align:").append(side).append("\">");
        html.append(escape(text)).append("</").append(tag).append('>');
    }

    private static String text(Column<?> column, int row) {
        if (column.isMissing(row)) return "–";
        String text = column.getString(row);
        if (column.get(row) instanceof Double x
                && text.equals(DoubleColumn.create("", x).getString(0))) return digits(x);
        if (column.get(row) instanceof Float x
                && text.equals(FloatColumn.create("", x).getString(0))) return digits(x);
        return text;
    }

    private static String digits(double x) {
        if (x == 0 || Math.abs(x) >= 1e-3 && Math.abs(x) < 1e4) {
            String fixed = String.format(Locale.ROOT, "%.4f", x);
            return fixed.replaceFirst("\\.?0+$", "");
        }
        return String.format(Locale.ROOT, "%.4g", x);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
