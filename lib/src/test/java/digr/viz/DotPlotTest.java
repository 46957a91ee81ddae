package digr.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import org.junit.jupiter.api.Test;

class DotPlotTest {
    private static final double NONE = Double.NaN;

    @Test
    void aPointStandsRightOfALowerOneInTheRowBelow() {
        Figure plot = plot().panel("x", new double[] {1, 3, 2}, new double[] {1, 2.5, 2}, new double[] {1, 3.5, 2});
        Rectangle first = Ink.bounds(plot, Palette.BLUE);
        Rectangle others = Ink.bounds(plot, Palette.VERMILLION); // of two rows: the first reaches from 2.5 to 3.5
        assertTrue(first.getMaxX() < others.getMinX(), first + " " + others);
        assertTrue(first.getMaxY() < others.getMinY(), first + " " + others);
    }

    /** From 1 to 100 two decades, from 1 to 10 one: half the way. */
    @Test
    void aLogarithmicPanelGivesEachDecadeTheSameRoom() {
        double[] values = {1, 10, 100};
        Figure plot = new DotPlot().group("", "a").group("", "b").group("", "c").logPanel("x", values, values, values);
        double low = Ink.bounds(plot, Palette.BLUE).getCenterX();
        double middle = Ink.bounds(plot, Palette.VERMILLION).getCenterX();
        double high = Ink.bounds(plot, Palette.GREEN).getCenterX();
        assertEquals((low + high) / 2, middle, 1.5);
    }

    @Test
    void aRowThatIsMissingKeepsItsNameAndHasNoPoint() {
        double[] values = {1, NONE, NONE};
        Figure plot = plot().panel("x", values, values, values);
        assertTrue(Ink.bounds(plot, Palette.VERMILLION).isEmpty());
        double[] all = {1, 1, 1};
        assertEquals(plot().panel("x", all, all, all).height(), plot.height());
    }

    @Test
    void altTextNamesPanelsAndRows() {
        double[] values = {1, 2, 3};
        DotPlot plot =
                plot().panel("AUC\n(more is better)", values, values, values).panel("success", values, values, values);
        assertEquals("Dot plot; panels: AUC (more is better), success; rows: a, b, c", plot.altText());
    }

    @Test
    void saysWhatIsWrong() {
        double[] three = {1, 2, 3};
        assertArgument("DotPlot: 'x' needs a value for each of the 3 rows, got 2", () -> plot().panel(
                        "x", three, new double[2], three));
        assertArgument(
                "DotPlot: 'x' needs finite values inside their intervals, got 2.0 in [3.0, 3.0]",
                () -> plot().panel("x", three, new double[] {1, 3, 3}, new double[] {3, 3, 3}));
        assertArgument(
                "DotPlot: a group comes before the panels and has at least one row, 'late'",
                () -> plot().panel("x", three, three, three).group("late", "a"));
        assertState("DotPlot: the plot is empty, add groups, then panels", plot());
        double[] zero = {0, 1, 2};
        assertState(
                "DotPlot: a logarithmic panel needs values above 0, 'x' has 0.0",
                plot().logPanel("x", zero, zero, zero));
    }

    private static DotPlot plot() {
        return new DotPlot().group("first", "a").group("second", "b", "c");
    }

    private static void assertArgument(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static void assertState(String message, Figure plot) {
        assertEquals(
                message, assertThrows(IllegalStateException.class, plot::png).getMessage());
    }
}
