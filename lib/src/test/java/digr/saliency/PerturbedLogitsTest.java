package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.nn.Architecture;
import digr.nn.Architecture.Convolution;
import digr.nn.Initialiser;
import digr.nn.NativeThreads;
import digr.nn.Network;
import digr.policy.Policy;
import digr.run.Seeds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class PerturbedLogitsTest {
    static Stream<Architecture> architectures() {
        return Stream.of(
                // odd kernel, stride that does not divide it, pictures that are not square
                new Architecture(
                        2, 21, 34, List.of(new Convolution(3, 5, 2), new Convolution(4, 3, 1)), List.of(6), 4, false),
                new Architecture(1, 17, 12, List.of(new Convolution(2, 3, 1)), List.of(), 3, false),
                new Architecture(
                        1, 18, 23, List.of(new Convolution(3, 4, 4), new Convolution(4, 2, 1)), List.of(), 3, false),
                new Architecture(3, 40, 36, List.of(new Convolution(4, 8, 4)), List.of(5), 7, true));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void fromTheFirstLayerIsAsFromTheStates(Architecture architecture) {
        Network network = new Network(architecture, DataType.FLOAT);
        Initialiser.orthogonal(network, new Seeds(5).stream("initialisation"));
        network.parameters().flat().addi(0.05); // biases too
        Policy policy = new Policy(network);
        INDArray state = ManyLogits.state(architecture);
        for (Mixture mixture : List.of(
                Mixture.blurred(state, 2.5),
                Mixture.blurred(state, 0.4),
                Mixture.covered(state, 1, 0.5),
                Mixture.covered(state, 6, 1),
                Mixture.covered(state, 99, 0)))
            for (int stride : new int[] {1, 3}) {
                PerturbationGrid grid = new PerturbationGrid(architecture.height(), architecture.width(), stride);
                double[][] expected = PerturbedLogits.fromStates(policy, grid, mixture);
                double[][] actual = PerturbedLogits.fromFirstLayer(policy, grid, mixture);
                for (int k = 0; k < expected.length; k++)
                    for (int a = 0; a < architecture.actions(); a++)
                        assertEquals(
                                expected[k][a], actual[k][a], 2e-6 * (1 + Math.abs(expected[k][a])), "centre " + k);
            }
    }

    /** What the windows leave out is less than float32's own rounding: both ways err as much against float64. */
    @Test
    void windowsCostNoDigit() {
        Architecture architecture = Architecture.small(3, 128, 128, 7);
        Network network = new Network(architecture, DataType.FLOAT);
        Initialiser.orthogonal(network, new Seeds(5).stream("initialisation"));
        Policy policy = new Policy(network);
        Policy precise = new Policy(network.as(DataType.DOUBLE));
        PerturbationGrid grid = new PerturbationGrid(128, 128, 9);
        Mixture mixture = Mixture.blurred(ManyLogits.state(architecture), 5);
        double[][] exact = PerturbedLogits.fromStates(precise, grid, mixture);
        double plain = ManyLogits.error(PerturbedLogits.fromStates(policy, grid, mixture), exact);
        double windowed = ManyLogits.error(PerturbedLogits.fromFirstLayer(policy, grid, mixture), exact);
        assertTrue(plain > 0 && windowed < 1.5 * plain, "errors " + windowed + " in windows, " + plain + " without");
    }

    @Test
    void threadsShareTheWorkToTheBit() {
        Architecture architecture = Architecture.small(3, 64, 64, 7);
        Network network = new Network(architecture, DataType.FLOAT);
        Initialiser.orthogonal(network, new Seeds(5).stream("initialisation"));
        Policy policy = new Policy(network);
        PerturbationGrid grid = new PerturbationGrid(64, 64, 2);
        Mixture mixture = Mixture.blurred(ManyLogits.state(architecture), 4);
        int threads = NativeThreads.count();
        try {
            NativeThreads.use(1);
            double[][] alone = PerturbedLogits.fromFirstLayer(policy, grid, mixture);
            NativeThreads.use(3);
            assertArrayEquals(alone, PerturbedLogits.fromFirstLayer(policy, grid, mixture));
            assertEquals(3, NativeThreads.count());
        } finally {
            NativeThreads.use(threads);
        }
    }

    @Test
    void networkWithoutConvolutionIsExplainedToo() {
        Architecture architecture = new Architecture(1, 9, 9, List.of(), List.of(8), 3, false);
        Network network = new Network(architecture, DataType.FLOAT);
        Initialiser.orthogonal(network, new Seeds(6).stream("initialisation"));
        Policy policy = new Policy(network);
        INDArray states = ManyLogits.state(architecture).reshape(1, 1, 9, 9);
        assertTrue(new GaussianBlur(2).explain(policy, states).get(0).maximum() > 1e-6);
    }
}
