package digr.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.nn.Activation;
import digr.nn.Network;
import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Models that PyTorch exported, with what PyTorch computed of them in float64. */
class OnnxReaderTest {
    @TempDir
    Path folder;

    private static Path file(String name) {
        return Golden.path("foreign/" + name + ".onnx");
    }

    /** For files that say nothing of a scale. */
    private static LoadOptions rawPixels() {
        LoadOptions usual = LoadOptions.defaults();
        return new LoadOptions(usual.strides(), usual.padding(), usual.activation(), 1, usual.input(), usual.names());
    }

    @ParameterizedTest
    @CsvSource({
        "actor-critic, RELU, false",
        "elu-max, ELU, false",
        "tanh-average, TANH, false",
        "leaky-norm, LEAKY_RELU, true"
    })
    void logitsAndInputGradientAreThoseOfPyTorch(String name, Activation activation, boolean norm) {
        PolicyWeights read = PolicyFile.read(file(name), rawPixels());
        assertEquals(activation, read.architecture().activation());
        assertEquals(norm, read.architecture().layerNorm());
        Map<String, NdArray> expected = NpzFile.read(Golden.path("foreign/" + name + ".npz"));
        Network network = read.network();
        boolean value = read.architecture().valueHead();
        INDArray outputs = network.forward(expected.get("states").bytes(), 0, 4).dup();
        INDArray first = outputs.like();
        for (int n = 0; n < 4; n++) {
            first.putScalar(n, 0, 1);
            for (int a = 0; a < 3; a++)
                assertEquals(expected.get("logits").doubles()[3 * n + a], outputs.getDouble(n, a), 2e-5);
        }
        assertEquals(name.equals("actor-critic"), value);
        double[] gradient = network.inputGradient(first).dup('c').data().asDouble();
        assertArrayEquals(expected.get("gradient").doubles(), gradient, 2e-4 * largest(expected.get("gradient")));
    }

    private static double largest(NdArray array) {
        double largest = 0;
        for (double x : array.doubles()) largest = Math.max(largest, Math.abs(x));
        return largest;
    }

    @Test
    void whatAFileDoesNotSayIsTold() {
        assertEquals(
                Optional.empty(),
                PolicyFile.read(file("actor-critic")).assumed(),
                "the division by 255 is in the file");
        assertEquals(
                Optional.of("pixels / 255"), PolicyFile.read(file("elu-max")).assumed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Relu | Sigmoid | node Sigmoid /network/network.1/Relu: is no part of a policy network that this library has",
                "Flatten | Identity | node Gemm /network/network.5/Gemm: needed convolutions and Flatten before it",
                "Relu | Identity | needed an activation between conv1 and conv2",
                "Div | Sub | node Sub /Div: is no part of a policy network that this library has",
                "Conv | Gemm | needed convolutions and Flatten before it"
            })
    void anotherNodeIsRefusedByName(String op, String other, String why) throws IOException {
        Path changed = changed("actor-critic", node -> node.getOpType().equals(op) ? withOp(node, other) : node);
        UserException e = assertThrows(UserException.class, () -> PolicyFile.read(changed));
        assertTrue(e.getMessage().startsWith("Policy: " + changed + ": ONNX: "), e.getMessage());
        assertTrue(e.getMessage().endsWith(why), e.getMessage());
    }

    private static NodeProto withOp(NodeProto node, String other) {
        return node.toBuilder().setOpType(other).build();
    }

    private Path changed(String name, UnaryOperator<NodeProto> change) throws IOException {
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file(name)));
        GraphProto.Builder graph = model.getGraph().toBuilder();
        for (int i = 0; i < graph.getNodeCount(); i++) graph.setNode(i, change.apply(graph.getNode(i)));
        Path path = folder.resolve("changed.onnx");
        return Files.write(path, model.toBuilder().setGraph(graph).build().toByteArray());
    }

    @Test
    void aFileThatIsCutOrNoModelIsDamaged() throws IOException {
        byte[] whole = Files.readAllBytes(file("elu-max"));
        for (int length : List.of(0, 1, 100, whole.length / 2, whole.length - 1)) {
            Path cut = Files.write(folder.resolve("cut.onnx"), java.util.Arrays.copyOf(whole, length));
            assertThrows(UserException.class, () -> PolicyFile.read(cut));
        }
        Path text = Files.writeString(folder.resolve("text.onnx"), "conv1: 3");
        String message =
                assertThrows(UserException.class, () -> PolicyFile.read(text)).getMessage();
        assertTrue(message.endsWith("ONNX: it is damaged, or no ONNX model"), message);
    }
}
