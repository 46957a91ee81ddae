package digr.distill;

import digr.nn.HostArrays;
import digr.nn.Network;
import digr.nn.ParameterVector;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/** States drawn from the buffer with the teacher's logits, on which the distillation loss is taken. */
final class DistillationBatch {
    private final byte[] states;
    private final double[][] taught;

    DistillationBatch(StateBuffer buffer, int size, UniformRandomProvider random) {
        states = new byte[size * buffer.stateSize()];
        taught = new double[size][buffer.actions()];
        buffer.draw(random, states, taught);
    }

    int size() {
        return taught.length;
    }

    /**
     * The contribution of one of {@code parts} parts to the loss and its gradient.
     *
     * @param out overwritten
     * @return the part's share of the loss
     */
    double gradient(DigrOptions options, Network student, int part, int parts, ParameterVector out) {
        int from = part * size() / parts;
        int to = (part + 1) * size() / parts;
        int stateSize = states.length / size();
        double share = (double) (to - from) / size();
        double[][] outputs = HostArrays.rows(student.forward(states, from * stateSize, to - from));
        double[][] g = new double[to - from][outputs[0].length];
        double loss = DistillationLoss.gradient(Arrays.copyOfRange(taught, from, to), outputs, g);
        INDArray outputGradient = HostArrays.array(g, student.type()).muli(share);
        double leak = options.combination().leak();
        if (leak == 0) student.parameterGradient(outputGradient, out);
        else student.leakyParameterGradient(outputGradient, leak, options.loss().surrogateWidth(), out);
        return share * loss;
    }
}
