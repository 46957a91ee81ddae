package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import digr.ToyEnvironment;
import digr.env.Separable;
import digr.nn.Architecture;
import digr.nn.Network;
import digr.policy.Policy;
import digr.policy.Softmax;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class RemovalTest {
    private static final int SIDE = 8;
    private static final int FIRST = 1 * SIDE + 1; // row 1, column 1
    private static final int SECOND = 1 * SIDE + 4; // row 1, column 4

    /** One linear layer: the first logit is the sum of a 1x8x8 state, the other one 0. */
    private static Policy sum() {
        Network network = new Network(new Architecture(1, SIDE, SIDE, List.of(), List.of(), 2, false), DataType.DOUBLE);
        Map<String, INDArray> parameters = network.export();
        parameters.get("fc1.weight").slice(0).assign(1);
        network.load(parameters);
        return new Policy(network);
    }

    @Test
    void aThingsPixelsAndTwoMoreHaveWhatChangesWithoutIt() {
        SaliencyMap map = Removal.explain(sum(), new Things(51, 204)); // .2 and .8 of 255
        double first = Softmax.kl(new double[] {1, 0}, new double[] {0.8, 0});
        double second = Softmax.kl(new double[] {1, 0}, new double[] {0.2, 0});
        assertEquals(second, map.maximum(), 1e-8);
        float[] expected = new float[SIDE * SIDE];
        for (int y = 0; y <= 3; y++) {
            for (int x = 0; x <= 3; x++) expected[y * SIDE + x] = (float) (first / second);
            for (int x = 2; x <= 6; x++) expected[y * SIDE + x] = 1; // the larger, where both are near
        }
        assertArrayEquals(expected, map.values(), 1e-6f);
    }

    @Test
    void aStateWithoutThingsHasAMapOfZeros() {
        SaliencyMap map = Removal.explain(sum(), new Things(0, 0));
        assertEquals(0, map.maximum());
        assertArrayEquals(new float[SIDE * SIDE], map.values());
    }

    /** Two things of a pixel each, on black; a thing of brightness 0 is not there. */
    private static final class Things extends ToyEnvironment implements Separable {
        private final int first;
        private final int second;

        Things(int first, int second) {
            super(1);
            this.first = first;
            this.second = second;
        }

        @Override
        public int[] observationShape() {
            return new int[] {1, SIDE, SIDE};
        }

        @Override
        public int[] things() {
            int[] things = new int[SIDE * SIDE];
            Arrays.fill(things, -1);
            if (first > 0) things[FIRST] = 0;
            if (second > 0) things[SECOND] = 7; // numbers need not follow each other
            return things;
        }

        @Override
        public void observe(byte[] frame, int offset) {
            observe(thing -> true, frame, offset);
        }

        @Override
        public void observe(IntPredicate shown, byte[] frame, int offset) {
            Arrays.fill(frame, offset, offset + SIDE * SIDE, (byte) 0);
            if (shown.test(0)) frame[offset + FIRST] = (byte) first;
            if (shown.test(7)) frame[offset + SECOND] = (byte) second;
        }
    }
}
