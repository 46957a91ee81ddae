package digr.eval;

import static digr.eval.TwoPixels.linear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.env.Regions;
import digr.nn.NativeThreads;
import digr.policy.Policy;
import digr.run.Seeds;
import digr.saliency.SaliencyMap;
import digr.saliency.SaliencyMethod;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Measures of one map, worked out by hand. */
class MapMeasuresTest {
    @BeforeAll
    static void smallBatchesWantOneThread() {
        NativeThreads.use(1);
    }

    @Test
    void pointingGameTakesTheShareOfTheLargest() {
        boolean[] important = {true, false, false, true};
        assertEquals(1, PointingGame.of(new float[] {0.9f, 0.8f, 0, 0.1f}, important));
        assertEquals(0, PointingGame.of(new float[] {0.9f, 1, 0, 0.1f}, important));
        assertEquals(2 / 3.0, PointingGame.of(new float[] {1, 1, 0, 1}, important));
        assertEquals(0.5, PointingGame.of(new float[4], important));
        float[] nothing = {Float.NaN};
        assertThrows(IllegalArgumentException.class, () -> PointingGame.of(nothing, new boolean[1]));
    }

    /** A row of 5 columns: pixel 0 matters. */
    @Test
    void aroundIsSoManyRowsAndColumnsBeside() {
        boolean[] first = {true, false, false, false, false};
        Regions row = new Regions(first, new boolean[5]);
        assertArrayEquals(new boolean[] {true, true, true, true, false}, row.around(5, 3));
        assertArrayEquals(new boolean[] {true, true, false, false, false}, row.around(1, 1)); // a column
        boolean[] corner = new boolean[16];
        corner[3] = true; // the first row's end, which lies in memory beside the second's start
        boolean[] around = new Regions(corner, new boolean[16]).around(4, 1);
        for (int i = 0; i < 16; i++) assertEquals(i == 2 || i == 3 || i == 6 || i == 7, around[i], "pixel " + i);
    }

    /** Maps (1, 0), (0, ½), (1, 1) of states 0 to 2: states 0 and 2 have a control of (0, 1), state 1 of (1.5, .5)/1.5. */
    @Test
    void controlIsTheMeanOfTheOtherHalfsMapsEachDividedByItsSum() {
        StaticControl control = new StaticControl(3, 1, 2);
        control.add(0, map(1, 0));
        control.add(1, map(0, 0.5f));
        control.add(2, map(1, 1));
        assertArrayEquals(
                new float[] {0, 1}, control.mean(StaticControl.half(0)).values());
        assertArrayEquals(
                new float[] {0, 1}, control.mean(StaticControl.half(2)).values());
        assertArrayEquals(
                new float[] {1, 1 / 3f}, control.mean(StaticControl.half(1)).values(), 1e-6f);
    }

    @Test
    void controlOfMapsOfZerosIsZero() {
        StaticControl control = new StaticControl(2, 1, 2);
        control.add(0, map(0, 0));
        control.add(1, map(0, 0));
        assertArrayEquals(new float[2], control.mean(0).values());
    }

    /** A row of 12 pixels: the first matters, the last is the agent's own body; .5 lies 4 pixels from what matters. */
    @Test
    void nearnessByHand() {
        boolean[] first = new boolean[12];
        boolean[] last = new boolean[12];
        first[0] = true;
        last[11] = true;
        Regions regions = new Regions(first, last, last);
        float[] map = new float[12];
        map[4] = 0.5f;
        map[6] = 0.375f;
        map[11] = 0.125f;
        assertEquals(new NearScore(0, 0, 1, 0.5, 0.125), NearScore.of(new SaliencyMap(map, 1, 12, 1), regions));
        NearScore nothing = NearScore.of(new SaliencyMap(new float[12], 1, 12, 0), regions);
        assertEquals(0, nothing.mass());
        assertEquals(0, nothing.own());
    }

    /** Of 1, 2, 3, 4 it is (−3 · 1 − 1 · 2 + 1 · 3 + 3 · 4) / (4 · 10). */
    @Test
    void giniIndexByHand() {
        assertEquals(0.25, Gini.of(new float[] {4, 1, 3, 2}), 1e-15);
        assertEquals(0.75, Gini.of(new float[] {0, 0, 7, 0}), 1e-15);
        assertEquals(0, Gini.of(new float[] {2, 2, 2}), 1e-15);
        assertEquals(0, Gini.of(new float[5]));
        assertEquals(Gini.of(new float[] {1, 2, 5}), Gini.of(new float[] {10, 20, 50}), 1e-15);
        for (float bad : new float[] {Float.NaN, -1})
            assertThrows(IllegalArgumentException.class, () -> Gini.of(new float[] {1, bad}));
    }

    @Test
    void pixelsComeByFallingSaliencyTiesInAnotherOrderThanTheScan() {
        int[] order = PixelCurves.order(new float[] {0.25f, 1, 0, 0.5f});
        assertArrayEquals(new int[] {1, 3, 0, 2}, order);
        int[] ties = PixelCurves.order(new float[100]);
        assertEquals(100, Arrays.stream(ties).distinct().count());
        int inPlace = 0;
        for (int i = 0; i < 100; i++) if (ties[i] == i) inPlace++;
        assertTrue(inPlace < 10, inPlace + " in place");
    }

    /**
     * z_0 = 4 s_0 + 2 s_1, z_1 = 0 at s = (1, 1): π_0 = 1/(1 + e^−z). Deletion of s_0 first goes over z = 6, 2, 0; of
     * s_1 first over 6, 4, 0.
     */
    @Test
    void deletionAreaByHand() {
        Policy policy = linear(4, 2);
        INDArray state = Nd4j.ones(DataType.FLOAT, 1, 1, 2);
        PixelCurves curves = new PixelCurves(2);
        double right = (sigmoid(6) + 2 * sigmoid(2) + sigmoid(0)) / 4;
        double wrong = (sigmoid(6) + 2 * sigmoid(4) + sigmoid(0)) / 4;
        assertEquals(right, curves.deletion(policy, state, map(1, 0.5f)), 1e-6);
        assertEquals(wrong, curves.deletion(policy, state, map(0.5f, 1)), 1e-6);
    }

    /** The blur of one row (1, 0) by a wide Gaussian, its mirror images beyond the border, is about (1/2, 1/2). */
    @Test
    void insertionAreaByHand() {
        Policy policy = linear(4, -2);
        INDArray state = Nd4j.createFromArray(1f, 0f).reshape(1, 1, 2);
        PixelCurves curves = new PixelCurves(2);
        double right = (sigmoid(1) + 2 * sigmoid(3) + sigmoid(4)) / 4; // (½, ½), (1, ½), (1, 0)
        double wrong = (sigmoid(1) + 2 * sigmoid(2) + sigmoid(4)) / 4; // (½, ½), (½, 0), (1, 0)
        assertEquals(right, curves.insertion(policy, state, map(1, 0.5f)), 1e-4);
        assertEquals(wrong, curves.insertion(policy, state, map(0.5f, 1)), 1e-4);
    }

    @Test
    void sensitivityIsTheLargestRelativeChange() {
        assertEquals(0.5, MaximalSensitivity.change(new float[] {0, 2}, new float[] {0, 1}), 1e-15);
        assertEquals(5, MaximalSensitivity.change(new float[] {0, 0}, new float[] {3, 4}), 1e-15);
        assertEquals(0, MaximalSensitivity.change(new float[2], new float[2]));
    }

    /** Its map is (1, s_1 / s_0) at s = (½, ¼): with |y − s| ≤ r the second lies between (¼ ∓ r) / (½ ± r). */
    @Test
    void sensitivityStaysInTheBallAndComesNearItsBound() {
        SaliencyMethod identity = (any, states) -> states.dup();
        Policy policy = linear(1, 1); // any will do
        INDArray state = Nd4j.createFromArray(0.5f, 0.25f).reshape(1, 1, 1, 2);
        List<SaliencyMap> maps = identity.explain(policy, state);
        double bound = ((0.25 + 0.1) / (0.5 - 0.1) - 0.5) / Math.sqrt(1.25);
        double measured = new MaximalSensitivity(0.1, 400)
                .of(identity, policy, state, maps, List.of(new Seeds(1).stream("moves")))[0];
        assertTrue(measured <= bound + 1e-6 && measured > 0.85 * bound, measured + " of " + bound);
        SaliencyMethod constant = (any, states) -> Nd4j.ones(DataType.FLOAT, states.shape());
        assertEquals(
                0,
                MaximalSensitivity.defaults()
                        .of(
                                constant,
                                policy,
                                state,
                                constant.explain(policy, state),
                                List.of(new Seeds(1).stream("m")))[0]);
    }

    @Test
    void optionsOutsideTheirRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PixelCurves(0));
        assertThrows(IllegalArgumentException.class, () -> new MaximalSensitivity(Double.NaN, 10));
        assertThrows(IllegalArgumentException.class, () -> new MaximalSensitivity(0.02, 0));
        assertThrows(IllegalArgumentException.class, () -> new MapScoring(1, 1, 0));
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static SaliencyMap map(float... values) {
        return new SaliencyMap(values, 1, 2, 1);
    }
}
