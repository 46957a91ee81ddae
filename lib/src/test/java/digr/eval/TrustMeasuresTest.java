package digr.eval;

import static digr.eval.TwoPixels.linear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.nn.Architecture;
import digr.nn.Initialiser;
import digr.nn.NativeThreads;
import digr.nn.Network;
import digr.policy.Policy;
import digr.policy.SquaredPolicy;
import digr.run.Seeds;
import digr.saliency.SaliencyMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Measures of whether a map can be trusted, worked out by hand. */
class TrustMeasuresTest {
    @BeforeAll
    static void smallBatchesWantOneThread() {
        NativeThreads.use(1);
    }

    /** Of 4 ranks ρ = 1 − 6 Σ d² / 60: here d = 1, 1, 0, 0. */
    @Test
    void rankCorrelationByHand() {
        RankCorrelation pixels = new RankCorrelation(1, 4);
        SaliencyMap map = map(4, 0.1f, 0.2f, 0.3f, 1);
        assertEquals(0.8, pixels.of(map, map(4, 0.5f, 0.4f, 0.6f, 1)), 1e-12);
        assertEquals(1, pixels.of(map, map(4, 0, 0.01f, 0.02f, 1)), 1e-12);
        assertEquals(-1, pixels.of(map, map(4, 1, 0.5f, 0.4f, 0)), 1e-12);
    }

    /** Ranks 1.5, 1.5, 3 beside 1, 2, 3: the products' sum is 1.5, the roots of the squares' sums √1.5 and √2. */
    @Test
    void equalValuesShareARank() {
        assertEquals(1.5 / Math.sqrt(3), new RankCorrelation(1, 3).of(map(3, 0, 0, 1), map(3, 0, 0.5f, 1)), 1e-12);
    }

    @Test
    void aMapOfOneValueOrdersNothing() {
        assertEquals(0, new RankCorrelation(1, 3).of(map(3, 0, 0, 0), map(3, 0, 0.5f, 1)));
    }

    /** Rows [0.1, 0.9 | 0], [0.2, 1 | 0]: the last column is blind. Without it the two are in reversed order. */
    @Test
    void pixelsThatTheNetworkDoesNotSeeDoNotCount() {
        SaliencyMap one = new SaliencyMap(new float[] {0.1f, 0.9f, 0, 0.2f, 1, 0}, 2, 3, 1);
        SaliencyMap other = new SaliencyMap(new float[] {1, 0.2f, 0, 0.9f, 0.1f, 0}, 2, 3, 1);
        assertEquals(-1, new RankCorrelation(2, 2).of(one, other), 1e-12);
        assertTrue(new RankCorrelation(2, 3).of(one, other) > -0.2);
        Policy policy = new Policy(new Network(Architecture.small(3, 64, 64, 7), DataType.FLOAT));
        assertEquals(new RankCorrelation(60, 60), RankCorrelation.seenBy(policy));
        assertThrows(IllegalArgumentException.class, () -> new RankCorrelation(3, 3).of(one, other));
        assertThrows(IllegalArgumentException.class, () -> new RankCorrelation(1, 1));
    }

    @Test
    void aCascadeForgetsOneLayerMoreEachTime() {
        Network trained = new Network(Architecture.small(3, 64, 64, 7).withValueHead(true), DataType.FLOAT);
        Initialiser.orthogonal(trained, new Seeds(1).stream("trained"));
        Map<String, INDArray> before = trained.export();
        Map<String, Policy> cascade = LayerRandomisation.cascade(new Policy(trained), new Seeds(2).stream("drawn"));
        List<String> layers = List.of("fc2", "fc1", "conv3", "conv2", "conv1");
        assertEquals(layers, List.copyOf(cascade.keySet()));
        Map<String, INDArray> last = cascade.get("conv1").network().export();
        for (int k = 0; k < layers.size(); k++) {
            Map<String, INDArray> weights = cascade.get(layers.get(k)).network().export();
            for (String layer : layers) {
                String name = layer + ".weight";
                boolean drawn = layers.indexOf(layer) <= k;
                assertEquals(drawn ? last.get(name) : before.get(name), weights.get(name), name + " of step " + k);
                assertTrue(!drawn || !before.get(name).equals(weights.get(name)), name + " of step " + k);
            }
            assertEquals(before.get("value.weight"), weights.get("value.weight"));
        }
        assertEquals(before, trained.export());
    }

    /**
     * z = (4 s_0 + 2 s_1, 0) at s = (1, 1). Squares of one pixel: d_0 = F(6) − F(2), d_1 = F(6) − F(4). The map (1, 0)
     * foretells (1, 0), of which β takes all but d_1.
     */
    @Test
    void infidelityByHand() {
        Policy policy = linear(4, 2);
        INDArray state = Nd4j.ones(DataType.FLOAT, 1, 1, 2);
        double d0 = f(6) - f(2);
        double d1 = f(6) - f(4);
        Infidelity pixels = new Infidelity(1, 1);
        double first = d1 * d1 / (d0 * d0 + d1 * d1);
        assertEquals(first, pixels.of(policy, state, contributions(1, 0)), 1e-5);
        assertEquals(first, pixels.of(policy, state, contributions(-7, 0)), 1e-5);
        assertEquals(1 - first, pixels.of(policy, state, contributions(0, 1)), 1e-5);
        assertEquals(0, pixels.of(policy, state, contributions((float) d0, (float) d1)), 1e-5);
        assertEquals(1, pixels.of(policy, state, contributions(0, 0)), 0);
    }

    /** Channels of a pixel go together: s = (1, 1 | 1, 1), z_0 = s_0 + s_1 of channel 0, twice that of channel 1. */
    @Test
    void contributionsOfAPixelStandForAllItsChannels() {
        Network network = new Network(new Architecture(2, 1, 2, List.of(), List.of(), 2, false), DataType.FLOAT);
        network.load(Map.of(
                "fc1.weight", Nd4j.createFromArray(1f, 0.5f, 2, 1, 0, 0, 0, 0).reshape(2, 4),
                "fc1.bias", Nd4j.zeros(DataType.FLOAT, 2)));
        INDArray state = Nd4j.ones(DataType.FLOAT, 2, 1, 2);
        double d0 = f(4.5) - f(1.5);
        double d1 = f(4.5) - f(3);
        INDArray a = contributions((float) d0, (float) d1);
        assertEquals(0, new Infidelity(1, 1).of(new Policy(network), state, a), 1e-5);
        INDArray split = Nd4j.createFromArray(0f, (float) d1, (float) d0, 0f).reshape(2, 1, 2);
        assertEquals(0, new Infidelity(1, 1).of(new Policy(network), state, split), 1e-5);
    }

    @Test
    void whereNothingChangesThereIsNothingToForetell() {
        INDArray state = Nd4j.ones(DataType.FLOAT, 1, 1, 2);
        assertEquals(0, new Infidelity(1, 1).of(linear(0, 0), state, contributions(1, 2)));
        assertThrows(IllegalArgumentException.class, () -> new Infidelity(2, 1)
                .of(linear(0, 0), state, contributions(1, 2)));
        assertThrows(IllegalArgumentException.class, () -> new Infidelity(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Infidelity(1, 0));
    }

    /** As in {@link MapMeasuresTest#deletionAreaByHand}: over z = 6, 2, 0. */
    @Test
    void aDeletionCurveStartsAtTheStateAndEndsInBlack() {
        double[] curve =
                new PixelCurves(2).deletionCurve(linear(4, 2), Nd4j.ones(DataType.FLOAT, 1, 1, 2), map(2, 1, 0.5f));
        double[] right = {1 / (1 + Math.exp(-6)), 1 / (1 + Math.exp(-2)), 0.5};
        assertArrayEquals(right, curve, 1e-6);
    }

    private static double f(double z) {
        return SquaredPolicy.value(new double[] {z, 0});
    }

    private static INDArray contributions(float first, float second) {
        return Nd4j.createFromArray(first, second).reshape(1, 1, 2);
    }

    private static SaliencyMap map(int width, float... values) {
        return new SaliencyMap(values, 1, width, 1);
    }
}
