package digr.saliency;

import digr.nn.Network;
import digr.policy.Policy;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A policy's logits at the perturbed copies m(s, i) of states, for all centres i of a grid. */
abstract class PerturbedLogits {
    /** About so many perturbed states a pass. */
    private static final int BATCH = 256;

    final Policy policy;
    final PerturbationGrid grid;
    private final int batch;

    private PerturbedLogits(Policy policy, PerturbationGrid grid) {
        this.policy = policy;
        this.grid = grid;
        batch = Math.max(1, BATCH / grid.columns()) * grid.columns();
    }

    /** The faster way where the network allows it. */
    static PerturbedLogits of(Policy policy, PerturbationGrid grid) {
        Network network = policy.network();
        boolean linearFirst = !network.architecture().convolutions().isEmpty() && network.type() == DataType.FLOAT;
        return linearFirst ? new FromFirstLayer(policy, grid) : new FromStates(policy, grid);
    }

    /** [centres][actions]. */
    final double[][] at(BlurredState state) {
        double[][] logits = new double[grid.size()][];
        begin(state);
        for (int from = 0; from < logits.length; from += batch) {
            int to = Math.min(from + batch, logits.length);
            System.arraycopy(part(from, to), 0, logits, from, to - from);
        }
        return logits;
    }

    abstract void begin(BlurredState state);

    /** The logits at centres from to to − 1, whole rows. */
    abstract double[][] part(int from, int to);

    /** Makes every perturbed state. */
    static final class FromStates extends PerturbedLogits {
        private BlurredState state;

        FromStates(Policy policy, PerturbationGrid grid) {
            super(policy, grid);
        }

        @Override
        void begin(BlurredState state) {
            this.state = state;
        }

        @Override
        double[][] part(int from, int to) {
            int size = state.channels * state.height * state.width;
            double[] pictures = new double[(to - from) * size];
            for (int k = from; k < to; k++) state.perturb(grid.row(k), grid.column(k), pictures, (k - from) * size);
            long[] shape = {to - from, state.channels, state.height, state.width};
            return policy.logits(Nd4j.create(pictures, shape, policy.network().type()));
        }
    }

    /** Makes what the first layer answers, see {@link FirstLayer}. */
    static final class FromFirstLayer extends PerturbedLogits {
        private FirstLayer layer;
        private float[][][] columns; // the weights of each column of centres
        private float[] numbers = new float[0];
        private INDArray activations;

        FromFirstLayer(Policy policy, PerturbationGrid grid) {
            super(policy, grid);
        }

        @Override
        void begin(BlurredState state) {
            layer = new FirstLayer(policy.network(), state);
            if (columns != null) return;
            columns = new float[grid.columns()][][];
            for (int x = 0; x < columns.length; x++) columns[x] = layer.weightsOfColumn(grid.column(x));
        }

        @Override
        double[][] part(int from, int to) {
            int n = to - from;
            if (activations == null || activations.size(0) != n) {
                activations = Nd4j.createUninitialized(DataType.FLOAT, layer.shape(n));
                numbers = new float[n * layer.size()];
            }
            for (int k = from; k < to; k += columns.length) {
                float[][][] ofRow = layer.ofRow(grid.row(k));
                for (int x = 0; x < columns.length; x++)
                    layer.activations(ofRow, columns[x], numbers, (k + x - from) * layer.size());
            }
            activations.data().asNioFloat().put(numbers);
            Nd4j.getAffinityManager().tagLocation(activations, AffinityManager.Location.HOST);
            double[] outputs = policy.network()
                    .forwardFromFirstActivation(activations)
                    .data()
                    .asDouble();
            int width = outputs.length / n;
            double[][] logits = new double[n][];
            for (int i = 0; i < n; i++)
                logits[i] = Arrays.copyOfRange(outputs, i * width, i * width + policy.actions());
            return logits;
        }
    }
}
