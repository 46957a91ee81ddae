package digr.distill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.nn.HostArrays;
import digr.nn.Network;
import digr.nn.ParameterVector;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Against golden/saliency/rfg: PyTorch's double backward in float64. */
class SelectiveLossGoldenTest {
    private static boolean[] unimportant() {
        double[] mp = Golden.array("saliency/rfg/perturb_map.npy").data().asDouble();
        boolean[] mask = new boolean[mp.length];
        for (int i = 0; i < mask.length; i++) mask[i] = mp[i] <= 0.1f;
        return mask;
    }

    @ParameterizedTest
    @CsvSource({
        "pixel_full, true, false, DOUBLE", "pixel_detached, true, true, DOUBLE",
        "channel_full, false, false, DOUBLE", "channel_detached, false, true, DOUBLE",
        "pixel_full, true, false, FLOAT", "channel_detached, false, true, FLOAT"
    })
    void lossAndParameterGradient(String name, boolean perPixel, boolean detached, DataType type) {
        Network network = Golden.rfgNetwork("weights.npz", type);
        SelectiveLoss loss =
                new SelectiveLoss(SaliencyField.PROBABILITY, Map.of(new MaximumPenalty(perPixel, detached), 1.0), 0);
        ParameterVector gradient = network.newVector();
        INDArray outputs = network.forward(Golden.rfgStates(type));
        double value = loss.gradient(network, outputs, unimportant(), new boolean[4 * 64 * 64], gradient);

        double expected = Golden.json("saliency/rfg/expected.json")
                .get("selective_loss")
                .get(name)
                .asDouble();
        assertEquals(expected, value, type == DataType.DOUBLE ? 1e-9 : 1e-6);
        double deviation = Golden.deviation(
                Golden.flat(network.export(gradient)),
                HostArrays.doubles(Golden.array("saliency/rfg/selective_grad_" + name + ".npy")));
        assertTrue(deviation < (type == DataType.DOUBLE ? 1e-9 : 5e-6), "deviation " + deviation);
    }

    @Test
    void distillationLossAndItsGradient() {
        Network network = Golden.rfgNetwork("weights.npz", DataType.DOUBLE);
        Network teacher = Golden.rfgNetwork("teacher.npz", DataType.DOUBLE);
        INDArray states = Golden.rfgStates(DataType.DOUBLE);
        double[][] target = teacher.forward(states).toDoubleMatrix();
        double[][] g = new double[4][7];
        double value = DistillationLoss.gradient(target, network.forward(states).toDoubleMatrix(), g);
        assertEquals(
                Golden.json("saliency/rfg/expected.json")
                        .get("distillation_loss")
                        .asDouble(),
                value,
                1e-12);
        ParameterVector gradient = network.newVector();
        network.parameterGradient(HostArrays.array(g, DataType.DOUBLE), gradient);
        double deviation = Golden.deviation(
                Golden.flat(network.export(gradient)),
                HostArrays.doubles(Golden.array("saliency/rfg/distillation_grad.npy")));
        assertTrue(deviation < 1e-10, "deviation " + deviation);
    }

    @ParameterizedTest
    @CsvSource({"conflict, -1", "agree, 1"})
    void pcGrad(String name, int sign) {
        Network network = Golden.rfgNetwork("weights.npz", DataType.DOUBLE);
        ParameterVector g1 = vector(network, "distillation_grad");
        ParameterVector g2 = vector(network, "selective_grad_pixel_detached");
        g2.flat().muli(sign);
        double cosine = PcGrad.combine(g1, g2);
        assertEquals(
                sign
                        * Golden.json("saliency/rfg/expected.json")
                                .get("pcgrad")
                                .get("cosine_g1_g2")
                                .asDouble(),
                cosine,
                1e-12);
        double deviation = Golden.deviation(g1.flat(), Golden.array("saliency/rfg/pcgrad_" + name + ".npy"));
        assertTrue(deviation < 1e-12, "deviation " + deviation);
    }

    /** PCGrad does not depend on the parameters' order, so the golden order serves as it is. */
    private static ParameterVector vector(Network network, String name) {
        ParameterVector vector = network.newVector();
        vector.flat().assign(Golden.array("saliency/rfg/" + name + ".npy"));
        return vector;
    }
}
