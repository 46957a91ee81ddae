package digr.eval;

import digr.nn.Architecture;
import digr.nn.Network;
import digr.policy.Policy;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** A policy of two pixels and two actions, simple enough to work its measures out by hand. */
final class TwoPixels {
    private TwoPixels() {}

    /** π_0 = 1 / (1 + e^−z) with z = w_0 s_0 + w_1 s_1. */
    static Policy linear(float first, float second) {
        Network network = new Network(new Architecture(1, 1, 2, List.of(), List.of(), 2, false), DataType.FLOAT);
        network.load(Map.of(
                "fc1.weight",
                Nd4j.createFromArray(first, second, 0, 0).reshape(2, 2),
                "fc1.bias",
                Nd4j.zeros(DataType.FLOAT, 2)));
        return new Policy(network);
    }
}
