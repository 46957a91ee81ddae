package digr.nn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.policy.SquaredPolicy;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class SecondOrderTest {
    /** The selective loss with the channels' maximum held fixed: v = dL/dG is then a constant times sign(G) on the mask. */
    @Test
    void selectiveLossGradientAgreesWithPyTorchsDoubleBackward() {
        Network network = Golden.rfgNetwork("weights.npz", DataType.DOUBLE);
        INDArray states = Golden.rfgStates(DataType.DOUBLE);
        INDArray mp = Golden.array("saliency/rfg/perturb_map.npy");
        double[][] z = network.forward(states).toDoubleMatrix();
        double[][] c = new double[4][];
        for (int i = 0; i < 4; i++) c[i] = SquaredPolicy.gradient(z[i]);
        INDArray g = network.inputGradient(Nd4j.create(c)).dup();
        INDArray v = Transforms.sign(g, true);
        for (int i = 0; i < 4; i++) {
            INDArray gi = Transforms.abs(g.slice(i), true);
            v.slice(i).divi(gi.maxNumber().doubleValue() * 4 * 3 * 64 * 64);
            for (int ch = 0; ch < 3; ch++)
                v.slice(i).slice(ch).muli(mp.slice(i).lte(0.1).castTo(DataType.DOUBLE));
        }
        double[][] dz = network.tangent(v).toDoubleMatrix();
        double[][] h = new double[4][];
        for (int i = 0; i < 4; i++) h[i] = SquaredPolicy.hessianTimes(z[i], dz[i]);
        ParameterVector out = network.newVector();
        network.tangentGradient(Nd4j.create(h), Nd4j.create(c), out);
        double deviation = Golden.deviation(
                Golden.flat(network.export(out)),
                Golden.array("saliency/rfg/selective_grad_channel_detached.npy")
                        .data()
                        .asDouble());
        assertTrue(deviation < 1e-9, "deviation " + deviation);
    }
}
