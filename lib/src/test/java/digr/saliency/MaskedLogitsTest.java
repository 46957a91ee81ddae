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

class MaskedLogitsTest {
    static Stream<Architecture> architectures() {
        return Stream.of(
                // odd kernel, stride that does not divide it, pictures that are not square
                new Architecture(
                        2, 21, 34, List.of(new Convolution(3, 5, 2), new Convolution(4, 3, 1)), List.of(6), 4, false),
                new Architecture(1, 17, 12, List.of(new Convolution(2, 3, 1)), List.of(), 3, false),
                new Architecture(2, 19, 25, List.of(new Convolution(3, 2, 5)), List.of(), 3, false), // gaps
                new Architecture(
                        1, 18, 23, List.of(new Convolution(3, 4, 4), new Convolution(4, 2, 1)), List.of(), 3, false),
                new Architecture(3, 40, 36, List.of(new Convolution(4, 8, 4)), List.of(5), 7, true));
    }

    /** From one cell to more cells than pixels; 260 masks are two passes. */
    @ParameterizedTest
    @MethodSource("architectures")
    void fromTheFirstLayerIsAsFromTheStates(Architecture architecture) {
        Network network = network(architecture);
        network.parameters().flat().addi(0.05); // biases too
        Policy policy = new Policy(network);
        INDArray state = ManyLogits.state(architecture);
        for (int cells : new int[] {1, 2, 7, 45})
            for (int count : new int[] {1, 260}) {
                RiseMasks masks = masks(architecture, count, cells);
                double[][] expected = MaskedLogits.fromStates(policy, state, masks);
                double[][] actual = MaskedLogits.fromFirstLayer(policy, state, masks);
                for (int k = 0; k < count; k++)
                    for (int a = 0; a < architecture.actions(); a++)
                        assertEquals(expected[k][a], actual[k][a], 2e-6 * (1 + Math.abs(expected[k][a])), "mask " + k);
            }
    }

    /** Both ways err as much against float64. */
    @Test
    void theFirstLayersSumsCostNoDigit() {
        Architecture architecture = Architecture.small(3, 64, 64, 7);
        Network network = network(architecture);
        Policy policy = new Policy(network);
        Policy precise = new Policy(network.as(DataType.DOUBLE));
        RiseMasks masks = masks(architecture, 100, 7);
        INDArray state = ManyLogits.state(architecture);
        double[][] exact = MaskedLogits.fromStates(precise, state.castTo(DataType.DOUBLE), masks);
        double plain = ManyLogits.error(MaskedLogits.fromStates(policy, state, masks), exact);
        double summed = ManyLogits.error(MaskedLogits.fromFirstLayer(policy, state, masks), exact);
        assertTrue(plain > 0 && summed < 1.5 * plain, "errors " + summed + " by sums, " + plain + " without");
    }

    @Test
    void threadsShareTheWorkToTheBit() {
        Architecture architecture = Architecture.small(3, 64, 64, 7);
        Policy policy = new Policy(network(architecture));
        RiseMasks masks = masks(architecture, 600, 7);
        INDArray state = ManyLogits.state(architecture);
        int threads = NativeThreads.count();
        try {
            NativeThreads.use(1);
            double[][] alone = MaskedLogits.fromFirstLayer(policy, state, masks);
            NativeThreads.use(3);
            assertArrayEquals(alone, MaskedLogits.fromFirstLayer(policy, state, masks));
            assertEquals(3, NativeThreads.count());
        } finally {
            NativeThreads.use(threads);
        }
    }

    private static Network network(Architecture architecture) {
        Network network = new Network(architecture, DataType.FLOAT);
        Initialiser.orthogonal(network, new Seeds(5).stream("initialisation"));
        return network;
    }

    private static RiseMasks masks(Architecture a, int count, int cells) {
        return new RiseMasks(count, cells, 0.5, a.height(), a.width(), new Seeds(2).stream("rise"));
    }
}
