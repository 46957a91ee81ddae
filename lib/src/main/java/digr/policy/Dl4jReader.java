package digr.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import digr.nn.Architecture;
import digr.nn.Architecture.Convolution;
import digr.run.NdArray;
import digr.run.SafeZip;
import digr.run.StrictJson;
import digr.run.UserException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Reads the zip that DL4J's {@link ModelSerializer} makes of a MultiLayerNetwork: {@code configuration.json} and, as
 * one vector, {@code coefficients.bin}.
 *
 * <p>Without DL4J, which would make Java objects of class names in the file, and run {@code ObjectInputStream} on
 * {@code preprocessor.bin}. The vector holds, layer after layer, a convolution's bias [O], then its weight [O, I, k,
 * k]; a dense layer's weight, [in, out] in Fortran order, which is PyTorch's [out, in] in C order, then its bias [out].
 */
final class Dl4jReader {
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";
    private static final int CONFIGURATION_LIMIT = 1 << 24;
    private static final int SIZE_LIMIT = 1 << 16;
    private static final String LAYERS = "org.deeplearning4j.nn.conf.layers.";
    private static final String ACTIVATIONS = "org.nd4j.linalg.activations.impl.Activation";

    private Dl4jReader() {}

    /**
     * Reads a network of convolutions, dense layers and a softmax or linear output.
     *
     * @param options strides are the file's own
     * @throws UserException if it is any other network, or damaged
     */
    static PolicyWeights read(Path path, LoadOptions options) {
        Map<String, Object> entries = SafeZip.read(path, (name, in, size) -> switch (name) {
            case CONFIGURATION -> configuration(in, size);
            case COEFFICIENTS -> coefficients(in, size);
            case ModelSerializer.NORMALIZER_BIN, ModelSerializer.PREPROCESSOR_BIN ->
                throw refuse("it holds " + name + "; a policy's frames are divided by 255 and nothing else");
            default -> null; // such as the updater's state
        });
        if (!(entries.get(CONFIGURATION) instanceof JsonNode network)
                || !(entries.get(COEFFICIENTS) instanceof float[] coefficients))
            throw refuse("needed " + CONFIGURATION + " and " + COEFFICIENTS + ", got " + entries.keySet());
        List<JsonNode> layers = new ArrayList<>();
        network.path("confs").forEach(conf -> layers.add(conf.path("layer")));
        if (layers.isEmpty()) throw refuse("needed a MultiLayerNetwork, got another kind of network");
        Parameters parameters = new Parameters(coefficients);
        List<Integer> strides = new ArrayList<>();
        for (JsonNode layer : layers) if (isA(layer, "ConvolutionLayer")) strides.add(pair(layer, "stride"));
        for (int i = 0; i < layers.size(); i++) {
            JsonNode layer = layers.get(i);
            boolean last = i == layers.size() - 1;
            if (i < strides.size()) convolution(i + 1, layer, parameters);
            else dense(i - strides.size() + 1, layer, last, parameters);
        }
        parameters.requireEnd();
        if (strides.isEmpty())
            throw refuse("needed a ConvolutionLayer first, got " + layers.get(0).path("@class"));
        Architecture architecture = ArchitectureFromShapes.find(parameters.byName, options.withStrides(strides));
        checkPreprocessors(network.path("inputPreProcessors"), strides.size(), architecture);
        return new PolicyWeights(architecture, parameters.byName, Optional.empty());
    }

    private static JsonNode configuration(InputStream in, long size) throws IOException {
        if (size > CONFIGURATION_LIMIT) throw refuse(CONFIGURATION + " has " + size + " bytes");
        byte[] json = in.readNBytes((int) size);
        return StrictJson.read("Policy: no DL4J network, or damaged: " + CONFIGURATION, json, JsonNode.class);
    }

    /**
     * An array as {@code Nd4j.write} writes it: two buffers, the first its shape information, the second its numbers.
     */
    private static float[] coefficients(InputStream in, long size) throws IOException {
        DataInputStream data = new DataInputStream(in);
        try {
            Buffer shape = Buffer.read(data);
            if (!shape.type.equals("LONG") || shape.length > 64) throw refuse(COEFFICIENTS + " holds no vector");
            data.skipNBytes(shape.length * Long.BYTES);
            Buffer numbers = Buffer.read(data);
            int bytes =
                    switch (numbers.type) {
                        case "FLOAT" -> Float.BYTES;
                        case "DOUBLE" -> Double.BYTES;
                        default -> throw refuse(COEFFICIENTS + " must be FLOAT or DOUBLE, got " + numbers.type);
                    };
            if (numbers.length > Math.min(size, Integer.MAX_VALUE) / bytes)
                throw refuse(
                        COEFFICIENTS + " claims " + numbers.length + " numbers in " + size + " bytes; it is damaged");
            float[] vector = new float[(int) numbers.length];
            for (int i = 0; i < vector.length; i++)
                vector[i] = bytes == Float.BYTES ? data.readFloat() : (float) data.readDouble();
            return vector;
        } catch (EOFException | UTFDataFormatException e) {
            throw refuse(COEFFICIENTS + " is truncated or damaged");
        }
    }

    private record Buffer(String type, long length) {
        static Buffer read(DataInputStream data) throws IOException {
            String mode = data.readUTF();
            if (!mode.equals("MIXED_DATA_TYPES") && !mode.equals("LONG_SHAPE"))
                throw refuse(
                        COEFFICIENTS + " was written by a DL4J older than 1.0.0-beta4; save it anew with a later one");
            long length = data.readLong();
            if (length < 0) throw refuse(COEFFICIENTS + " is damaged");
            return new Buffer(data.readUTF(), length);
        }
    }

    private static void convolution(int i, JsonNode layer, Parameters parameters) {
        require(isA(layer, "ConvolutionLayer"), layer, "convolutions first, then dense layers");
        requireActivation(layer, "ReLU");
        int kernel = pair(layer, "kernelSize");
        require(layer.path("padding").toString().equals("[0,0]"), layer, "no padding");
        require(layer.path("dilation").toString().equals("[1,1]"), layer, "no dilation");
        require(layer.path("convolutionMode").asText().equals("Truncate"), layer, "convolution mode Truncate");
        require(layer.path("cnn2dDataFormat").asText("NCHW").equals("NCHW"), layer, "data format NCHW");
        require(layer.path("hasBias").equals(BooleanNode.TRUE), layer, "a bias");
        int in = size(layer, "nin");
        int out = size(layer, "nout");
        parameters.take("conv" + i + ".bias", out);
        parameters.take("conv" + i + ".weight", out, in, kernel, kernel);
    }

    private static void dense(int i, JsonNode layer, boolean last, Parameters parameters) {
        boolean output = last && isA(layer, "OutputLayer");
        require(output || isA(layer, "DenseLayer"), layer, "a DenseLayer, or an OutputLayer at the end");
        if (!last) requireActivation(layer, "ReLU");
        else if (!activation(layer).equals("Identity")) requireActivation(layer, "Softmax");
        require(layer.path("hasBias").equals(BooleanNode.TRUE), layer, "a bias");
        JsonNode normalised = layer.path("hasLayerNorm");
        require(normalised.isMissingNode() || normalised.equals(BooleanNode.FALSE), layer, "no layer normalisation");
        int in = size(layer, "nin");
        int out = size(layer, "nout");
        parameters.take("fc" + i + ".weight", out, in);
        parameters.take("fc" + i + ".bias", out);
    }

    /** Between convolutions and dense layers pictures are flattened, channels first; nothing else happens anywhere. */
    private static void checkPreprocessors(JsonNode preprocessors, int at, Architecture architecture) {
        JsonNode flatten = preprocessors.path(String.valueOf(at));
        if (preprocessors.size() != 1
                || !flatten.path("@class")
                        .asText()
                        .equals("org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor")
                || !flatten.path("format").asText("NCHW").equals("NCHW"))
            throw refuse(
                    "needed one CnnToFeedForwardPreProcessor (NCHW) before the dense layers, got " + preprocessors);
        int rows = architecture.height();
        int columns = architecture.width();
        for (Convolution c : architecture.convolutions()) {
            rows = (rows - c.kernel()) / c.stride() + 1;
            columns = (columns - c.kernel()) / c.stride() + 1;
        }
        if (flatten.path("inputHeight").asInt() != rows
                || flatten.path("inputWidth").asInt() != columns)
            throw refuse("an input of " + architecture.height() + "x" + architecture.width() + " gives features of "
                    + rows + "x" + columns + ", the file says " + flatten.path("inputHeight") + "x"
                    + flatten.path("inputWidth") + "; say its size with --input C,H,W");
    }

    private static boolean isA(JsonNode layer, String name) {
        return layer.path("@class").asText().equals(LAYERS + name);
    }

    private static String activation(JsonNode layer) {
        String name = layer.path("activationFn").path("@class").asText();
        return name.startsWith(ACTIVATIONS) ? name.substring(ACTIVATIONS.length()) : name;
    }

    private static void requireActivation(JsonNode layer, String name) {
        require(activation(layer).equals(name), layer, name + " as activation");
        for (String shape : List.of("max", "negativeSlope", "threshold"))
            require(layer.path("activationFn").path(shape).asDouble() == 0, layer, "a plain ReLU");
    }

    /** Both numbers of a pair such as {@code [8, 8]}, which must be equal. */
    private static int pair(JsonNode layer, String field) {
        JsonNode pair = layer.path(field);
        require(pair.size() == 2 && pair.path(0).equals(pair.path(1)), layer, "a square " + field);
        return size(layer, field, pair.path(0));
    }

    private static int size(JsonNode layer, String field) {
        return size(layer, field, layer.path(field));
    }

    private static int size(JsonNode layer, String field, JsonNode number) {
        boolean sane = number.isInt() && 1 <= number.intValue() && number.intValue() <= SIZE_LIMIT;
        require(sane, layer, field + " from 1 to " + SIZE_LIMIT);
        return number.intValue();
    }

    private static void require(boolean met, JsonNode layer, String what) {
        if (!met)
            throw refuse("layer " + layer.path("layerName").asText() + " ("
                    + layer.path("@class").asText("unknown") + ") is no part of a policy network; needed " + what);
    }

    private static UserException refuse(String why) {
        return new UserException("Policy: DL4J zip: " + why);
    }

    /** Cuts the vector into parameters. */
    private static final class Parameters {
        final Map<String, NdArray> byName = new LinkedHashMap<>();
        private final float[] vector;
        private int end;

        Parameters(float[] vector) {
            this.vector = vector;
        }

        void take(String name, int... shape) {
            long length = 1;
            for (int n : shape) length = Math.min(Integer.MAX_VALUE, length * n);
            if (length > vector.length - end) throw wrongLength();
            byName.put(name, NdArray.of(Arrays.copyOfRange(vector, end, end += (int) length), shape));
        }

        void requireEnd() {
            if (end != vector.length) throw wrongLength();
        }

        private UserException wrongLength() {
            return refuse(COEFFICIENTS + " holds " + vector.length + " numbers, not as many as the layers need");
        }
    }
}
