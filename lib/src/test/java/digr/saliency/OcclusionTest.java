package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import digr.nn.Architecture;
import digr.nn.Network;
import digr.policy.Policy;
import digr.policy.Softmax;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OcclusionTest {
    /** One linear layer: the first logit is the sum of a 2x4x5 state, the other one 0. */
    private static Policy sum() {
        Network network = new Network(new Architecture(2, 4, 5, List.of(), List.of(), 2, false), DataType.DOUBLE);
        Map<String, INDArray> parameters = network.export();
        parameters.get("fc1.weight").slice(0).assign(1);
        network.load(parameters);
        return new Policy(network);
    }

    @Test
    void patchCoversWhatItShould() {
        INDArray states = Nd4j.zeros(DataType.DOUBLE, 1, 2, 4, 5);
        INDArray scores = new Occlusion(3, 0.25, 1).attributions(sum(), states);
        // in two channels: 9 pixels inside, 6 at a side, 4 in a corner
        assertEquals(kl(18 * 0.25), scores.getDouble(0, 0, 1, 2), 1e-15);
        assertEquals(kl(12 * 0.25), scores.getDouble(0, 0, 0, 2), 1e-15);
        assertEquals(kl(8 * 0.25), scores.getDouble(0, 0, 3, 4), 1e-15);
        // an even side begins half a side above and left of the centre
        INDArray even = new Occlusion(2, 0.25, 1).attributions(sum(), states);
        assertEquals(kl(2 * 0.25), even.getDouble(0, 0, 0, 0), 1e-15);
        assertEquals(kl(8 * 0.25), even.getDouble(0, 0, 3, 4), 1e-15);
    }

    @Test
    void patchOfThePicturesColourChangesNothing() {
        INDArray states = Nd4j.valueArrayOf(new long[] {1, 2, 4, 5}, 0.5, DataType.DOUBLE);
        assertEquals(0, new Occlusion(3).explain(sum(), states).get(0).maximum());
    }

    @Test
    void patchLargerThanThePictureCoversAllOfItEverywhere() {
        INDArray states = Nd4j.zeros(DataType.DOUBLE, 1, 2, 4, 5);
        INDArray scores = new Occlusion(1000).attributions(sum(), states);
        for (int i = 0; i < 20; i++) assertEquals(kl(20), scores.getDouble(0, 0, i / 5, i % 5), 1e-12);
    }

    @Test
    void refusesWhatIsNoPatch() {
        assertThrows(IllegalArgumentException.class, () -> new Occlusion(0));
        assertThrows(IllegalArgumentException.class, () -> new Occlusion(3, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new Occlusion(3, 0.5, 0));
    }

    private static double kl(double logit) {
        return Softmax.kl(new double[2], new double[] {logit, 0});
    }
}
