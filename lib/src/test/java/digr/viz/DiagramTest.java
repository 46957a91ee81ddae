package digr.viz;

import static digr.Pictures.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Rectangle;
import org.junit.jupiter.api.Test;

class DiagramTest {
    private static final Color RED = new Color(255, 0, 0);
    private static final Color GREEN = new Color(0, 255, 0);
    private static final Color BLUE = new Color(0, 0, 255);

    private final Diagram corner = new Diagram()
            .picture("a", 0, 0, plain(RED, 8, 8), "with a caption")
            .picture("b", 0, 1, plain(GREEN, 8, 8), "")
            .picture("c", 1, 1, plain(BLUE, 8, 8), "");

    @Test
    void itemsOfARowShareTheirMiddleAndOfAColumnTheirCentre() {
        Rectangle a = Ink.bounds(corner, RED);
        Rectangle b = Ink.bounds(corner, GREEN);
        Rectangle c = Ink.bounds(corner, BLUE);
        assertEquals(a.getCenterY(), b.getCenterY(), 1);
        assertEquals(b.getCenterX(), c.getCenterX(), 1);
        assertTrue(c.y > b.y + b.height && b.x > a.x + a.width);
    }

    @Test
    void anArrowRunsFromSideToSideAndADashedOneIsInColour() {
        corner.arrow("a", "b", "").dashedArrow("b", "c", "");
        Rectangle a = Ink.bounds(corner, RED);
        Rectangle b = Ink.bounds(corner, GREEN);
        Rectangle between = new Rectangle(a.x + a.width + 2, a.y, b.x - a.x - a.width - 4, a.height);
        Rectangle arrow = Ink.bounds(corner.image(), Palette.INK, between);
        assertEquals(between.width, arrow.width, 6);
        assertEquals(a.getCenterY(), arrow.getCenterY(), 1.5);
        assertEquals(14, arrow.height, 5); // the head's 7
        Rectangle dashed = Ink.bounds(corner, Palette.VERMILLION);
        assertEquals(b.getCenterX(), dashed.getCenterX(), 1.5);
        assertTrue(dashed.y > b.y + b.height - 2 && dashed.y + dashed.height < Ink.bounds(corner, BLUE).y + 2);
    }

    @Test
    void anArrowRoundACornerGoesAlongTheRowFirstUnlessSomethingStandsThere() {
        Diagram free =
                new Diagram().box("from", 0, 0, "from").box("to", 1, 1, "to").dashedArrow("from", "to", "");
        Diagram taken = new Diagram()
                .box("from", 0, 0, "from")
                .box("to", 1, 1, "to")
                .box("in the way", 0, 1, "here")
                .dashedArrow("from", "to", "");
        Rectangle along = Ink.bounds(free, Palette.VERMILLION);
        Rectangle down = Ink.bounds(taken, Palette.VERMILLION);
        Rectangle start = Ink.bounds(free, Palette.BLUE);
        assertTrue(along.x > start.x + 10, "starts at the right side of 'from'");
        assertTrue(along.getMaxX() > along.x + 60);
        assertTrue(down.x < along.x, "starts below 'from'");
    }

    @Test
    void aLongLabelBesideAnArrowKeepsClearOfTheNextColumn() {
        Diagram diagram = new Diagram()
                .box("a", 0, 0, "a")
                .box("b", 1, 0, "b")
                .picture("c", 1, 1, plain(GREEN, 8, 8), "")
                .dashedArrow("a", "b", "a long label, much wider than its column");
        assertTrue(Ink.bounds(diagram, Palette.VERMILLION).getMaxX() < Ink.bounds(diagram, GREEN).x);
    }

    @Test
    void altTextTellsTheArrows() {
        assertEquals(
                "Diagram: a to b, b to c",
                corner.arrow("a", "b", "").arrow("b", "c", "").altText());
    }

    @Test
    void saysWhatIsWrong() {
        assertEquals(
                "Diagram: the diagram is empty, add a box",
                assertThrows(IllegalStateException.class, () -> new Diagram().png())
                        .getMessage());
        assertMessage("Diagram: there are two items 'a'", () -> corner.box("a", 3, 3, "again"));
        assertMessage("Diagram: 'd' and 'b' share place (0, 1)", () -> corner.box("d", 0, 1, "too"));
        assertMessage("Diagram: 'd' needs a place from (0, 0) on, got (-1, 0)", () -> corner.box("d", -1, 0, "d"));
        assertMessage(
                "Diagram: an arrow needs items that are there, got 'x' among [a, b, c]",
                () -> corner.arrow("a", "x", ""));
        assertMessage("Diagram: an arrow from 'a' to itself", () -> corner.arrow("a", "a", ""));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
