package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

class TableHtmlTest {
    private static String cell(double number) {
        String html = TableHtml.of(Table.create("", DoubleColumn.create("x", number)));
        return html.replaceFirst(".*<td[^>]*>", "").replaceFirst("</td>.*", "");
    }

    @Test
    void numbersStandRightToFourDigits() {
        Table table =
                Table.create("scores", StringColumn.create("method", "DIGR"), DoubleColumn.create("AUC", 0.99731234));
        assertEquals(
                "<table><caption>scores</caption><thead><tr><th style=\"text-align:left\">method</th>"
                        + "<th style=\"text-align:right\">AUC</th></tr></thead><tbody><tr>"
                        + "<td style=\"text-align:left\">DIGR</td><td style=\"text-align:right\">0.9973</td>"
                        + "</tr></tbody></table>",
                TableHtml.of(table));
    }

    @Test
    void smallAndLargeNumbersKeepFourDigits() {
        assertEquals("0", cell(0));
        assertEquals("12.5", cell(12.5));
        assertEquals("1.234e-07", cell(1.2341e-7));
        assertEquals("1.235e+06", cell(1_234_567.8));
        assertEquals("–", cell(Double.NaN));
        assertEquals(
                "0.3333",
                TableHtml.of(Table.create("", FloatColumn.create("x", 1 / 3f))).replaceAll("<[^>]*>|x", ""));
    }

    @Test
    void aColumnsOwnFormatIsKept() {
        DoubleColumn share = DoubleColumn.create("share", 0.5);
        share.setPrintFormatter(NumberColumnFormatter.percent(1));
        assertTrue(TableHtml.of(Table.create("", share)).contains(">50.0%<"));
    }

    @Test
    void textIsEscaped() {
        String html = TableHtml.of(Table.create("a < b", StringColumn.create("<script>", "\"&\"")));
        assertTrue(html.contains("a &lt; b") && html.contains("&lt;script&gt;") && html.contains("&quot;&amp;&quot;"));
    }

    @Test
    void longTablesAreCutAndSaySo() {
        IntColumn column = IntColumn.create("n", IntStream.range(0, 5000).toArray());
        String html = TableHtml.of(Table.create("", column));
        assertTrue(html.contains(">28<"), html);
        assertFalse(html.contains(">29<"), html);
        assertTrue(html.endsWith("<p>the first 29 of 5,000 rows</p>"), html);
    }
}
