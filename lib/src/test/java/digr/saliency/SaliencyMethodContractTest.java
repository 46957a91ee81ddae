package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.nn.Architecture;
import digr.nn.Network;
import digr.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What every saliency method owes, whatever the network. */
class SaliencyMethodContractTest {
    private static final INDArray STATES = Golden.rfgStates(DataType.FLOAT).get(NDArrayIndex.interval(0, 2));

    private static final Background BACKGROUND = Background.read(Golden.path("saliency/rfg/counterfactual.npz"));

    static Stream<SaliencyMethod> methods() {
        return Stream.of(
                new VanillaGradient(),
                new InputTimesGradient(),
                new GuidedBackprop(),
                new GradCam(),
                new IntegratedGradients().withSteps(7),
                new SmoothGrad().withSamples(3),
                new SmoothGrad().withSamples(3).withAbsolute(true),
                new GaussianBlur(4, 4),
                new GaussianBlur(200, 9),
                new Sarfa(new GaussianBlur(4, 8)),
                new Occlusion(8, 0.5, 8),
                new Rise().withMasks(40),
                new Counterfactual(BACKGROUND).withStride(4),
                new TiledCounterfactual(BACKGROUND));
    }

    private static Policy policy() {
        return new Policy(Golden.rfgNetwork("weights.npz", DataType.FLOAT));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void mapsLieBetweenZeroAndOneAndReachOne(SaliencyMethod method) {
        List<SaliencyMap> maps = method.explain(policy(), STATES);
        assertEquals(2, maps.size());
        for (SaliencyMap map : maps) {
            assertEquals("64x64", map.height() + "x" + map.width());
            float most = 0;
            for (float v : map.values()) most = Math.max(most, v);
            assertEquals(1, most);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void constantPolicyHasZeroMaps(SaliencyMethod method) {
        Network network = Golden.rfgNetwork("weights.npz", DataType.FLOAT);
        Map<String, INDArray> named = network.export();
        named.get("fc2.weight").assign(0);
        network.load(named);
        for (SaliencyMap map : method.explain(new Policy(network), STATES)) assertEquals(0, map.maximum());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void policyWithOneActionHasZeroMaps(SaliencyMethod method) {
        Network network = new Network(Architecture.small(3, 64, 64, 1), DataType.FLOAT);
        network.parameters().flat().assign(0.01);
        for (SaliencyMap map : method.explain(new Policy(network), STATES)) assertEquals(0, map.maximum());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void orderOfActionsDoesNotMatter(SaliencyMethod method) {
        Network network = Golden.rfgNetwork("weights.npz", DataType.FLOAT);
        Map<String, INDArray> named = network.export();
        for (String name : List.of("fc2.weight", "fc2.bias")) {
            INDArray original = named.get(name).dup();
            for (int a = 0; a < 7; a++) named.get(name).slice(a).assign(original.slice((a + 3) % 7));
        }
        network.load(named);
        double deviation = Golden.deviation(
                Maps.together(method.explain(new Policy(network), STATES)),
                Maps.together(method.explain(policy(), STATES)));
        assertTrue(deviation < 1e-5, "deviation " + deviation);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aStateAloneHasTheSameMapAsAmongOthers(SaliencyMethod method) {
        double deviation = Golden.deviation(
                Maps.together(method.explain(policy(), STATES.get(NDArrayIndex.interval(1, 2)))),
                Maps.together(method.explain(policy(), STATES).subList(1, 2)));
        assertTrue(deviation < 1e-5, "deviation " + deviation);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void statesAreNotModified(SaliencyMethod method) {
        INDArray states = STATES.dup();
        method.explain(policy(), states);
        assertArrayEquals(Maps.flat(STATES), Maps.flat(states), 0);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void refusesStatesOfAnotherShapeOrType(SaliencyMethod method) {
        for (INDArray states : List.of(
                Nd4j.zeros(DataType.FLOAT, 1, 3, 64, 63),
                Nd4j.zeros(DataType.FLOAT, 3, 64, 64),
                Nd4j.zeros(DataType.DOUBLE, 1, 3, 64, 64),
                STATES.dup().putScalar(777, Float.NaN),
                STATES.dup().putScalar(777, Float.POSITIVE_INFINITY)))
            assertThrows(IllegalArgumentException.class, () -> method.explain(policy(), states));
    }
}
