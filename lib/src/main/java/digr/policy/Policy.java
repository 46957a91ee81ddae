package digr.policy;

import digr.nn.HostArrays;
import digr.nn.Network;
import digr.nn.ReluRule;
import digr.run.Source;
import digr.run.Sourced;
import digr.run.UserException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A stochastic policy π(a|s): frames divided by 255, a network, a softmax over its logits.
 *
 * <p>States are [N, C, H, W], float32 in [0, 1], or uint8 in the same order. Any N is taken: large batches run in
 * parts. Not for several threads at once; give each a {@link #copy}.
 */
public final class Policy implements Sourced {
    /** States a pass: more take memory, not less time. */
    public static final int BATCH = 256;

    /** A scalar's derivatives with respect to the logits of the i-th state. */
    @FunctionalInterface
    public interface ScalarGradient {
        double[] at(int i, double[] logits);
    }

    private final Network network;
    private final Optional<Source> source;

    public Policy(Network network) {
        this(network, Optional.empty());
    }

    Policy(Network network, Optional<Source> source) {
        this.network = network;
        this.source = source;
    }

    @Override
    public Optional<Source> source() {
        return source;
    }

    /** The network behind the policy; its value head, if it has one, is not part of the policy. */
    public Network network() {
        return network;
    }

    public Policy copy() {
        return new Policy(network.copy(), source);
    }

    /** {C, H, W}. */
    public long[] stateShape() {
        return network.architecture().inputShape();
    }

    public int actions() {
        return network.architecture().actions();
    }

    /** The first {@code n} of uint8 frames [.., C, H, W] as states: divided by 255, of the network's type. */
    public INDArray states(byte[] frames, int n) {
        long[] shape = stateShape();
        long[] batch = {n, shape[0], shape[1], shape[2]};
        float[] scaled = new float[(int) (n * shape[0] * shape[1] * shape[2])];
        if (frames.length < scaled.length)
            throw new IllegalArgumentException("Policy: " + n + " states " + Arrays.toString(shape) + " are "
                    + scaled.length + " bytes, got " + frames.length + "; are they of another task?");
        for (int i = 0; i < scaled.length; i++) scaled[i] = (frames[i] & 255) / 255f;
        return Nd4j.createFromArray(scaled).reshape(batch).castTo(network.type());
    }

    /** The logits of each state, [N][actions]. */
    public double[][] logits(INDArray states) {
        requireStates(states);
        double[][] logits = new double[(int) states.size(0)][];
        for (int from = 0; from < logits.length; from += BATCH) {
            int to = Math.min(from + BATCH, logits.length);
            copyLogits(network.forward(part(states, from, to)), logits, from);
        }
        return logits;
    }

    /** The logits of {@code n} uint8 states [N, C, H, W]. */
    public double[][] logits(byte[] states, int n) {
        double[][] logits = new double[n][];
        int size = (int) Arrays.stream(stateShape()).reduce(1, (a, b) -> a * b);
        for (int from = 0; from < n; from += BATCH)
            copyLogits(network.forward(states, from * size, Math.min(BATCH, n - from)), logits, from);
        return logits;
    }

    /** π(·|s) of each state, [N][actions]. */
    public double[][] probabilities(INDArray states) {
        double[][] pi = logits(states);
        for (int i = 0; i < pi.length; i++) pi[i] = Softmax.probabilities(pi[i]);
        return pi;
    }

    /** ∂F/∂s for F = ½ Σ_a π_a² ({@link SquaredPolicy}): [N, C, H, W], signed. */
    public INDArray inputGradient(INDArray states) {
        return inputGradient(states, SquaredPolicy::gradient, ReluRule.PLAIN);
    }

    /**
     * The gradient of any scalar of the logits.
     *
     * @param scalarGradient from one state's logits to the scalar's derivatives with respect to them
     * @param rule how gradients pass the ReLUs
     * @return [N, C, H, W], signed; a new array
     */
    public INDArray inputGradient(INDArray states, UnaryOperator<double[]> scalarGradient, ReluRule rule) {
        return inputGradient(states, (i, logits) -> scalarGradient.apply(logits), rule);
    }

    /**
     * The same as {@link #inputGradient(INDArray, UnaryOperator, ReluRule)} for a scalar that may differ from state to
     * state.
     */
    public INDArray inputGradient(INDArray states, ScalarGradient scalarGradient, ReluRule rule) {
        requireStates(states);
        int n = (int) states.size(0);
        INDArray gradients = Nd4j.createUninitialized(network.type(), states.shape());
        double[][] logits = new double[n][];
        for (int from = 0; from < n; from += BATCH) {
            int to = Math.min(from + BATCH, n);
            copyLogits(network.forward(part(states, from, to)), logits, from);
            double[][] c = new double[to - from][];
            for (int i = from; i < to; i++) c[i - from] = scalarGradient.at(i, logits[i]);
            part(gradients, from, to).assign(network.inputGradient(ofOutputs(c), rule));
        }
        return gradients;
    }

    /**
     * The sum of the gradients of a scalar of the logits over the points (1 − a_k) s' + a_k s of a straight path,
     * [C, H, W], signed; see {@link Network#pathGradient}.
     *
     * @param ends s' and s, [2, C, H, W]
     * @param positions a_k
     * @param scalarGradients from the logits at the points to the scalar's derivatives with respect to them,
     *     [K][actions] both
     */
    public INDArray pathGradient(INDArray ends, double[] positions, UnaryOperator<double[][]> scalarGradients) {
        requireStates(ends);
        return network.pathGradient(ends, positions, outputs -> {
            double[][] logits = new double[positions.length][];
            copyLogits(outputs, logits, 0);
            return ofOutputs(scalarGradients.apply(logits));
        });
    }

    /** Gradients with respect to the logits as such of the outputs: 0 for the value head. */
    private INDArray ofOutputs(double[][] ofLogits) {
        int outputs = network.architecture().outputs();
        double[][] rows = new double[ofLogits.length][];
        for (int i = 0; i < rows.length; i++) rows[i] = Arrays.copyOf(ofLogits[i], outputs);
        return HostArrays.array(rows, network.type());
    }

    private static INDArray part(INDArray states, int from, int to) {
        return from == 0 && to == states.size(0) ? states : states.get(NDArrayIndex.interval(from, to));
    }

    private void copyLogits(INDArray outputs, double[][] logits, int at) {
        double[] flat = HostArrays.doubles(outputs);
        int columns = (int) outputs.size(1);
        for (int i = 0; i < outputs.size(0); i++)
            logits[at + i] = finite(Arrays.copyOfRange(flat, i * columns, i * columns + actions()));
    }

    private static double[] finite(double[] logits) {
        for (double z : logits)
            if (!Double.isFinite(z))
                throw new UserException("Policy: its logits of a state must be finite, got " + Arrays.toString(logits)
                        + "; its weights overflow, its training may have diverged");
        return logits;
    }

    /**
     * Makes sure that this policy is one for an environment.
     *
     * @param who begins the message, such as {@code DigrTrainer: the teacher}
     * @param observationShape {C, H, W} of the environment
     * @throws UserException if it is for other observations or actions
     */
    public void requireFits(String who, int[] observationShape, int actions) {
        if (!sees(observationShape) || actions != actions())
            throw new UserException(who + " must see " + Arrays.toString(observationShape) + " and have " + actions
                    + " actions, it sees " + Arrays.toString(stateShape()) + " and has " + actions()
                    + "; is it of another task?");
    }

    /**
     * @param who for the message
     * @throws UserException if the policy sees states of another shape
     */
    public void requireSees(String who, int[] observationShape) {
        if (!sees(observationShape))
            throw new UserException(who + " must see " + Arrays.toString(observationShape) + ", it sees "
                    + Arrays.toString(stateShape()) + "; is it of another task?");
    }

    private boolean sees(int[] observationShape) {
        return Arrays.equals(Arrays.stream(observationShape).asLongStream().toArray(), stateShape());
    }

    /** @throws IllegalArgumentException if these are no states of this policy */
    public void requireStates(INDArray states) {
        long[] shape = stateShape();
        boolean fits = states.rank() == 4 && Arrays.equals(Arrays.copyOfRange(states.shape(), 1, 4), shape);
        if (!fits || states.size(0) < 1 || states.dataType() != network.type())
            throw new IllegalArgumentException("Policy: states must be " + network.type() + " [N, " + shape[0] + ", "
                    + shape[1] + ", " + shape[2] + "] with N at least 1, got " + states.dataType() + " "
                    + Arrays.toString(states.shape())
                    + (states.dataType() == DataType.UINT8 ? "; divide frames by 255" : ""));
    }
}
