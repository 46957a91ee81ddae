package digr.saliency;

import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import digr.nn.HostArrays;
import digr.nn.Network;
import digr.policy.Policy;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A policy's logits at masked copies s ⊙ M_k of one state, [masks][actions], computed on all threads. */
final class MaskedLogits {
    /** Masks a pass. */
    private static final int BATCH = 250;

    /** Writes the i-th picture of a pass into a buffer from an offset on. */
    @FunctionalInterface
    private interface Painter {
        void paint(int i, FloatBuffer to, int offset);
    }

    private MaskedLogits() {}

    /**
     * The faster way where the network allows it.
     *
     * @param state s, [C, H, W]
     */
    static double[][] at(Policy policy, INDArray state, RiseMasks masks) {
        return FirstConvolution.begins(policy.network())
                ? fromFirstLayer(policy, state, masks)
                : fromStates(policy, state, masks);
    }

    /** Makes every masked state, multiplied in float32 for any type of network. */
    static double[][] fromStates(Policy policy, INDArray state, RiseMasks masks) {
        float[] s = HostArrays.floats(state.castTo(DataType.FLOAT));
        DataType type = policy.network().type();
        double[][] logits = new double[masks.count()][];
        SharedWork.run(passes(logits), policy, own -> {
            INDArray buffer = buffer(logits, state.shape());
            float[] picture = new float[s.length];
            return pass -> {
                int from = pass * BATCH;
                INDArray masked = paint(size(logits, from), buffer, (i, to, offset) -> {
                    multiply(s, masks.mask(from + i), picture);
                    to.put(offset, picture);
                });
                double[][] some = own.logits(masked.castTo(type));
                System.arraycopy(some, 0, logits, from, some.length);
            };
        });
        return logits;
    }

    /** Makes what the first layer answers, see {@link MaskedFirstLayer}. */
    static double[][] fromFirstLayer(Policy policy, INDArray state, RiseMasks masks) {
        FirstConvolution first = new FirstConvolution(policy.network());
        float[][][][] taps = first.taps(HostArrays.doubles(state));
        int[] order = masks.byPlace();
        double[][] logits = new double[masks.count()][];
        SharedWork.run(passes(logits), policy, own -> {
            Network network = own.network();
            INDArray buffer = buffer(logits, network.activationShape(1));
            MaskedFirstLayer layer = new MaskedFirstLayer(first, taps, masks);
            return pass -> {
                int from = pass * BATCH;
                int n = size(logits, from);
                INDArray activations =
                        paint(n, buffer, (i, to, offset) -> layer.activations(order[from + i], to, offset));
                double[] outputs = HostArrays.doubles(network.forwardFromActivation(1, activations));
                int length = outputs.length / n;
                for (int i = 0; i < n; i++)
                    logits[order[from + i]] = Arrays.copyOfRange(outputs, i * length, i * length + own.actions());
            };
        });
        return logits;
    }

    private static int passes(double[][] logits) {
        return (logits.length - 1) / BATCH + 1;
    }

    private static int size(double[][] logits, int from) {
        return Math.min(BATCH, logits.length - from);
    }

    private static INDArray buffer(double[][] logits, long[] shape) {
        return Nd4j.createUninitialized(DataType.FLOAT, size(logits, 0), shape[0], shape[1], shape[2]);
    }

    /** The first {@code n} pictures of a buffer, which are overwritten. */
    private static INDArray paint(int n, INDArray buffer, Painter painter) {
        int size = (int) (buffer.length() / buffer.size(0));
        HostArrays.withFloats(buffer, to -> {
            for (int i = 0; i < n; i++) painter.paint(i, to, i * size);
        });
        Nd4j.getAffinityManager().tagLocation(buffer, AffinityManager.Location.HOST);
        return n == buffer.size(0) ? buffer : buffer.get(interval(0, n));
    }

    private static void multiply(float[] state, float[] mask, float[] picture) {
        for (int channel = 0; channel < state.length; channel += mask.length)
            for (int p = 0; p < mask.length; p++) picture[channel + p] = state[channel + p] * mask[p];
    }
}
