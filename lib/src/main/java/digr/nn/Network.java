package digr.nn;

import digr.nn.Architecture.Convolution;
import digr.run.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A feed-forward network z = f(s; θ) with everything that DIGR differentiates.
 *
 * <p>A pass begins with {@link #forward}; the derivatives that follow are taken at its states:
 *
 * <pre>
 *   inputGradient(g)             (∂z/∂s)ᵀ g     one backward pass
 *   parameterGradient(g, out)    (∂z/∂θ)ᵀ g     the same, on to the parameters
 *   tangent(v)                   (∂z/∂s) v      one forward pass beside the first
 *   tangentGradient(a, b, out)   d/dθ of a·z + b·(∂z/∂s) v: the parameter gradient of a directional derivative
 * </pre>
 *
 * <p>The last one is the second-order derivative of the selective loss, exact, without a second-order engine: with v
 * held fixed, d/dθ (v · ∇_s F) sends the output's adjoints a (of z) and b (of ż = (∂z/∂s) v) back through the primal
 * and the tangent stream, which share the weights and the ReLU masks (whose own derivative is zero). A curved activation
 * adds its second derivative.
 *
 * <p>Arrays that a method returns belong to the network and are overwritten by the next pass of the same batch size; in
 * steady state nothing is allocated. Not safe for use by several threads at once: give each its own {@link #copy}.
 *
 * <p>All parameters lie in one flat vector, in an order and layout of the network's own (the first kernel is stored for
 * {@link PixelBlocks}, activations have their channels last); {@link #export} and {@link #load} speak PyTorch's names
 * and layouts.
 */
public final class Network {
    /** Buffers are kept for this many batch sizes. */
    private static final int BATCH_SIZES_KEPT = 6;

    private static final int WEIGHT = 0;

    private final Architecture architecture;
    private final DataType type;
    private final PixelBlocks blocks;
    private final List<Layer> layers = new ArrayList<>();
    private int lastConvolutionAt; // where the tape holds what comes from the last convolution's activation
    private final PyTorchLayout layout;
    private final ParameterVector parameters;
    private final SmallArrays small = new SmallArrays();
    private final NativeOp mixture = NativeOp.matmul(false, false);
    private ParameterVector tangentGradients;
    private final Map<Integer, Tape> tapes = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Tape> eldest) {
            return size() > BATCH_SIZES_KEPT;
        }
    };
    private Tape tape;

    /** A network whose parameters are all zero; see {@link Initialiser} and {@link #load}. */
    public Network(Architecture architecture, DataType type) {
        this(architecture, type, null);
    }

    /** @param shared another network's parameters; null for some of its own */
    private Network(Architecture architecture, DataType type, ParameterVector shared) {
        if (type != DataType.FLOAT && type != DataType.DOUBLE)
            throw new IllegalArgumentException("Network: type must be FLOAT or DOUBLE, got " + type);
        this.architecture = architecture;
        this.type = type;
        int blockSide = blockSide(architecture);
        this.blocks = new PixelBlocks(
                architecture.inputShape(),
                architecture.seen(architecture.height()) / blockSide,
                architecture.seen(architecture.width()) / blockSide,
                blockSide);
        long[] shape = blocks.shape();
        for (Convolution c : architecture.convolutions()) shape = addConvolution(c, shape);
        int in = architecture.features();
        for (int width : architecture.hidden()) {
            layers.add(new Linear(in, width));
            addActivation(width);
            in = width;
        }
        layers.add(new Linear(in, architecture.outputs()));
        layout = new PyTorchLayout(architecture, layers, blocks.side(), shape);
        parameters = shared == null ? newVector() : shared;
        for (int i = 0; i < layers.size(); i++) layers.get(i).parameters(parameters.of(i));
    }

    /**
     * A convolution and what follows it.
     *
     * @param shape {H, W, C} of its input
     * @return of the last one's output
     */
    private long[] addConvolution(Convolution c, long[] shape) {
        int side = layers.isEmpty() ? blocks.side() : 1;
        int kernel = c.kernel() / side;
        int stride = c.stride() / side;
        shape = addWindow(shape, c.padding(), kernel, stride);
        layers.add(new Conv2d((int) shape[2], c.filters(), kernel, stride));
        shape = last().outputShape(shape);
        addActivation(shape);
        lastConvolutionAt = layers.size();
        Pooling pooling = c.pooling();
        if (pooling.kind() == Pooling.Kind.NONE) return shape;
        shape = addWindow(shape, 0, pooling.window(), pooling.stride());
        boolean maximum = pooling.kind() == Pooling.Kind.MAXIMUM;
        layers.add(
                maximum
                        ? new MaximumPooling(pooling.window(), pooling.stride())
                        : new AveragePooling(pooling.window(), pooling.stride()));
        return last().outputShape(shape);
    }

    /** Pads, and leaves out what the layer behind it does not see; nothing is added where neither is needed. */
    private long[] addWindow(long[] shape, int padding, int kernel, int stride) {
        int rows = seen(shape[0] + 2 * padding, kernel, stride);
        int columns = seen(shape[1] + 2 * padding, kernel, stride);
        if (padding == 0 && rows == shape[0] && columns == shape[1]) return shape;
        layers.add(new Window(padding, rows, columns));
        return last().outputShape(shape);
    }

    private static int seen(long side, int kernel, int stride) {
        return (int) ((side - kernel) / stride * stride + kernel);
    }

    private void addActivation(long... shape) {
        if (architecture.layerNorm()) layers.add(new LayerNorm(shape));
        layers.add(architecture.activation().layer());
    }

    private Layer last() {
        return layers.get(layers.size() - 1);
    }

    /**
     * The first stride, where the kernel is a multiple of it and no {@link Window} is needed; else 1, which only moves
     * the channels to the end.
     */
    private static int blockSide(Architecture a) {
        if (a.convolutions().isEmpty() || !a.withoutPaddingAndPooling()) return 1;
        Convolution first = a.convolutions().get(0);
        return first.kernel() % first.stride() == 0 ? first.stride() : 1;
    }

    public Architecture architecture() {
        return architecture;
    }

    /** FLOAT or DOUBLE. */
    public DataType type() {
        return type;
    }

    /** A network of its own with the same parameters. */
    public Network copy() {
        return as(type);
    }

    /**
     * A network with the same parameters, not copies: what changes in one changes in all twins. The passes are its own,
     * so that twins may run at the same time, as long as nobody changes the parameters.
     */
    Network twin() {
        return new Network(architecture, type, parameters);
    }

    /** A copy of the network in another precision. */
    public Network as(DataType type) {
        Network copy = new Network(architecture, type);
        copy.setParameters(parameters);
        return copy;
    }

    // ---- passes ----

    /**
     * @param states [N, C, H, W], of the network's type; not modified
     * @return [N, outputs]: logits and, with a value head, the value as last column
     */
    public INDArray forward(INDArray states) {
        requireShape("states", states, with(states.rank() == 0 ? 0 : states.size(0), architecture.inputShape()));
        tape = tape((int) states.size(0));
        blocks.toBlocks(states, tape.value(0));
        return run();
    }

    /**
     * Does {@link #forward(INDArray)} for {@code n} uint8 states [N, C, H, W] from {@code offset} on, divided by 255.
     */
    public INDArray forward(byte[] states, int offset, int n) {
        long size = 1;
        for (long d : architecture.inputShape()) size *= d;
        if (n < 1 || offset < 0 || offset + n * size > states.length)
            throw new IllegalArgumentException("Network: " + n + " states of " + size + " bytes from " + offset
                    + " on do not lie within " + states.length + " bytes");
        tape = tape(n);
        blocks.toBlocks(states, offset, tape.value(0));
        return run();
    }

    /**
     * Does {@link #forward(INDArray)} from the output of the i-th convolution behind its ReLU on: for callers that
     * know it without a pass. No derivatives can follow. Only for a {@link Architecture#plain plain} network, as all that
     * is said of the i-th convolution.
     *
     * @param i 1 for the first convolution
     * @param activations N times {@link #activationShape}; not modified
     */
    public INDArray forwardFromActivation(int i, INDArray activations) {
        long n = activations.rank() == 0 ? 0 : activations.size(0);
        requireShape("activations", activations, with(n, activationShape(i)));
        Tape beyond = tape((int) n);
        tape = null;
        layers.get(2 * i).forward(activations, beyond.value(2 * i + 1));
        for (int k = 2 * i + 1; k < layers.size(); k++) layers.get(k).forward(beyond.value(k), beyond.value(k + 1));
        return beyond.value(layers.size());
    }

    /**
     * The i-th convolution and its ReLU on a part of the activations behind the one before it.
     *
     * @param i 2 for the second convolution; not for the first, whose input has another form
     * @param x [N, rows, columns, filters before]; not modified
     * @param y [N, rows, columns, filters] of what x gives; overwritten
     */
    public void activations(int i, INDArray x, INDArray y) {
        if (i < 2) throw new IllegalArgumentException("Network: needed a convolution behind the first, got " + i);
        requireConvolution(i);
        layers.get(2 * i - 2).forward(x, y);
        layers.get(2 * i - 1).forward(y, y);
    }

    /** {rows, columns, filters} of the i-th convolution's output for one state, as far as it reaches the network's. */
    public long[] activationShape(int i) {
        requireConvolution(i);
        long[] shape = blocks.shape();
        for (int k = 0; k < 2 * i; k++) shape = layers.get(k).outputShape(shape);
        return shape;
    }

    private void requireConvolution(int i) {
        if (i < 1 || i > architecture.convolutions().size())
            throw new IllegalArgumentException("Network: there is no convolution " + i + " in " + architecture);
        if (!architecture.plain())
            throw new IllegalArgumentException("Network: needed a plain network, got " + architecture);
    }

    private INDArray run() {
        return runFrom(0);
    }

    /** The rest of a pass, from what layer {@code first} takes in. */
    private INDArray runFrom(int first) {
        for (int i = first; i < layers.size(); i++) layers.get(i).forward(tape.value(i), tape.value(i + 1));
        return tape.value(layers.size());
    }

    /** The vector-Jacobian product (∂z/∂s)ᵀ g at the last forward pass: [N, outputs] to [N, C, H, W]. */
    public INDArray inputGradient(INDArray g) {
        return inputGradient(g, ReluRule.PLAIN);
    }

    /**
     * The same as {@link #inputGradient(INDArray)} with another rule for the ReLUs.
     *
     * @throws UserException if the rule is another and the network has other activations
     */
    public INDArray inputGradient(INDArray g, ReluRule rule) {
        if (rule != ReluRule.PLAIN && architecture.activation() != Activation.RELU)
            throw new UserException("Network: guided backpropagation is a rule for ReLUs, this network has "
                    + architecture.activation() + "; use another method");
        seed(g);
        backTo(0, rule);
        blocks.toPictures(tape.adjoint(0), tape.picture());
        return tape.picture();
    }

    /**
     * The sum Σ_k (∂z/∂s)ᵀ g_k at the points s_k = (1 − a_k) s' + a_k s of a straight path. The first layer is affine:
     * it is computed at both ends alone, and its transpose is applied to the sum. No derivatives can follow.
     *
     * @param ends s' and s, [2, C, H, W]; not modified
     * @param positions a_k, K of them
     * @param outputsGradient from the outputs at the points to g, both [K, outputs]
     * @return [C, H, W]
     */
    public INDArray pathGradient(INDArray ends, double[] positions, UnaryOperator<INDArray> outputsGradient) {
        requireShape("the ends of a path", ends, with(2, architecture.inputShape()));
        int affine = layers.get(0) instanceof Window ? 2 : 1; // layers before the first activation
        Tape atEnds = tape(2);
        Tape one = tape(1);
        blocks.toBlocks(ends, atEnds.value(0));
        for (int i = 0; i < affine; i++) layers.get(i).forward(atEnds.value(i), atEnds.value(i + 1));
        double[][] weights = new double[positions.length][];
        for (int k = 0; k < weights.length; k++) weights[k] = new double[] {1 - positions[k], positions[k]};
        tape = tape(positions.length);
        try {
            mixture.run(rows(tape.value(affine)), HostArrays.array(weights, type), rows(atEnds.value(affine)));
            INDArray outputs = runFrom(affine);
            seed(outputsGradient.apply(outputs));
            backTo(affine, ReluRule.PLAIN);
            mixture.run(rows(one.adjoint(affine)), Nd4j.ones(type, 1, positions.length), rows(tape.adjoint(affine)));
        } finally {
            tape = null;
        }
        for (int i = affine - 1; i >= 0; i--)
            layers.get(i).inputGradient(one.value(i), one.adjoint(i + 1), one.adjoint(i), ReluRule.PLAIN);
        blocks.toPictures(one.adjoint(0), one.picture());
        return one.picture().slice(0);
    }

    private static INDArray rows(INDArray batch) {
        return batch.reshape('c', batch.size(0), -1);
    }

    /** Sends the outputs' gradient, once it is seeded, back to what layer i takes in. */
    private void backTo(int i, ReluRule rule) {
        for (int k = layers.size() - 1; k >= i; k--)
            layers.get(k).inputGradient(tape.value(k), tape.adjoint(k + 1), tape.adjoint(k), rule);
    }

    /**
     * A copy of the activations behind the last convolution's activation function in the last pass, before pooling,
     * [N, filters, rows, columns]. Grad-CAM uses them.
     */
    public INDArray lastConvolution() {
        return passed().value(requireLastConvolution()).permute(0, 3, 1, 2).dup('c');
    }

    /** A copy of the gradient at {@link #lastConvolution}, of the same shape, from that of the outputs. */
    public INDArray lastConvolutionGradient(INDArray g) {
        int i = requireLastConvolution();
        seed(g);
        backTo(i, ReluRule.PLAIN);
        return tape.adjoint(i).permute(0, 3, 1, 2).dup('c');
    }

    private int requireLastConvolution() {
        if (architecture.convolutions().isEmpty())
            throw new IllegalArgumentException("Network: this network has no convolution: " + architecture);
        return lastConvolutionAt;
    }

    /**
     * The parameters' gradient (∂z/∂θ)ᵀ g, summed over the batch.
     *
     * @param g [N, outputs]: the loss's derivative with respect to the last forward pass' result
     * @param out overwritten
     */
    public void parameterGradient(INDArray g, ParameterVector out) {
        seed(g);
        for (int i = layers.size() - 1; i >= 0; i--)
            layers.get(i).gradients(tape.value(i), tape.adjoint(i + 1), i == 0 ? null : tape.adjoint(i), out.of(i));
    }

    /**
     * Like {@link #parameterGradient}, but part of the gradient also passes units that are off. A ReLU passes it on
     * unchanged where its input x is positive, and times ℓ / (1 + |x|/τ)² elsewhere. So a unit that is always off can
     * be switched on again.
     *
     * @param leak ℓ, of 0 to 1
     * @param width τ, above 0
     */
    public void leakyParameterGradient(INDArray g, double leak, double width, ParameterVector out) {
        seed(g);
        for (int i = layers.size() - 1; i >= 0; i--) {
            INDArray down = i == 0 ? null : tape.adjoint(i);
            if (layers.get(i) instanceof Relu relu)
                relu.leakyGradient(tape.value(i), tape.adjoint(i + 1), down, leak, width);
            else layers.get(i).gradients(tape.value(i), tape.adjoint(i + 1), down, out.of(i));
        }
    }

    /** The Jacobian-vector product (∂z/∂s) v at the last forward pass: [N, C, H, W] to [N, outputs]. */
    public INDArray tangent(INDArray v) {
        requireShape("v", v, with(passed().batch, architecture.inputShape()));
        blocks.toBlocks(v, tape.tangent(0));
        for (int i = 0; i < layers.size(); i++)
            layers.get(i).tangent(tape.value(i), tape.tangent(i), tape.tangent(i + 1));
        return tape.tangent(layers.size());
    }

    /** The exact {@link #tangentGradient(INDArray, INDArray, double, ParameterVector)}, without a surrogate. */
    public void tangentGradient(INDArray a, INDArray b, ParameterVector out) {
        tangentGradient(a, b, 0, out);
    }

    /**
     * After {@link #forward} and {@link #tangent}: the parameters' gradient of a·z + b·ż, summed over the batch, where
     * ż is the tangent's result and a, b are held fixed. To be called once after each {@link #tangent}.
     *
     * <p>A ReLU's mask 1[x > 0] is constant almost everywhere, so that this derivative never asks a unit to switch off;
     * and a unit that is off where it should not look is what makes a gradient vanish for good. With a surrogate width
     * τ the masks keep their values, but count as having the derivative of a fast sigmoid, κ(x) = ½ / (τ (1 + |x|/τ)²),
     * as is usual for spiking networks (Zenke and Ganguli 2018, arXiv 1705.11146).
     *
     * @param a adjoint of z, [N, outputs]
     * @param b adjoint of ż, [N, outputs]
     * @param surrogateWidth τ; 0 for the exact derivative
     * @param out overwritten
     * @throws UserException if the network has layer normalisations, whose second derivative is not here
     */
    public void tangentGradient(INDArray a, INDArray b, double surrogateWidth, ParameterVector out) {
        if (architecture.layerNorm())
            throw new UserException("Network: the selective loss needs second derivatives, which layer normalisation"
                    + " does not have here; train a student without it");
        if (tangentGradients == null) tangentGradients = newVector();
        seed(b);
        for (int i = layers.size() - 1; i >= 0; i--) {
            INDArray up = tape.adjoint(i + 1);
            INDArray down = i == 0 ? null : tape.adjoint(i);
            if (layers.get(i) instanceof Relu relu) {
                relu.inputGradient(tape.value(i), up, down, ReluRule.PLAIN);
                if (surrogateWidth > 0) relu.surrogate(tape.value(i), up, surrogateWidth, tape.tangent(i));
            } else if (layers.get(i).parameterShapes().length == 0) {
                if (down != null) layers.get(i).inputGradient(tape.value(i), up, down, ReluRule.PLAIN);
                if (layers.get(i) instanceof Pointwise curved) curved.bend(tape.value(i), up, tape.tangent(i));
            } else layers.get(i).gradients(tape.tangent(i), up, down, tangentGradients.of(i));
        }
        seed(a);
        for (int i = layers.size() - 1; i >= 0; i--) {
            INDArray down = i == 0 ? null : tape.adjoint(i);
            layers.get(i).gradients(tape.value(i), tape.adjoint(i + 1), down, out.of(i));
            if (layers.get(i) instanceof Pointwise || (surrogateWidth > 0 && layers.get(i) instanceof Relu))
                down.addi(tape.tangent(i));
            if (out.of(i).length > 0) // the bias has no part in the tangent
            out.of(i)[WEIGHT].addi(tangentGradients.of(i)[WEIGHT]);
        }
    }

    // ---- parameters ----

    /** All parameters, not a copy: what is written into it counts from the next pass on. */
    public ParameterVector parameters() {
        return parameters;
    }

    /** A vector for a gradient or the like, all zero. */
    public ParameterVector newVector() {
        return new ParameterVector(layers, type, architecture.parameters());
    }

    /** Copies {@code values} into the network. */
    public void setParameters(ParameterVector values) {
        parameters.flat().assign(values.flat());
    }

    /** The parameters by PyTorch's names and in its layouts; copies. */
    public Map<String, INDArray> export() {
        return export(parameters);
    }

    /** Any vector of this network (a gradient, a moment) by PyTorch's names; copies. */
    public Map<String, INDArray> export(ParameterVector vector) {
        return layout.export(vector);
    }

    /** Sets the parameters from arrays in PyTorch's names and layouts, as {@link #export} gives them. */
    public void load(Map<String, INDArray> named) {
        setParameters(flatten(named));
    }

    /** The inverse of {@link #export(ParameterVector)}. */
    public ParameterVector flatten(Map<String, INDArray> named) {
        Map<String, long[]> shapes = architecture.parameterShapes();
        if (!named.keySet().equals(shapes.keySet()))
            throw new IllegalArgumentException(
                    "Network: parameters must be " + shapes.keySet() + ", got " + named.keySet());
        shapes.forEach((name, shape) -> requireShape(name, named.get(name), shape));
        ParameterVector vector = newVector();
        layout.fill(vector, named);
        return vector;
    }

    private Tape tape(int batch) {
        if (batch < 1) throw new IllegalArgumentException("Network: a batch needs at least one state, got " + batch);
        return tapes.computeIfAbsent(batch, n -> new Tape(n, type, blocks.shape(), architecture.inputShape(), layers));
    }

    /** The last forward pass. */
    private Tape passed() {
        if (tape == null) throw new IllegalStateException("Network: forward comes before its derivatives");
        return tape;
    }

    /** Where a backward pass begins. */
    private void seed(INDArray g) {
        requireShape("the outputs' gradient", g, new long[] {passed().batch, architecture.outputs()});
        INDArray adjoint = tape.adjoint(layers.size());
        if (SmallArrays.isSmall(g)) small.copy(g, adjoint);
        else adjoint.assign(g);
    }

    private void requireShape(String what, INDArray array, long[] shape) {
        if (!Arrays.equals(array.shape(), shape) || array.dataType() != type)
            throw new IllegalArgumentException("Network: " + what + " must be " + type + " " + Arrays.toString(shape)
                    + ", got " + array.dataType() + " " + Arrays.toString(array.shape()));
    }

    /** {n, shape…}. */
    static long[] with(long n, long[] shape) {
        long[] all = new long[shape.length + 1];
        all[0] = n;
        System.arraycopy(shape, 0, all, 1, shape.length);
        return all;
    }
}
