package digr.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.run.NdArray;
import digr.run.NpyFile;
import digr.run.NpzFile;
import digr.run.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** DL4J itself is the reference: what it makes of a file must be what we make of it. */
class Dl4jTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/saliency/rfg");

    @TempDir
    Path folder;

    @Test
    void dl4jComputesPyTorchsProbabilitiesFromAFileOfOurs() throws IOException {
        Path file = folder.resolve("a.zip");
        PolicyFile.write(PolicyFile.read(GOLDEN.resolve("weights.npz")), file);
        MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
        double[] logits = NpyFile.read(GOLDEN.resolve("logits.npy")).doubles();
        double[][] probabilities = network.output(states()).toDoubleMatrix();
        for (int i = 0; i < 4; i++)
            assertArrayEquals(
                    Softmax.probabilities(Arrays.copyOfRange(logits, 7 * i, 7 * i + 7)), probabilities[i], 2e-6);
    }

    @Test
    void weComputeDl4jsLogitsFromAFileOfDl4js() throws IOException {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            MultiLayerNetwork network = network(UnaryOperator.identity(), Activation.IDENTITY, type);
            Path file = folder.resolve("a.zip");
            ModelSerializer.writeModel(network, file.toFile(), true); // with the updater's state, which we leave unread
            double[] expected =
                    network.output(states().castTo(type)).dup('c').data().asDouble();
            Policy policy = PolicyFile.load(file);
            assertEquals(
                    List.of(3L, 64L, 64L),
                    Arrays.stream(policy.stateShape()).boxed().toList());
            double[] logits = Arrays.stream(policy.logits(states()))
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            assertArrayEquals(expected, logits, 1e-5);
        }
    }

    @Test
    void networksThatComputeSomethingElseAreRefused() throws IOException {
        assertRefused(c -> c.convolutionMode(ConvolutionMode.Same), Activation.SOFTMAX, "convolution mode Truncate");
        assertRefused(c -> c.padding(1, 1), Activation.SOFTMAX, "no padding");
        assertRefused(c -> c.dilation(2, 2), Activation.SOFTMAX, "no dilation");
        assertRefused(c -> c.stride(2, 1), Activation.SOFTMAX, "a square stride");
        assertRefused(c -> c.kernelSize(3, 4), Activation.SOFTMAX, "a square kernelSize");
        assertRefused(c -> c.activation(Activation.TANH), Activation.SOFTMAX, "ReLU as activation");
        assertRefused(c -> c.activation(Activation.LEAKYRELU), Activation.SOFTMAX, "ReLU as activation");
        assertRefused(c -> c.hasBias(false), Activation.SOFTMAX, "a bias");
        assertRefused(UnaryOperator.identity(), Activation.SIGMOID, "Softmax as activation");
    }

    @Test
    void otherLayersAreRefusedByTheirNames() throws IOException {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ConvolutionLayer.Builder(8, 8)
                        .nOut(2)
                        .activation(Activation.RELU)
                        .build())
                .layer(new BatchNormalization())
                .layer(new OutputLayer.Builder()
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(16, 16, 1))
                .build());
        network.init();
        Path file = folder.resolve("a.zip");
        ModelSerializer.writeModel(network, file.toFile(), false);
        assertRefused(
                file,
                "layer layer1 (org.deeplearning4j.nn.conf.layers.BatchNormalization) is no part of a policy network");
    }

    @Test
    void aNetworkWithANormaliserOfItsInputIsRefused() throws IOException {
        Path file = write(UnaryOperator.identity(), Activation.SOFTMAX);
        ModelSerializer.addNormalizerToModel(file.toFile(), new ImagePreProcessingScaler());
        assertRefused(file, "it holds normalizer.bin; a policy's frames are divided by 255 and nothing else");
    }

    /** {@link ModelSerializer#restoreMultiLayerNetwork} would run its {@code readObject}. */
    @Test
    void noJavaObjectInTheFileComesToLife() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Intruder());
        }
        Path file = rewrite(
                write(UnaryOperator.identity(), Activation.SOFTMAX), "preprocessor.bin", b -> bytes.toByteArray());
        assertRefused(file, "it holds preprocessor.bin");
        assertFalse(Intruder.alive);
    }

    @Test
    void damageInsideTheZipIsRefused() throws IOException {
        Path good = write(UnaryOperator.identity(), Activation.SOFTMAX);
        String config = "configuration.json";
        String numbers = "coefficients.bin";
        assertRefused(rewrite(good, config, b -> new byte[0]), "no DL4J network, or damaged");
        assertRefused(rewrite(good, config, b -> "{}".getBytes()), "needed a MultiLayerNetwork");
        assertRefused(rewrite(good, config, b -> Arrays.copyOf(b, 999)), "no DL4J network, or damaged");
        assertRefused(rewrite(good, config, b -> replace(b, "\"nout\" : 16", "\"nout\" : 17")), "not as many");
        assertRefused(rewrite(good, config, b -> replace(b, "\"nout\" : 16", "\"nout\" : -16")), "nout from 1 to");
        assertRefused(rewrite(good, config, b -> replace(b, "\"nout\" : 16", "\"nout\" : 65536")), "not as many");
        assertRefused(
                rewrite(good, config, b -> replace(b, "\"inputHeight\" : 4", "\"inputHeight\" : 2")), "file says 2x4");
        assertRefused(rewrite(good, config, b -> replace(b, "NCHW", "NHWC")), "data format NCHW");
        assertRefused(rewrite(good, numbers, b -> Arrays.copyOf(b, 50)), "truncated");
        assertRefused(rewrite(good, numbers, b -> Arrays.copyOf(b, b.length - 1)), "truncated");
        String length = "\0\0\0\0\0\08/\0\5FLOAT"; // 14383 as a long, then the type
        String huge = length.replaceFirst("\0", "\1");
        assertRefused(rewrite(good, numbers, b -> replace(b, length, huge)), "claims 72057594037942319 numbers");
        assertRefused(rewrite(good, numbers, b -> replace(b, "MIXED_DATA_TYPES", "JAVACPP_________")), "older than");
        assertRefused(rewrite(good, numbers, b -> replace(b, "FLOAT", "SHORT")), "FLOAT or DOUBLE, got SHORT");
    }

    private static final class Intruder implements Serializable {
        private static final long serialVersionUID = 1;
        static boolean alive;

        private void readObject(ObjectInputStream in) {
            alive = true;
        }
    }

    private void assertRefused(UnaryOperator<ConvolutionLayer.Builder> first, Activation last, String why)
            throws IOException {
        assertRefused(write(first, last), why);
    }

    private static void assertRefused(Path file, String why) {
        String message =
                assertThrows(UserException.class, () -> PolicyFile.read(file)).getMessage();
        assertTrue(message.contains(why) && message.contains(file.toString()), message);
    }

    private Path write(UnaryOperator<ConvolutionLayer.Builder> first, Activation last) throws IOException {
        Path file = folder.resolve("a.zip");
        ModelSerializer.writeModel(network(first, last, DataType.FLOAT), file.toFile(), false);
        return file;
    }

    /** The golden network's shape, made as DL4J's users make it. */
    private static MultiLayerNetwork network(
            UnaryOperator<ConvolutionLayer.Builder> first, Activation last, DataType type) {
        var convolution =
                new ConvolutionLayer.Builder(8, 8).stride(4, 4).nOut(8).activation(Activation.RELU);
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(type)
                .updater(new Adam(1e-3))
                .activation(Activation.RELU)
                .biasInit(0.1)
                .list()
                .layer(first.apply(convolution).build())
                .layer(new ConvolutionLayer.Builder(4, 4).stride(2, 2).nOut(16).build())
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(16).build())
                .layer(new DenseLayer.Builder().nOut(32).build())
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(7)
                        .activation(last)
                        .build())
                .setInputType(InputType.convolutional(64, 64, 3))
                .build());
        network.init();
        return network;
    }

    private static INDArray states() {
        NdArray states = NpzFile.read(GOLDEN.resolve("inputs.npz")).get("states");
        return Nd4j.createFromArray(states.floats()).reshape(4, 3, 64, 64);
    }

    /** A copy of a zip in which one entry is changed, or added. */
    private Path rewrite(Path zip, String name, UnaryOperator<byte[]> change) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : file.stream().toList())
                entries.put(entry.getName(), file.getInputStream(entry).readAllBytes());
        }
        entries.compute(name, (key, bytes) -> change.apply(bytes));
        Path changed = folder.resolve("changed.zip");
        try (OutputStream out = Files.newOutputStream(changed);
                ZipOutputStream copy = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                copy.putNextEntry(new ZipEntry(entry.getKey()));
                copy.write(entry.getValue());
            }
        }
        return changed;
    }

    private static byte[] replace(byte[] bytes, String from, String to) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains(from), from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }
}
