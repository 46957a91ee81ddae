package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.nn.Architecture;
import digr.nn.HostArrays;
import digr.nn.Network;
import digr.policy.Policy;
import digr.run.UserException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** On z = (3 s_0, 1000 s_1, s_0 + 2 s_1), where the contrast is the difference of two rows of weights. */
class ActionContrastTest {
    private final INDArray state = Nd4j.createFromArray(0.5f, 1f).reshape(1, 1, 1, 2);

    /** Action 1 leads by 998 nats: the gradient of any probability is 0 in a double. */
    @Test
    void isTheDifferenceOfTheWeightsHoweverSureThePolicyIs() {
        assertArrayEquals(new double[] {2, -2}, contrast(0, 2), 1e-5);
        assertArrayEquals(new double[] {-3, 1000}, contrast(1, 0), 1e-5);
        assertArrayEquals(new double[] {3, -1000}, contrast(0, 1), 1e-5);
    }

    @Test
    void anActionThatThePolicyLacksIsNamed() {
        String said = assertThrows(UserException.class, () -> contrast(0, 3)).getMessage();
        assertTrue(said.contains("actions 0 to 2, asked for 0 and 3"), said);
        assertEquals(
                "ActionContrast: needed two actions, each at least 0, got 1 and 1",
                assertThrows(UserException.class, () -> contrast(1, 1)).getMessage());
        assertThrows(UserException.class, () -> contrast(-1, 1));
    }

    private double[] contrast(int action, int rather) {
        Network network = new Network(new Architecture(1, 1, 2, List.of(), List.of(), 3, false), DataType.FLOAT);
        network.load(Map.of(
                "fc1.weight",
                Nd4j.createFromArray(3f, 0, 0, 1000, 1, 2).reshape(3, 2),
                "fc1.bias",
                Nd4j.zeros(DataType.FLOAT, 3)));
        return HostArrays.doubles(new ActionContrast(action, rather).attributions(new Policy(network), state));
    }
}
