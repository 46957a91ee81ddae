package digr.policy;

import digr.run.NdArray;
import digr.run.SafeFiles;
import digr.run.UserException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** The graph of an ONNX file: its nodes by what they take, its constant tensors, and attributes with their defaults. */
final class OnnxGraph {
    private static final int FLOAT = 1;
    private static final int DOUBLE = 11;
    private static final int MOST_BYTES = 1 << 30;

    private final GraphProto graph;
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Map<String, List<NodeProto>> takers = new HashMap<>();
    private final Set<String> shapes = new HashSet<>(); // values that are computed of shapes alone

    private OnnxGraph(GraphProto graph) {
        this.graph = graph;
        for (TensorProto tensor : graph.getInitializerList()) constants.put(tensor.getName(), tensor);
        for (NodeProto node : graph.getNodeList()) {
            if (node.getOpType().equals("Constant")) {
                attribute(node, "value").ifPresent(value -> constants.put(node.getOutput(0), value.getT()));
                continue;
            }
            boolean ofShapes = node.getOpType().equals("Shape")
                    || node.getInputList().stream().allMatch(in -> shapes.contains(in) || constants.containsKey(in));
            if (ofShapes) shapes.addAll(node.getOutputList());
            else
                for (String in : node.getInputList())
                    takers.computeIfAbsent(in, name -> new ArrayList<>()).add(node);
        }
    }

    /** @throws UserException if it is no ONNX model */
    static OnnxGraph read(Path path) {
        byte[] bytes = SafeFiles.read(path, (in, size) -> {
            if (size > MOST_BYTES) throw refuse("it has " + size + " bytes, more than a policy's");
            return in.readAllBytes();
        });
        try {
            ModelProto model = ModelProto.parseFrom(bytes);
            if (model.getGraph().getNodeCount() == 0) throw refuse("it holds no graph");
            return new OnnxGraph(model.getGraph());
        } catch (InvalidProtocolBufferException e) {
            throw refuse("it is damaged, or no ONNX model");
        }
    }

    static UserException refuse(String why) {
        return new UserException("Policy: ONNX: " + why);
    }

    /** The one value that is given from outside, with its sizes after the batch; 0 where a size is left open. */
    Map.Entry<String, List<Integer>> input() {
        List<ValueInfoProto> given = graph.getInputList().stream()
                .filter(value -> !constants.containsKey(value.getName()))
                .toList();
        if (given.size() != 1)
            throw refuse("needed one input, the state, got "
                    + given.stream().map(ValueInfoProto::getName).toList());
        List<Dimension> sizes =
                given.get(0).getType().getTensorType().getShape().getDimList();
        if (sizes.size() != 4) throw refuse("its input must have 4 axes, a batch of pictures, got " + sizes.size());
        List<Integer> picture = sizes.subList(1, 4).stream()
                .map(size -> (int) Math.max(0, Math.min(Integer.MAX_VALUE, size.getDimValue())))
                .toList();
        return Map.entry(given.get(0).getName(), picture);
    }

    /** Those that compute with a value, but for those that ask its shape. */
    List<NodeProto> takers(String value) {
        return takers.getOrDefault(value, List.of());
    }

    boolean isOutput(String value) {
        return graph.getOutputList().stream().anyMatch(out -> out.getName().equals(value));
    }

    boolean isConstant(String value) {
        return constants.containsKey(value);
    }

    /**
     * A node's input that must be a constant of numbers; float32.
     *
     * @throws UserException if it is computed, of another type, or damaged
     */
    NdArray constant(NodeProto node, int input) {
        String name = input < node.getInputCount() ? node.getInput(input) : "";
        TensorProto tensor = constants.get(name);
        if (tensor == null) throw refuse(node, "needed constant numbers as its input " + (input + 1));
        if (tensor.getExternalDataCount() > 0)
            throw refuse("the numbers of " + name + " lie in another file; export the model into one");
        long length = 1;
        for (long size : tensor.getDimsList()) length = size < 0 ? -1 : Math.min(MOST_BYTES, length * size);
        float[] numbers = numbers(tensor);
        if (numbers.length != length)
            throw refuse(name + " holds " + numbers.length + " numbers, its shape is " + tensor.getDimsList());
        return NdArray.of(
                numbers, tensor.getDimsList().stream().mapToInt(Long::intValue).toArray());
    }

    private static float[] numbers(TensorProto tensor) {
        boolean isDouble = tensor.getDataType() == DOUBLE;
        if (!isDouble && tensor.getDataType() != FLOAT)
            throw refuse(tensor.getName() + " must be of float or double numbers, got type " + tensor.getDataType());
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        if (raw.hasRemaining()) {
            float[] numbers = new float[raw.remaining() / (isDouble ? Double.BYTES : Float.BYTES)];
            for (int i = 0; i < numbers.length; i++) numbers[i] = isDouble ? (float) raw.getDouble() : raw.getFloat();
            return numbers;
        }
        float[] numbers = new float[isDouble ? tensor.getDoubleDataCount() : tensor.getFloatDataCount()];
        for (int i = 0; i < numbers.length; i++)
            numbers[i] = isDouble ? (float) tensor.getDoubleData(i) : tensor.getFloatData(i);
        return numbers;
    }

    /** An attribute of whole numbers. */
    static List<Long> integers(NodeProto node, String name, Long... otherwise) {
        return attribute(node, name)
                .map(attribute -> attribute.getIntsCount() > 0 ? attribute.getIntsList() : List.of(attribute.getI()))
                .orElse(List.of(otherwise));
    }

    static double number(NodeProto node, String name, double otherwise) {
        return attribute(node, name)
                .map(AttributeProto::getF)
                .map(Float::doubleValue)
                .orElse(otherwise);
    }

    static String text(NodeProto node, String name, String otherwise) {
        return attribute(node, name)
                .map(attribute -> attribute.getS().toStringUtf8())
                .orElse(otherwise);
    }

    private static Optional<AttributeProto> attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    static UserException refuse(NodeProto node, String why) {
        return refuse("node " + node.getOpType() + (node.getName().isEmpty() ? "" : " " + node.getName()) + ": " + why);
    }
}
