package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.nn.Architecture;
import digr.nn.Architecture.Convolution;
import digr.nn.Initialiser;
import digr.nn.Network;
import digr.policy.Policy;
import digr.policy.PolicyWeights;
import digr.run.Provenance;
import digr.run.Seeds;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Maps of policies whose best action leads by many nats, and of policies that see nothing. */
class ConfidentPoliciesTest {
    private static final Architecture ARCHITECTURE = new Architecture(
            1, 20, 20, List.of(new Convolution(8, 4, 2), new Convolution(8, 3, 2)), List.of(16), 4, false);

    static Stream<SaliencyMethod> gradients() {
        return Stream.of(
                new VanillaGradient(),
                new InputTimesGradient(),
                new GuidedBackprop(),
                new GradCam(),
                new IntegratedGradients().withSteps(5),
                new SmoothGrad().withSamples(3));
    }

    static Stream<SaliencyMethod> perturbations() {
        GaussianBlur blur = new GaussianBlur(3, 2);
        return Stream.of(blur, new Sarfa(blur), new Occlusion(6, 0.5, 2), new Rise().withMasks(60));
    }

    /** @param lead what is added to the first logit */
    private static Network network(double lead) {
        Network network = new Network(ARCHITECTURE, DataType.FLOAT);
        Initialiser.orthogonal(network, new Seeds(5).stream("initialisation"));
        Map<String, INDArray> parameters = network.export();
        parameters.get("fc2.weight").muli(100); // the initialiser makes logits small
        parameters.get("fc2.bias").putScalar(0, lead);
        network.load(parameters);
        return network;
    }

    private static INDArray state() {
        var random = new Seeds(9).stream("state");
        float[] values = new float[400];
        for (int i = 0; i < values.length; i++) values[i] = random.nextFloat();
        return Nd4j.createFromArray(values).reshape(1, 1, 20, 20);
    }

    /** The same network in float64, by a way that shares no more than the last formula. */
    @ParameterizedTest
    @MethodSource("perturbations")
    void perturbationMapsAreThoseOfFloat64AtAnyLead(SaliencyMethod method) {
        for (double lead : new double[] {0, 34, 39, 100}) {
            Network network = network(lead);
            SaliencyMap map = method.explain(new Policy(network), state()).get(0);
            SaliencyMap exact = method.explain(new Policy(network.as(DataType.DOUBLE)), state().castTo(DataType.DOUBLE))
                    .get(0);
            assertArrayEquals(exact.values(), map.values(), 1e-4f, "lead " + lead);
            assertEquals(1, map.maximum() / exact.maximum(), 1e-4, "lead " + lead);
        }
    }

    /** KL of the most important pixel by log probabilities of 16 digits more: d log d terms written out. */
    @ParameterizedTest
    @CsvSource({"10", "39"})
    void occlusionOfASurePolicyFollowsItsRareActions(double lead) {
        Policy policy = new Policy(network(lead).as(DataType.DOUBLE));
        INDArray state = state().castTo(DataType.DOUBLE);
        INDArray covered = Nd4j.valueArrayOf(new long[] {1, 1, 20, 20}, 0.5, DataType.DOUBLE);
        double[] z = policy.logits(state)[0];
        double[] y = policy.logits(covered)[0];
        // with r_b = exp(z_b - z_0) tiny: KL = sum_b r_b (exp(t_b) - 1 - t_b) but for squares of r
        double kl = 0;
        for (int b = 1; b < 4; b++) {
            double t = y[b] - z[b] - (y[0] - z[0]);
            kl += Math.exp(z[b] - z[0]) * (Math.expm1(t) - t);
        }
        double score = new Occlusion(99).attributions(policy, state).getDouble(0, 0, 3, 3);
        assertEquals(1, score / kl, lead == 39 ? 1e-9 : 0.05);
    }

    @ParameterizedTest
    @MethodSource("gradients")
    void gradientMapsHaveOneLimitAsTheLeadGrows(SaliencyMethod method) {
        float[] expected =
                method.explain(new Policy(network(64)), state()).get(0).values();
        double before = Double.POSITIVE_INFINITY;
        for (double lead : new double[] {80, 100, 128, 256, 512}) { // whole numbers keep the digits of the others
            SaliencyMap map = method.explain(new Policy(network(lead)), state()).get(0);
            assertArrayEquals(expected, map.values(), 2e-3f, "lead " + lead);
            assertTrue(map.maximum() < before && map.maximum() > 0, "lead " + lead + ": " + map);
            before = map.maximum();
        }
    }

    @Test
    void theScaleOfAMapIsThatOfTheFormula() {
        double at100 = new VanillaGradient()
                .explain(new Policy(network(100)), state())
                .get(0)
                .maximum();
        double at64 = new VanillaGradient()
                .explain(new Policy(network(64)), state())
                .get(0)
                .maximum();
        assertEquals(36, Math.log(at64 / at100), 1e-4); // F' is proportional to exp(-lead)
    }

    /** Float32's logits around 2^20 would be multiples of 1/8 nat: a fifth of a map, or all of it. */
    @ParameterizedTest
    @MethodSource("all")
    void whatAllLogitsHaveInCommonMovesNoMap(SaliencyMethod method) {
        Network network = network(0.5);
        Map<String, INDArray> parameters = network.export();
        parameters.get("fc2.bias").assign(Nd4j.createFromArray(0.5f, -0.25f, 0, 1));
        network.load(parameters);
        SaliencyMap expected = method.explain(new Policy(network), state()).get(0);
        parameters.get("fc2.bias").addi(1 << 20);
        network.load(parameters);
        PolicyWeights offset = PolicyWeights.of(network, Provenance.of("test", Map.of(), 0));
        SaliencyMap map = method.explain(offset.policy(), state()).get(0);
        assertArrayEquals(expected.values(), map.values(), 1e-5f);
        assertEquals(expected.maximum(), map.maximum(), 1e-5 * expected.maximum());
        // what the file holds stays as it is
        assertEquals((1 << 20) + 0.5f, offset.network().export().get("fc2.bias").getFloat(0));
    }

    static Stream<SaliencyMethod> all() {
        return Stream.concat(gradients(), perturbations());
    }

    /** The first layer is off everywhere: whatever changes is rounding. */
    @ParameterizedTest
    @MethodSource("all")
    void policyThatSeesNothingHasZeroMaps(SaliencyMethod method) {
        Network network = network(1);
        Map<String, INDArray> parameters = network.export();
        parameters.get("conv1.bias").assign(-100);
        parameters.get("conv2.bias").assign(0.3);
        network.load(parameters);
        SaliencyMap map = method.explain(new Policy(network), state()).get(0);
        assertEquals(0, map.maximum());
        assertArrayEquals(new float[400], map.values());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 1})
    void blurOfAStateOfOneColourIsThatState(double colour) {
        Network network = network(3);
        Map<String, INDArray> parameters = network.export();
        for (String layer : List.of("conv1", "conv2", "fc1"))
            parameters.get(layer + ".bias").assign(0.37);
        network.load(parameters);
        INDArray state = Nd4j.valueArrayOf(new long[] {1, 1, 20, 20}, colour, DataType.FLOAT);
        GaussianBlur blur = new GaussianBlur(3, 1);
        for (SaliencyMethod method : List.of(blur, new Sarfa(blur), new Occlusion(5, colour, 1)))
            assertEquals(0, method.explain(new Policy(network), state).get(0).maximum(), method.toString());
        if (colour == 0)
            assertEquals(
                    0, new Rise().explain(new Policy(network), state).get(0).maximum());
    }

    /** 2e-4 nats at logits of 1 are far above float32's rounding, and a map. */
    @Test
    void aSmallChangeIsNoRounding() {
        Network network = network(0);
        Map<String, INDArray> parameters = network.export();
        parameters.get("fc2.weight").muli(1e-4);
        parameters.get("fc2.bias").assign(1);
        network.load(parameters);
        assertTrue(new GaussianBlur(3, 2)
                        .explain(new Policy(network), state())
                        .get(0)
                        .maximum()
                > 0);
    }
}
