package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.nn.Architecture;
import digr.nn.Network;
import digr.policy.Policy;
import digr.run.Seeds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RiseTest {
    @Test
    void masksAreSeenAsOftenAsTheirProbability() {
        Rise method = new Rise(1, 4, 0.3, 0);
        var random = new Seeds(3).stream("masks");
        double sum = 0;
        for (int k = 0; k < 2000; k++)
            for (double m : method.mask(10, 13, random)) {
                assertTrue(m >= 0 && m <= 1);
                sum += m / (2000 * 130);
            }
        assertEquals(0.3, sum, 0.012); // 3 standard errors: √(0.21 / 16 / 2000) · 3, and some for the shifts
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
