package digr.policy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.nn.ReluRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Against golden/saliency/rfg: what PyTorch and Captum compute in float64. */
class PolicyGoldenTest {
    /** The files' own rounding to float32 is 6e-8; float32 in PyTorch gave up to 8e-7. */
    private static double tolerance(DataType type) {
        return type == DataType.DOUBLE ? 1e-7 : 3e-6;
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void logits(DataType type) {
        Policy policy = new Policy(Golden.rfgNetwork("weights.npz", type));
        INDArray logits = Nd4j.createFromArray(policy.logits(Golden.rfgStates(type)));
        double deviation = Golden.deviation(logits, Golden.array("saliency/rfg/logits.npy"));
        assertTrue(deviation < (type == DataType.DOUBLE ? 1e-13 : 3e-6), "deviation " + deviation);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void inputGradient(DataType type) {
        Policy policy = new Policy(Golden.rfgNetwork("weights.npz", type));
        INDArray g = Transforms.abs(policy.inputGradient(Golden.rfgStates(type)));
        double deviation = Golden.deviation(g, Golden.array("saliency/rfg/vanilla_channel.npy"));
        assertTrue(deviation < tolerance(type), "deviation " + deviation);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void guidedGradient(DataType type) {
        Policy policy = new Policy(Golden.rfgNetwork("weights.npz", type));
        INDArray g = policy.inputGradient(Golden.rfgStates(type), SquaredPolicy::gradient, ReluRule.GUIDED);
        double deviation = Golden.deviation(g, Golden.array("saliency/rfg/guided_channel.npy"));
        assertTrue(deviation < tolerance(type), "deviation " + deviation);
    }
}
