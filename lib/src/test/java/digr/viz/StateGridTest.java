package digr.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.env.Regions;
import digr.eval.RecordedStates;
import digr.nn.Architecture;
import digr.nn.Network;
import digr.policy.Policy;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Two states of two black frames of 8 x 8 pixels but for one pixel of the newer, which matters; the map is the state. */
class StateGridTest {
    private static final int[] BRIGHT = {20, 41};
    private static final int PIXEL = 2 * 128 / 8; // on the image
    private static final int NEXT = 2 * (128 + 8);

    @Test
    void mapsStandBesideTheirStates() {
        PictureGrid grid = grid().alone();
        for (int state = 0; state < 2; state++) {
            assertEquals(Color.WHITE, at(grid, state, 0, BRIGHT[state], PIXEL / 2));
            assertEquals(Colormap.VIRIDIS.at(1), at(grid, state, 1, BRIGHT[state], PIXEL / 2));
            assertEquals(Colormap.VIRIDIS.at(0), at(grid, state, 1, BRIGHT[1 - state], PIXEL / 2));
        }
        assertEquals(
                "Pictures, 2 rows by 2 columns; columns: state, map; colours: saliency (of the maximum)",
                grid.altText());
    }

    @Test
    void whatMattersIsOutlinedOverItsFrame() {
        Color inside = at(grid().overFrames(), 0, 1, BRIGHT[0], PIXEL / 2);
        assertEquals(Colormap.VIRIDIS.at(1), inside);
        PictureGrid outlined = grid().outlined();
        assertEquals(inside, at(outlined, 0, 1, BRIGHT[0], PIXEL / 2));
        assertEquals(Color.MAGENTA, at(outlined, 0, 1, BRIGHT[0], 1));
        assertEquals(Color.BLACK, at(outlined, 0, 1, BRIGHT[1], 1));
    }

    /** The bright pixels, (2, 4) and (5, 1), are (0, 3) and (3, 0) of the four rows from 2 and columns from 1, each twice as wide. */
    @Test
    void aCloseUpShowsAPartOfEachMapAndALineAroundItOnTheState() {
        PictureGrid grid = grid().closeUp(1, 2, 4).alone().cell(128);
        int[] enlarged = {6, 48};
        for (int state = 0; state < 2; state++) {
            assertEquals(Colormap.VIRIDIS.at(1), at(grid, state, 1, enlarged[state], PIXEL));
            assertEquals(Colormap.VIRIDIS.at(0), at(grid, state, 1, enlarged[1 - state], PIXEL));
            assertEquals(Color.WHITE, at(grid, state, 0, BRIGHT[state], PIXEL / 2));
            assertEquals(Color.MAGENTA, at(grid, state, 0, 2 * 8 + 1, 1));
            assertEquals(Color.BLACK, at(grid, state, 0, 1 * 8 + 1, 1));
        }
    }

    @Test
    void aCloseUpLiesInTheState() {
        for (int[] part : new int[][] {{-1, 0, 4}, {5, 0, 4}, {0, 5, 4}, {0, 0, 0}, {0, 0, 9}}) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> grid().closeUp(part[0], part[1], part[2]))
                    .getMessage();
            assertTrue(message.contains("8 x 8 pixels"), message);
        }
    }

    @Test
    void rowsHaveTitlesAsManyAsStates() {
        assertEquals(
                "Pictures, 2 rows by 2 columns; rows: one, two; columns: state, map; colours: saliency (of the maximum)",
                grid().rows("one", "two").alone().altText());
        assertThrows(IllegalArgumentException.class, () -> grid().rows("one"));
    }

    private static StateGrid grid() {
        byte[][] frames = new byte[2][2 * 64];
        boolean[][] important = new boolean[2][64];
        for (int state = 0; state < 2; state++) {
            frames[state][64 + BRIGHT[state]] = (byte) 255;
            important[state][BRIGHT[state]] = true;
        }
        var states = RecordedStates.of(
                new int[] {2, 8, 8},
                List.of(frames),
                List.of(new Regions(important[0], new boolean[64]), new Regions(important[1], new boolean[64])));
        Policy policy =
                new Policy(new Network(new Architecture(2, 8, 8, List.of(), List.of(), 2, false), DataType.FLOAT));
        return new StateGrid(states).maps("map", (any, of) -> of.dup(), policy);
    }

    /** The colour so many points right of and below a map's pixel's corner; the states' black tells where they lie. */
    private static Color at(PictureGrid grid, int row, int column, int pixel, int inside) {
        Rectangle states = Ink.bounds(grid, Color.BLACK);
        BufferedImage image = grid.image();
        int x = states.x + column * NEXT + pixel % 8 * PIXEL + inside;
        int y = states.y + row * NEXT + pixel / 8 * PIXEL + inside;
        return new Color(image.getRGB(x, y));
    }
}
