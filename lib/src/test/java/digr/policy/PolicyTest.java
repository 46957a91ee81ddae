package digr.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import digr.nn.Architecture;
import digr.nn.Architecture.Convolution;
import digr.nn.Initialiser;
import digr.nn.Network;
import digr.nn.ReluRule;
import digr.run.Seeds;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class PolicyTest {
    private static final int N = 300; // two parts of at most 256

    private final Policy policy = policy(true);
    private final byte[] frames = new byte[N * 2 * 6 * 7];
    private final INDArray states;

    PolicyTest() {
        new Random(1).nextBytes(frames);
        float[] scaled = new float[frames.length];
        for (int i = 0; i < scaled.length; i++) scaled[i] = (frames[i] & 255) / 255f;
        states = Nd4j.createFromArray(scaled).reshape(N, 2, 6, 7);
    }

    private static Policy policy(boolean valueHead) {
        Network network = new Network(
                new Architecture(2, 6, 7, List.of(new Convolution(3, 4, 2)), List.of(5), 4, valueHead), DataType.FLOAT);
        Initialiser.orthogonal(network, new Seeds(1).stream("initialisation"));
        network.parameters().flat().muli(3);
        return new Policy(network);
    }

    private static INDArray range(INDArray states, int from, int to) {
        return states.get(NDArrayIndex.interval(from, to)).dup('c');
    }

    @Test
    void statesBeyondOneBatchComeOutInOrder() {
        double[][] logits = policy.logits(states);
        assertEquals(N, logits.length);
        for (int i : new int[] {0, 255, 256, 299})
            assertArrayEquals(policy.logits(range(states, i, i + 1))[0], logits[i], 1e-5);
        assertArrayEquals(logits, policy.logits(frames, N));
        INDArray gradient = policy.inputGradient(states);
        for (int i : new int[] {0, 255, 256, 299}) {
            INDArray alone = policy.inputGradient(range(states, i, i + 1));
            assertArrayEquals(
                    alone.ravel().toFloatVector(),
                    range(gradient, i, i + 1).ravel().toFloatVector(),
                    1e-6f);
        }
    }

    @Test
    void theValueHeadIsNoAction() {
        double[][] logits = policy.logits(states);
        assertEquals(4, logits[0].length);
        assertEquals(4, policy.actions());
        double sum = 0;
        for (double p : policy.probabilities(range(states, 0, 1))[0]) sum += p;
        assertEquals(1, sum, 1e-12);
    }

    /** ∂z_a/∂s of a policy with a value head is that of the same network without it. */
    @Test
    void gradientsOfOneLogitPassTheValueHeadBy() {
        Policy without = policy(false);
        var named = policy.network().export();
        named.keySet().removeIf(name -> name.startsWith("value."));
        without.network().load(named);
        double[] second = {0, 1, 0, 0};
        INDArray some = range(states, 0, 3);
        assertArrayEquals(
                without.inputGradient(some, z -> second, ReluRule.PLAIN).ravel().toFloatVector(),
                policy.inputGradient(some, z -> second, ReluRule.PLAIN).ravel().toFloatVector(),
                1e-7f);
    }

    @Test
    void resultsAreTheCallersOwn() {
        INDArray some = range(states, 0, 2);
        INDArray before = policy.inputGradient(some);
        INDArray kept = before.dup();
        assertNotSame(before, policy.inputGradient(range(states, 2, 4)));
        assertEquals(kept, before);
        assertEquals(range(states, 0, 2), some);
    }

    @Test
    void statesThatDoNotFitAreRefusedWithAdvice() {
        refused("got FLOAT [1, 6, 7, 2]", Nd4j.zeros(1, 6, 7, 2));
        refused("got FLOAT [2, 6, 7]", Nd4j.zeros(2, 6, 7));
        refused("got DOUBLE [1, 2, 6, 7]", Nd4j.zeros(DataType.DOUBLE, 1, 2, 6, 7));
        refused("got UBYTE [1, 2, 6, 7]; divide frames by 255", Nd4j.zeros(DataType.UINT8, 1, 2, 6, 7));
    }

    private void refused(String got, INDArray states) {
        String message = "Policy: states must be FLOAT [N, 2, 6, 7] with N at least 1, " + got;
        for (Executable call : List.<Executable>of(
                () -> policy.logits(states), () -> policy.probabilities(states), () -> policy.inputGradient(states)))
            assertEquals(
                    message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void tooFewBytesAreRefused() {
        assertEquals(
                "Network: 256 states of 84 bytes from 0 on do not lie within 100 bytes",
                assertThrows(IllegalArgumentException.class, () -> policy.logits(new byte[100], 256))
                        .getMessage());
        assertEquals(
                "Policy: 2 states [2, 6, 7] are 168 bytes, got 100; are they of another task?",
                assertThrows(IllegalArgumentException.class, () -> policy.states(new byte[100], 2))
                        .getMessage());
    }
}
