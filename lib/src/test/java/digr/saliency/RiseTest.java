package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.nn.Activation;
import digr.nn.Architecture;
import digr.nn.Architecture.Convolution;
import digr.nn.HostArrays;
import digr.nn.Initialiser;
import digr.nn.Network;
import digr.nn.Pooling;
import digr.policy.Policy;
import digr.policy.Softmax;
import digr.run.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RiseTest {
    static Stream<Architecture> architectures() {
        List<Convolution> convolutions = List.of(new Convolution(6, 4, 2), new Convolution(5, 3, 1));
        Architecture plain = new Architecture(2, 22, 17, convolutions, List.of(8), 4, true);
        Convolution padded = new Convolution(6, 4, 2, 1, Pooling.NONE);
        return Stream.of(
                plain,
                new Architecture(2, 22, 17, List.of(padded), List.of(8), 4, false),
                new Architecture(2, 22, 17, convolutions, List.of(8), 4, false, Activation.TANH, false),
                new Architecture(2, 22, 17, List.of(), List.of(8), 4, false));
    }

    /** In either type, whatever a network begins with, and for each of several states. */
    @ParameterizedTest
    @MethodSource("architectures")
    void scoresAreThoseOfTheFormula(Architecture architecture) {
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            Network network = new Network(architecture, type);
            Initialiser.orthogonal(network, new Seeds(5).stream("initialisation"));
            Map<String, INDArray> parameters = network.export();
            parameters.get("fc2.weight").muli(100); // the initialiser makes logits small
            network.load(parameters);
            Policy policy = new Policy(network);
            INDArray states = Nd4j.rand(type, 2, 2, 22, 17);
            Rise method = new Rise(300, 6, 0.4, 3);
            double[] expected = formula(method, policy, states);
            double[] actual = HostArrays.doubles(method.attributions(policy, states));
            double most = Arrays.stream(expected).max().orElseThrow();
            assertTrue(most > 1e-3, "most " + most);
            assertArrayEquals(expected, actual, 1e-5 * most);
        }
    }

    private static double[] formula(Rise method, Policy policy, INDArray states) {
        int pixels = 22 * 17;
        double[] scores = new double[2 * pixels];
        for (int i = 0; i < 2; i++) {
            INDArray state = states.slice(i);
            int chosen = Softmax.argmax(policy.logits(state.reshape(1, 2, 22, 17))[0]);
            var random = new Seeds(method.seed()).stream("rise");
            double[] f = new double[method.masks()];
            double[][] masks = new double[f.length][];
            for (int k = 0; k < f.length; k++) {
                masks[k] = mask(method, random);
                INDArray mask = HostArrays.array(masks[k], states.dataType(), 1, 22, 17);
                INDArray masked = Nd4j.concat(0, mask, mask).muli(state).reshape(1, 2, 22, 17);
                f[k] = policy.probabilities(masked)[0][chosen];
            }
            double mean = Arrays.stream(f).average().orElseThrow();
            for (int p = 0; p < pixels; p++) {
                double sum = 0;
                for (int k = 0; k < f.length; k++) sum += (f[k] - mean) * masks[k][p];
                scores[i * pixels + p] = Math.max(0, sum / (f.length * method.probability()));
            }
        }
        return scores;
    }

    private static double[] mask(Rise method, UniformRandomProvider random) {
        int cells = method.cells();
        double[] grid = new double[cells * cells];
        for (int i = 0; i < grid.length; i++) grid[i] = random.nextDouble() < method.probability() ? 1 : 0;
        double[] whole = Bilinear.resize(grid, cells, cells, (cells + 1) * 4, (cells + 1) * 3); // ⌈22/6⌉, ⌈17/6⌉
        int corner = random.nextInt(4) * (cells + 1) * 3 + random.nextInt(3);
        double[] mask = new double[22 * 17];
        for (int y = 0; y < 22; y++) System.arraycopy(whole, corner + y * (cells + 1) * 3, mask, y * 17, 17);
        return mask;
    }

    @Test
    void thePixelThatDecidesStandsOut() {
        Network network = new Network(new Architecture(1, 14, 14, List.of(), List.of(), 2, false), DataType.FLOAT);
        Map<String, INDArray> parameters = network.export();
        parameters.get("fc1.weight").putScalar(0, 9 * 14 + 4, 1);
        network.load(parameters);
        INDArray states = Nd4j.ones(DataType.FLOAT, 1, 1, 14, 14);
        SaliencyMap map = new Rise().explain(new Policy(network), states).get(0);
        assertTrue(map.values()[9 * 14 + 4] > 0.9, "at the pixel " + map.values()[9 * 14 + 4]);
        double far = 0;
        for (int i = 0; i < 14; i++) far = Math.max(far, map.values()[i]); // nine rows above
        assertTrue(far < 0.15, "far away " + far);
    }

    @Test
    void seedDecides() {
        Network network = new Network(new Architecture(1, 8, 8, List.of(), List.of(), 2, false), DataType.FLOAT);
        network.parameters().flat().assign(Nd4j.linspace(DataType.FLOAT, 0, 2e-4, 130));
        Policy policy = new Policy(network);
        INDArray states = Nd4j.ones(DataType.FLOAT, 1, 1, 8, 8);
        Rise method = new Rise().withMasks(20);
        INDArray first = method.attributions(policy, states);
        assertEquals(first, method.attributions(policy, states));
        assertTrue(first.distance1(method.withSeed(1).attributions(policy, states)) > 1e-3);
    }

    @Test
    void refusesWhatIsNoMask() {
        assertThrows(IllegalArgumentException.class, () -> new Rise().withMasks(0));
        assertThrows(IllegalArgumentException.class, () -> new Rise().withCells(0));
        assertThrows(IllegalArgumentException.class, () -> new Rise(10, 7, Double.NaN, 0));
    }
}
