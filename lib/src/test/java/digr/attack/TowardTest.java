package digr.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import digr.nn.Architecture;
import digr.nn.HostArrays;
import digr.nn.Network;
import digr.policy.Policy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An attack that wants one action, on a policy with z = (s_0, s_1, ¼ s_0 − s_1). */
class TowardTest {
    private static final float[] WEIGHTS = {1, 0, 0, 1, 0.25f, -1};

    /** At s = (.5, .5) each of the logits 0, 1, 2 rises along (+, −), (−, +), (−, −): its own weights less the others'. */
    @Test
    void fgsmStepsTowardsTheActionThatIsAskedFor() {
        assertArrayEquals(new float[] {0.6f, 0.4f}, attacked(0), 1e-6f);
        assertArrayEquals(new float[] {0.4f, 0.6f}, attacked(1), 1e-6f);
        assertArrayEquals(new float[] {0.4f, 0.4f}, attacked(2), 1e-6f);
    }

    private static float[] attacked(int action) {
        Network network = new Network(new Architecture(1, 1, 2, List.of(), List.of(), 3, false), DataType.FLOAT);
        network.load(Map.of(
                "fc1.weight", Nd4j.createFromArray(WEIGHTS).reshape(3, 2), "fc1.bias", Nd4j.zeros(DataType.FLOAT, 3)));
        INDArray state = Nd4j.createFromArray(0.5f, 0.5f).reshape(1, 1, 1, 2);
        Pgd oneStep = Pgd.defaults().withSteps(1, 1).withLoss(Loss.toward(action));
        INDArray attacked = oneStep.perturb(new Policy(network), state, 0.1, null);
        assertEquals(2, attacked.length());
        return HostArrays.floats(attacked);
    }
}
