package digr.policy;

import static digr.policy.OnnxGraph.integers;
import static digr.policy.OnnxGraph.number;
import static digr.policy.OnnxGraph.refuse;
import static digr.policy.OnnxGraph.text;

import digr.nn.Activation;
import digr.nn.Architecture;
import digr.nn.Architecture.Convolution;
import digr.nn.Pooling;
import digr.run.NdArray;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onnx.Onnx.NodeProto;

/**
 * Reads a policy network from an ONNX model, such as {@code torch.onnx.export} writes: a chain from the state to the
 * logits, of Transpose and a division of the pixels, Conv, an activation, MaxPool or AveragePool, Flatten or Reshape, Gemm
 * or MatMul and Add, LayerNormalization. Behind the last hidden layer it may fork into logits and value.
 *
 * @see <a href="https://onnx.ai/onnx/operators">ONNX operators</a>
 */
final class OnnxReader {
    private static final double EPSILON = 1e-5; // of layer normalisations, PyTorch's and ours

    private static final Map<String, Activation> ACTIVATIONS = Map.of(
            "Relu", Activation.RELU,
            "Elu", Activation.ELU,
            "Tanh", Activation.TANH,
            "LeakyRelu", Activation.LEAKY_RELU);

    private final OnnxGraph graph;
    private final LoadOptions options;
    private final Map<String, NdArray> parameters = new LinkedHashMap<>();
    private final List<Convolution> convolutions = new ArrayList<>();
    private final List<Integer> hidden = new ArrayList<>();
    private final Set<Activation> activations = new HashSet<>();
    private final Set<Boolean> normalised = new HashSet<>();
    private String layer; // whose activation is to come
    private boolean norm; // whether a layer normalisation came behind it
    private boolean flat;
    private boolean channelsLast;
    private double divisor; // of the pixels, 0 to 255; 0 if there is none

    private OnnxReader(OnnxGraph graph, LoadOptions options) {
        this.graph = graph;
        this.options = options;
    }

    /**
     * @param options input is that of the file, where the file tells it
     * @throws UserException if it is no such network; it names the node
     */
    static PolicyWeights read(Path path, LoadOptions options) {
        return new OnnxReader(OnnxGraph.read(path), options).read();
    }

    private PolicyWeights read() {
        Map.Entry<String, List<Integer>> input = graph.input();
        List<NodeProto> heads = walk(input.getKey());
        int actions = heads(heads);
        if (normalised.size() > 1 || activations.size() > 1)
            throw refuse("all layers must have the same activation and normalisation, got " + activations);
        List<Integer> picture = picture(input.getValue());
        Architecture architecture = new Architecture(
                picture.get(0),
                picture.get(1),
                picture.get(2),
                convolutions,
                hidden,
                actions,
                parameters.containsKey("value.weight"),
                activations.isEmpty() ? Activation.RELU : activations.iterator().next(),
                normalised.contains(true));
        if (divisor == 0) // the file says nothing of a scale
        return new PolicyWeights(architecture, scaled(options.scale()), Optional.empty()).withAssumed(options.pixels());
        return new PolicyWeights(architecture, scaled(divisor), Optional.empty());
    }

    /** From the state to where the heads begin. */
    private List<NodeProto> walk(String from) {
        String value = from;
        while (true) {
            List<NodeProto> takers = graph.takers(value);
            if (takers.size() != 1 || isHead(takers.get(0))) return takers;
            NodeProto node = takers.get(0);
            if (!node.getDomain().isEmpty() && !node.getDomain().equals("ai.onnx"))
                throw refuse(node, "is of the domain " + node.getDomain());
            value = take(node);
        }
    }

    /** The linear layer behind which nothing but a softmax comes. */
    private boolean isHead(NodeProto node) {
        if (!isLinear(node)) return false;
        String value = behindBias(node);
        return graph.takers(value).stream().allMatch(OnnxReader::changesNoChoice);
    }

    private static boolean isLinear(NodeProto node) {
        return node.getOpType().equals("Gemm") || node.getOpType().equals("MatMul");
    }

    private static boolean changesNoChoice(NodeProto node) {
        return Set.of("Softmax", "LogSoftmax", "Identity", "Squeeze").contains(node.getOpType());
    }

    /** Takes a node into the chain; the value that it gives. */
    private String take(NodeProto node) {
        switch (node.getOpType()) {
            case "Identity", "Cast", "Dropout" -> {}
            case "Transpose" -> transpose(node);
            case "Div" -> divide(node, scalar(node));
            case "Mul" -> divide(node, 1 / scalar(node));
            case "Conv" -> convolution(node);
            case "Relu", "Elu", "Tanh", "LeakyRelu" -> activation(node);
            case "MaxPool" -> pooling(node, Pooling.Kind.MAXIMUM);
            case "AveragePool" -> pooling(node, Pooling.Kind.AVERAGE);
            case "LayerNormalization" -> layerNorm(node);
            case "Flatten", "Reshape" -> flat = true;
            case "Gemm", "MatMul" -> {
                String name = "fc" + (hidden.size() + 1);
                hidden.add(linear(node, name));
                begin(node, name);
                return behindBias(node);
            }
            default -> throw refuse(node, "is no part of a policy network that this library has");
        }
        return node.getOutput(0);
    }

    private void transpose(NodeProto node) {
        if (layer != null || !integers(node, "perm").equals(List.of(0L, 3L, 1L, 2L)))
            throw refuse(node, "needed (0, 3, 1, 2) before the first convolution, got " + integers(node, "perm"));
        channelsLast = true;
    }

    private double scalar(NodeProto node) {
        int constant = graph.isConstant(node.getInput(0)) ? 0 : 1;
        if (node.getOpType().equals("Div") && constant == 0) throw refuse(node, "divides a number by the picture");
        NdArray number = graph.constant(node, constant);
        if (number.length() != 1) throw refuse(node, "needed one number for all pixels, got " + number);
        return number.floats()[0];
    }

    private void divide(NodeProto node, double by) {
        if (layer != null || divisor > 0 || !(by > 0 && by < Double.POSITIVE_INFINITY))
            throw refuse(node, "needed one positive scale, before the first convolution");
        divisor = by;
    }

    private void convolution(NodeProto node) {
        if (flat) throw refuse(node, "a convolution behind a linear layer");
        NdArray weight = graph.constant(node, 1);
        int[] shape = weight.shape();
        if (shape.length != 4 || shape[2] != shape[3]) throw refuse(node, "needed a square kernel, got " + weight);
        String name = "conv" + (convolutions.size() + 1);
        require(node, "group", integers(node, "group", 1L), 1);
        require(node, "dilations", integers(node, "dilations", 1L), 1);
        int stride = same(node, "strides", integers(node, "strides", 1L));
        convolutions.add(new Convolution(shape[0], shape[2], stride, padding(node), Pooling.NONE));
        put(name, weight, node.getInputCount() > 2 ? graph.constant(node, 2) : zeros(shape[0]));
        begin(node, name);
    }

    private static int padding(NodeProto node) {
        String automatic = text(node, "auto_pad", "NOTSET");
        if (!automatic.equals("NOTSET") && !automatic.equals("VALID"))
            throw refuse(node, "needed explicit padding, got auto_pad " + automatic);
        return same(node, "pads", integers(node, "pads", 0L));
    }

    private void pooling(NodeProto node, Pooling.Kind kind) {
        if (convolutions.isEmpty() || layer != null || flat)
            throw refuse(node, "needed a convolution and its activation before it");
        Convolution last = convolutions.remove(convolutions.size() - 1);
        if (last.pooling().kind() != Pooling.Kind.NONE) throw refuse(node, "a second pooling behind a convolution");
        require(node, "ceil_mode", integers(node, "ceil_mode", 0L), 0);
        require(node, "dilations", integers(node, "dilations", 1L), 1);
        if (padding(node) != 0) throw refuse(node, "needed no padding");
        int window = same(node, "kernel_shape", integers(node, "kernel_shape"));
        Pooling pooling = new Pooling(kind, window, same(node, "strides", integers(node, "strides", 1L)));
        convolutions.add(new Convolution(last.filters(), last.kernel(), last.stride(), last.padding(), pooling));
    }

    private void layerNorm(NodeProto node) {
        if (layer == null || norm) throw refuse(node, "needed a layer before it, and its activation behind");
        if (Math.abs(number(node, "epsilon", EPSILON) - EPSILON) > EPSILON / 100)
            throw refuse(node, "needed epsilon " + EPSILON + ", got " + number(node, "epsilon", EPSILON));
        NdArray scale = graph.constant(node, 1);
        norm = true;
        put(
                layer + "_norm",
                scale,
                node.getInputCount() > 2
                        ? graph.constant(node, 2)
                        : NdArray.of(new float[scale.length()], scale.shape()));
    }

    private void activation(NodeProto node) {
        if (layer == null) throw refuse(node, "needed a convolution or linear layer before it");
        double shape = node.getOpType().equals("LeakyRelu") ? number(node, "alpha", 0.01) : number(node, "alpha", 1);
        double ours = node.getOpType().equals("LeakyRelu") ? 0.01 : 1;
        if (Math.abs(shape - ours) > 1e-6) throw refuse(node, "needed alpha " + ours + ", got " + shape);
        activations.add(ACTIVATIONS.get(node.getOpType()));
        normalised.add(norm);
        layer = null;
    }

    /** A layer begins; the one before must have had its activation. */
    private void begin(NodeProto node, String name) {
        if (layer != null) throw refuse(node, "needed an activation between " + layer + " and " + name);
        layer = name;
        norm = false;
    }

    /** Logits and value; the number of actions. */
    private int heads(List<NodeProto> heads) {
        if (layer != null) throw refuse("needed an activation behind " + layer + ", the last hidden layer");
        if (heads.isEmpty() || heads.size() > 2 || !heads.stream().allMatch(this::isHead))
            throw refuse("needed one linear layer for the logits at the end, and perhaps one for the value, got "
                    + heads.stream().map(NodeProto::getOpType).toList());
        String logits = "fc" + (hidden.size() + 1);
        int actions = 0;
        for (NodeProto head : heads) {
            boolean isValue = heads.size() == 2 && outputs(head) == 1;
            int outputs = linear(head, isValue ? "value" : logits);
            if (!isValue && actions > 0) throw refuse("two heads have more than one output; which are the logits?");
            if (!isValue) actions = outputs;
        }
        if (actions == 0) throw refuse("needed logits, got two values");
        return actions;
    }

    /** Its weights under PyTorch's layout, [out, in]; the number of its outputs. */
    private int linear(NodeProto node, String name) {
        if (convolutions.isEmpty() || !flat) throw refuse(node, "needed convolutions and Flatten before it");
        boolean gemm = node.getOpType().equals("Gemm");
        if (gemm && (number(node, "alpha", 1) != 1 || number(node, "beta", 1) != 1))
            throw refuse(node, "needed alpha and beta 1");
        if (gemm) require(node, "transA", integers(node, "transA", 0L), 0);
        NdArray weight = graph.constant(node, 1);
        if (weight.shape().length != 2) throw refuse(node, "needed a matrix, got " + weight);
        if (!isTransposed(node)) weight = transposed(weight);
        int outputs = weight.shape()[0];
        put(name, weight, bias(node).orElse(zeros(outputs)));
        return outputs;
    }

    private static boolean isTransposed(NodeProto node) {
        return integers(node, "transB", 0L).equals(List.of(1L));
    }

    private int outputs(NodeProto node) {
        int[] shape = graph.constant(node, 1).shape();
        return shape[isTransposed(node) ? 0 : shape.length - 1];
    }

    private Optional<NdArray> bias(NodeProto node) {
        if (node.getOpType().equals("Gemm"))
            return node.getInputCount() > 2 ? Optional.of(graph.constant(node, 2)) : Optional.empty();
        return add(node).map(add -> graph.constant(add, graph.isConstant(add.getInput(0)) ? 0 : 1));
    }

    /** What a linear layer gives: that of the Add behind a MatMul. */
    private String behindBias(NodeProto node) {
        return add(node).orElse(node).getOutput(0);
    }

    private Optional<NodeProto> add(NodeProto node) {
        if (!node.getOpType().equals("MatMul")) return Optional.empty();
        List<NodeProto> takers = graph.takers(node.getOutput(0));
        return takers.size() == 1 && takers.get(0).getOpType().equals("Add")
                ? Optional.of(takers.get(0))
                : Optional.empty();
    }

    private void put(String name, NdArray weight, NdArray bias) {
        parameters.put(name + ".weight", weight);
        parameters.put(name + ".bias", bias);
    }

    private Map<String, NdArray> scaled(double by) {
        return FirstLayer.takingBytesOver(by, parameters);
    }

    /** {C, H, W}. */
    private List<Integer> picture(List<Integer> stated) {
        List<Integer> picture = channelsLast ? List.of(stated.get(2), stated.get(0), stated.get(1)) : stated;
        if (!picture.contains(0)) return picture;
        if (options.input().isEmpty()) throw refuse("its input's size is left open; say its size with --input C,H,W");
        return options.input();
    }

    private static NdArray transposed(NdArray matrix) {
        int rows = matrix.shape()[0];
        int columns = matrix.shape()[1];
        float[] turned = new float[matrix.length()];
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++) turned[c * rows + r] = matrix.floats()[r * columns + c];
        return NdArray.of(turned, columns, rows);
    }

    private static NdArray zeros(int n) {
        return NdArray.of(new float[n], n);
    }

    private static void require(NodeProto node, String name, List<Long> numbers, long needed) {
        if (!numbers.stream().allMatch(n -> n == needed))
            throw refuse(node, "needed " + name + " " + needed + ", got " + numbers);
    }

    /** The one number that all are. */
    private static int same(NodeProto node, String name, List<Long> numbers) {
        if (numbers.isEmpty() || numbers.stream().distinct().count() > 1 || numbers.get(0) > Integer.MAX_VALUE)
            throw refuse(node, "needed the same " + name + " on all sides, got " + numbers);
        return Math.toIntExact(numbers.get(0));
    }
}
