package digr.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** z = 3 relu(2 s − 0.3), small enough for pencil and paper; κ(±0.1) = ½ / (0.1 · 2²) = 1.25 at width 0.1. */
class SwitchingUnitsTest {
    private static final double WIDTH = 0.1;

    private static Network network() {
        Network network = new Network(new Architecture(1, 1, 1, List.of(), List.of(1), 1, false), DataType.DOUBLE);
        network.load(Map.of(
                "fc1.weight", scalar(2).reshape(1, 1),
                "fc1.bias", scalar(-0.3),
                "fc2.weight", scalar(3).reshape(1, 1),
                "fc2.bias", scalar(0)));
        return network;
    }

    private static INDArray scalar(double x) {
        return Nd4j.createFromArray(new double[] {x});
    }

    /** ż = 3 · 1[x > 0] · 2 v with v = ½: on its way to the mask the gradient of ż is 3 · 1 · κ(x). */
    @ParameterizedTest
    @CsvSource({
        // s, surrogate width, d/dw1, d/db1, d/dw2
        "0.2, 0,   1.5,   0,    1",
        "0.2, 0.1, 2.25,  3.75, 1",
        "0.1, 0,   0,     0,    0",
        "0.1, 0.1, 0.375, 3.75, 0",
    })
    void surrogateLetsThePenaltyMoveTheMask(double s, double width, double w1, double b1, double w2) {
        Network network = network();
        network.forward(scalar(s).reshape(1, 1, 1, 1));
        network.tangent(scalar(0.5).reshape(1, 1, 1, 1));
        ParameterVector gradient = network.newVector();
        network.tangentGradient(scalar(0).reshape(1, 1), scalar(1).reshape(1, 1), width, gradient);
        Map<String, INDArray> named = network.export(gradient);
        assertEquals(w1, named.get("fc1.weight").getDouble(0), 1e-12);
        assertEquals(b1, named.get("fc1.bias").getDouble(0), 1e-12);
        assertEquals(w2, named.get("fc2.weight").getDouble(0), 1e-12);
    }

    /** 0.3 / (1 + 0.1/0.1)² = 0.075 of the gradient 3 reaches a unit that is off by 0.1. */
    @ParameterizedTest
    @CsvSource({"0.2, 3", "0.1, 0.225"})
    void leakReachesUnitsThatAreOff(double s, double b1) {
        Network network = network();
        network.forward(scalar(s).reshape(1, 1, 1, 1));
        ParameterVector gradient = network.newVector();
        network.leakyParameterGradient(scalar(1).reshape(1, 1), 0.3, WIDTH, gradient);
        assertEquals(b1, network.export(gradient).get("fc1.bias").getDouble(0), 1e-12);
    }
}
