package digr.saliency;

import digr.nn.HostArrays;
import digr.nn.Network;
import digr.policy.Policy;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A policy's logits at perturbed copies of one state, [centres][actions], for all centres of a grid. */
final class PerturbedLogits {
    /** About so many perturbed states a pass. */
    private static final int BATCH = 256;

    private PerturbedLogits() {}

    /** At m(s, i), the faster way where the network allows it. */
    static double[][] at(Policy policy, PerturbationGrid grid, BlurredState state) {
        Network network = policy.network();
        boolean linearFirst = !network.architecture().convolutions().isEmpty() && network.type() == DataType.FLOAT;
        return linearFirst ? fromFirstLayer(policy, grid, state) : fromStates(policy, grid, state);
    }

    /** Makes every perturbed state. */
    static double[][] fromStates(Policy policy, PerturbationGrid grid, Perturbation perturbation) {
        long[] shape = policy.stateShape();
        int size = (int) (shape[0] * shape[1] * shape[2]);
        double[][] logits = new double[grid.size()][];
        for (int from = 0; from < logits.length; from += BATCH) {
            int n = Math.min(BATCH, logits.length - from);
            double[] copies = new double[n * size];
            for (int i = 0; i < n; i++)
                perturbation.perturb(grid.row(from + i), grid.column(from + i), copies, i * size);
            INDArray states = HostArrays.array(copies, policy.network().type(), n, shape[0], shape[1], shape[2]);
            System.arraycopy(policy.logits(states), 0, logits, from, n);
        }
        return logits;
    }

    /**
     * Makes what the first layer answers, see {@link FirstLayer}, on all threads. The layers behind it run whole: a mask
     * moves float32 numbers up to 5.8 radii away, so that with radius 4 on 64x64 pixels blocks of 16x16 centres would leave
     * a sixth of the second convolution's outputs alone, and less of those behind it.
     */
    static double[][] fromFirstLayer(Policy policy, PerturbationGrid grid, BlurredState state) {
        FirstLayer layer = new FirstLayer(policy.network(), state);
        double[][] logits = new double[grid.size()][];
        int columns = Math.max(1, BATCH / grid.rows()); // of centres, a pass
        int passes = (grid.columns() - 1) / columns + 1;
        SharedWork.run(passes, policy, own -> new Pass(own, grid, layer, columns, logits));
        return logits;
    }

    /** The centres of some neighbouring columns; one thread's. */
    private static final class Pass implements IntConsumer {
        private final Policy policy;
        private final PerturbationGrid grid;
        private final FirstLayer layer;
        private final int columns;
        private final double[][] logits;
        private INDArray activations;

        Pass(Policy policy, PerturbationGrid grid, FirstLayer layer, int columns, double[][] logits) {
            this.policy = policy;
            this.grid = grid;
            this.layer = layer;
            this.columns = columns;
            this.logits = logits;
        }

        @Override
        public void accept(int pass) {
            int from = pass * columns;
            int to = Math.min(from + columns, grid.columns());
            int n = (to - from) * grid.rows();
            if (activations == null || activations.size(0) != n)
                activations = Nd4j.createUninitialized(DataType.FLOAT, layer.shape(n));
            FloatBuffer numbers = activations.data().asNioFloat();
            for (int x = from, at = 0; x < to; x++) {
                float[][][] ofColumn = layer.ofColumn(x * grid.stride());
                for (int y = 0; y < grid.rows(); y++, at += layer.size())
                    layer.activations(ofColumn, y * grid.stride(), numbers, at);
            }
            Nd4j.getAffinityManager().tagLocation(activations, AffinityManager.Location.HOST);
            double[] outputs = HostArrays.doubles(policy.network().forwardFromFirstActivation(activations));
            int width = outputs.length / n;
            for (int i = 0; i < n; i++) {
                int centre = i % grid.rows() * grid.columns() + from + i / grid.rows();
                logits[centre] = Arrays.copyOfRange(outputs, i * width, i * width + policy.actions());
            }
        }
    }
}
