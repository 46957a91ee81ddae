package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundTest {
    private static final int[] SHAPE = {2, 1, 2};

    @TempDir
    Path folder;

    /** Fifty states of two channels and two pixels: each of three channels of them is {@code often} 26 times, then 9. */
    private static byte[] states(int often) {
        byte[] states = new byte[50 * 4];
        for (int n = 0; n < 50; n++) {
            for (int i = 0; i < 3; i++) states[n * 4 + i] = (byte) (n < 26 ? often : 9);
            states[n * 4 + 3] = (byte) (n < 25 ? 7 : 200); // of an even number the lower of the two in the middle
        }
        return states;
    }

    @Test
    void eachFeatureIsItsMedian() {
        Background background = Background.of(states(250), SHAPE);
        assertArrayEquals(new byte[] {(byte) 250, (byte) 250, (byte) 250, 7}, background.picture());
        assertArrayEquals(SHAPE, background.shape());
    }

    /** More features than are counted in one pass. */
    @Test
    void theMedianOfLargeStatesIsThatOfEachFeature() {
        int[] shape = {2, 100, 100};
        byte[] state = new byte[2 * 100 * 100];
        for (int i = 0; i < state.length; i++) state[i] = (byte) (i * 31 >> 4);
        byte[] black = new byte[state.length];
        Background background = Background.of(51, shape, k -> k < 26 ? state : black);
        assertArrayEquals(state, background.picture());
    }

    /** One pixel of ten is dark in 24 states, lit in 20, and something is there in 6: its median is what is there. */
    @Test
    void aPixelThatIsOftenOneOfTwoColoursHasTheMoreFrequentAndNothingInBetween() {
        int[] shape = {2, 1, 10};
        byte[] states = new byte[50 * 20];
        for (int n = 24; n < 50; n++) {
            states[n * 20] = (byte) (n < 44 ? 100 : 50);
            states[n * 20 + 10] = (byte) (n < 44 ? 200 : 90 + n); // of its other channel, never the same
        }
        assertArrayEquals(new byte[20], Background.of(states, shape).picture());
        for (int n = 0; n < 5; n++) states[n * 20 + 10] = 1; // 19 dark ones are left
        byte[] lit = new byte[20];
        lit[0] = 100;
        lit[10] = (byte) 200;
        assertArrayEquals(lit, Background.of(states, shape).picture());
    }

    @Test
    void aMedianNeedsFiftyStates() {
        byte[] few = new byte[49 * 4];
        Exception e = assertThrows(UserException.class, () -> Background.of(few, SHAPE));
        assertEquals(
                "Background: a median needs at least 50 states, got 49; give more states, or a file that has a background",
                e.getMessage());
    }

    @Test
    void statesWhereAPixelOfTwoIsSeldomTheMedianHaveNoFixedBackground() {
        byte[] states = new byte[50 * 4];
        for (int n = 0; n < 50; n++) states[n * 4 + 1] = (byte) n; // one channel of the second pixel
        Exception e = assertThrows(UserException.class, () -> Background.of(states, SHAPE));
        assertEquals(
                "Background: needed states before a fixed background, 0.90 of their pixels equal to the median in half of"
                        + " the states or more, got 0.50; use another method where the view moves",
                e.getMessage());
    }

    @Test
    void aFileOfMasksHasItAndOneOfStatesHasTheirMedian() {
        NdArray states = NdArray.of(states(250), 50, 2, 1, 2);
        Path file = folder.resolve("states.npz");
        NpzFile.write(file, Map.of("states", states));
        assertEquals(
                Background.of(states(250), SHAPE).toString(),
                Background.read(file).toString());
        NpzFile.write(file, Map.of("states", states, "background", NdArray.of(new byte[] {1, 2, 3, 4}, 2, 1, 2)));
        assertArrayEquals(new byte[] {1, 2, 3, 4}, Background.read(file).picture());
    }

    @Test
    void aFileWithoutOneIsRefused() {
        Path file = folder.resolve("other.npz");
        NpzFile.write(file, Map.of("rooms", NdArray.of(new byte[4], 4)));
        Exception e = assertThrows(UserException.class, () -> Background.read(file));
        assertEquals(
                "Background: " + file + ": needed an array background, or states, uint8 [n, C, H, W], got [rooms];"
                        + " ./digr perturb writes such a file",
                e.getMessage());
        NpzFile.write(file, Map.of("background", NdArray.of(new byte[4], 4)));
        assertThrows(UserException.class, () -> Background.read(file));
    }

    @Test
    void roomsAndBreakoutHaveABackgroundAndAMovingCameraHasNone() {
        Path data = Path.of("..", "data");
        assertEquals(
                Background.read(data.resolve("perturbation/rfg.npz")).toString(),
                Background.read(Golden.path("saliency/rfg/counterfactual.npz")).toString());
        Background.read(data.resolve("saliency/breakout.npz"));
        Exception e = assertThrows(UserException.class, () -> Background.read(data.resolve("saliency/driving.npz")));
        assertTrue(e.getMessage().contains("got 0.43;"), e.getMessage());
    }
}
