package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.nn.Architecture;
import digr.nn.Network;
import digr.policy.Policy;
import digr.policy.Softmax;
import digr.run.UserException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class CounterfactualTest {
    private static final String GOLDEN = "saliency/rfg/counterfactual.npz";
    private static final Background ROOM = Background.read(Golden.path(GOLDEN));
    private static final Background BLACK = black(1, 6, 8);

    /** One linear layer: the first logit is the sum of a 1x6x8 state, the other one 0. */
    private static Policy sum() {
        Network network = new Network(new Architecture(1, 6, 8, List.of(), List.of(), 2, false), DataType.DOUBLE);
        Map<String, INDArray> parameters = network.export();
        parameters.get("fc1.weight").slice(0).assign(1);
        network.load(parameters);
        return new Policy(network);
    }

    private static Background black(int... shape) {
        int size = shape[0] * shape[1] * shape[2];
        return Background.of(new byte[50 * size], shape);
    }

    private static INDArray state(int[]... lit) {
        INDArray state = Nd4j.zeros(DataType.DOUBLE, 1, 1, 6, 8);
        for (int[] pixel : lit) state.putScalar(0, 0, pixel[0], pixel[1], 1);
        return state;
    }

    /** From a logit of {@code before} to one of {@code after}. */
    private static double kl(double before, double after) {
        return Softmax.kl(new double[] {before, 0}, new double[] {after, 0});
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void mapsAreThoseOfPlainNumpy(DataType type) {
        assertAgrees("everywhere", new Counterfactual(ROOM), type);
        assertAgrees("third", new Counterfactual(ROOM, 9, 3, 0), type);
        assertAgrees("tiled", new TiledCounterfactual(ROOM), type);
    }

    private static void assertAgrees(String array, SaliencyMethod method, DataType type) {
        Policy policy = new Policy(Golden.rfgNetwork("weights.npz", type));
        INDArray states = Golden.rfgStates(type).get(NDArrayIndex.interval(0, 2));
        double[] expected = Maps.flat(Golden.arrays(GOLDEN).get(array));
        double deviation = Golden.deviation(Maps.flat(method.attributions(policy, states)), expected);
        assertTrue(deviation < (type == DataType.DOUBLE ? 1e-12 : 1e-5), array + ": deviation " + deviation);
    }

    @Test
    void whatIsRemovedScoresAndTheFloorAroundItDoesNot() {
        // windows of 2: one pixel alone at (1, 1), two side by side at (4, 5) and (4, 6)
        INDArray map = new Counterfactual(BLACK, 2, 1, 0)
                .attributions(sum(), state(new int[] {1, 1}, new int[] {4, 5}, new int[] {4, 6}));
        double[] expected = new double[48];
        expected[8 + 1] = kl(3, 2);
        expected[4 * 8 + 5] = kl(3, 1);
        expected[4 * 8 + 6] = kl(3, 1);
        assertArrayEquals(expected, Maps.flat(map), 1e-15);
    }

    @Test
    void aScoreReachesAsFarAsTheMargin() {
        INDArray map = new Counterfactual(BLACK, 2, 1, 1).attributions(sum(), state(new int[] {0, 3}));
        for (int y = 0; y < 6; y++)
            for (int x = 0; x < 8; x++)
                assertEquals(y <= 1 && x >= 2 && x <= 4 ? kl(1, 0) : 0, map.getDouble(0, 0, y, x), 1e-15, y + ", " + x);
    }

    @Test
    void theFloorBetweenTwoObjectsOfAWindowIsRemovedWithThem() {
        INDArray map =
                new Counterfactual(BLACK, 3, 1, 0).attributions(sum(), state(new int[] {2, 2}, new int[] {2, 4}));
        for (int x = 2; x <= 4; x++) assertEquals(kl(2, 0), map.getDouble(0, 0, 2, x), 1e-15, "column " + x);
        assertEquals(3 * kl(2, 0), map.sumNumber().doubleValue(), 1e-14);
    }

    @Test
    void aPictureMovedByThreePixelsHasItsMapMovedByThree() {
        Counterfactual method = new Counterfactual(BLACK, 2, 1, 1);
        INDArray here = method.attributions(sum(), state(new int[] {2, 1}, new int[] {3, 2}));
        INDArray there = method.attributions(sum(), state(new int[] {2, 4}, new int[] {3, 5}));
        for (int y = 0; y < 6; y++)
            for (int x = 0; x < 5; x++)
                assertEquals(here.getDouble(0, 0, y, x), there.getDouble(0, 0, y, x + 3), 1e-15, y + ", " + x);
    }

    @Test
    void windowsThatDoNotFitEvenlyStillReachTheLastPixel() {
        INDArray map = new Counterfactual(BLACK, 3, 4, 0).attributions(sum(), state(new int[] {5, 7}));
        assertEquals(kl(1, 0), map.getDouble(0, 0, 5, 7), 1e-15);
        INDArray whole = new Counterfactual(BLACK, 100, 1, 0).attributions(sum(), state(new int[] {5, 7}));
        assertEquals(kl(1, 0), whole.getDouble(0, 0, 5, 7), 1e-15);
    }

    @Test
    void theTiledFormMarksWholeCellsByTheirWindows() {
        // cells of 2, windows of 4 at every second pixel; both pixels are in the window at (0, 2)
        INDArray map = new TiledCounterfactual(BLACK, 2).attributions(sum(), state(new int[] {1, 3}, new int[] {2, 5}));
        double[] expected = new double[48];
        for (int p : new int[] {2, 3, 10, 11, 20, 21, 28, 29}) expected[p] = kl(2, 0);
        assertArrayEquals(expected, Maps.flat(map), 1e-15);
    }

    @Test
    void theBackgroundItselfHasAZeroMap() {
        assertEquals(0, new Counterfactual(BLACK).explain(sum(), state()).get(0).maximum());
        assertEquals(
                0, new TiledCounterfactual(BLACK).explain(sum(), state()).get(0).maximum());
    }

    @Test
    void aBackgroundOfOtherStatesIsRefused() {
        Exception e = assertThrows(
                UserException.class, () -> new Counterfactual(black(1, 6, 7)).attributions(sum(), state()));
        assertEquals(
                "Background: it must be of states [1, 6, 8], it is of [1, 6, 7]; is it of another task?",
                e.getMessage());
    }

    @Test
    void refusesWhatIsNoWindow() {
        assertThrows(IllegalArgumentException.class, () -> new Counterfactual(BLACK, 0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Counterfactual(BLACK, 8, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Counterfactual(BLACK, 8, 1, -1));
        assertThrows(IllegalArgumentException.class, () -> new TiledCounterfactual(BLACK, 0));
    }
}
