package digr.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import digr.nn.Architecture;
import digr.nn.Network;
import digr.policy.Policy;
import digr.saliency.SaliencyMethod;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class LiveMapsTest {
    private static final Policy POLICY = new Policy(new Network(Architecture.small(1, 36, 36, 2), DataType.FLOAT));
    private static final int SIZE = 36 * 36;

    private long now;

    /** Marks each pixel by its own brightness, and takes so long. */
    private LiveMaps follow(int n, double seconds) {
        SaliencyMethod slow = (policy, states) -> {
            now += Math.round(seconds * 1e9);
            return states.dup();
        };
        byte[] frames = new byte[n * SIZE];
        for (int i = 0; i < n; i++) frames[i * SIZE + i] = (byte) 255;
        return LiveMaps.follow(slow, POLICY, frames, n, 0.05, 2, () -> now);
    }

    /** Of which state is the map that is shown with each, -1 for none. */
    private static List<Integer> shown(LiveMaps live, int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> live.shownWith(i).map(LiveMaps.Made::state).orElse(-1))
                .toList();
    }

    @Test
    void aFastMethodExplainsEveryStateWhileItIsThere() {
        LiveMaps live = follow(4, 0.01);
        assertEquals(List.of(0, 1, 2, 3), shown(live, 4));
        assertEquals(0, live.unexplained());
        assertEquals(0.01, live.made().get(3).seconds(), 1e-9);
    }

    /** .12 s a map: done at .12 (state 2 is shown), .24 (4), .36 (7), .48 (9), begun at states 0, 2, 4, 7. */
    @Test
    void aSlowMethodsMapsBelongToStatesThatArePast() {
        LiveMaps live = follow(10, 0.12);
        assertEquals(List.of(-1, -1, 0, 0, 2, 2, 2, 4, 4, 7), shown(live, 10));
        assertEquals(6, live.unexplained());
    }

    @Test
    void aMapIsThatOfItsOwnState() {
        LiveMaps live = follow(10, 0.12);
        LiveMaps.Made last = live.shownWith(9).orElseThrow();
        assertEquals(1, last.map().values()[7]); // only pixel 7 of state 7 is lit
        assertEquals(0, last.map().values()[9]);
    }

    @Test
    void aMapThatComesAfterTheEndExplainsNothing() {
        LiveMaps live = follow(3, 0.5);
        assertEquals(List.of(-1, -1, -1), shown(live, 3));
        assertEquals(3, live.unexplained());
        assertEquals(1, live.made().size());
    }

    @Test
    void whatIsNoEpisodeIsRefused() {
        SaliencyMethod any = (policy, states) -> states;
        for (double step : new double[] {0, -1, Double.NaN})
            assertThrows(
                    IllegalArgumentException.class, () -> LiveMaps.follow(any, POLICY, new byte[2 * SIZE], 2, step, 0));
        assertThrows(
                IllegalArgumentException.class, () -> LiveMaps.follow(any, POLICY, new byte[SIZE + 1], 2, 0.05, 0));
        assertThrows(IllegalArgumentException.class, () -> LiveMaps.follow(any, POLICY, new byte[0], 0, 0.05, 0));
    }
}
