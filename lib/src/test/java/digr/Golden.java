package digr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digr.nn.Architecture;
import digr.nn.Architecture.Convolution;
import digr.nn.Network;
import digr.run.NdArray;
import digr.run.NpyFile;
import digr.run.NpzFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Expected values that real libraries computed; see the README of each folder under test resources {@code golden}. */
public final class Golden {
    private Golden() {}

    public static Path path(String name) {
        URL url = Golden.class.getResource("/golden/" + name);
        if (url == null) throw new IllegalArgumentException("no golden file " + name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A .npy file as float64. */
    public static INDArray array(String name) {
        return array(NpyFile.read(path(name)));
    }

    /** A .npz file, its arrays as float64. */
    public static Map<String, INDArray> arrays(String name) {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        NpzFile.read(path(name)).forEach((key, array) -> arrays.put(key, array(array)));
        return arrays;
    }

    public static JsonNode json(String name) {
        try {
            return new ObjectMapper().readTree(path(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The small network of golden/saliency/rfg with the weights of the given file there. */
    public static Network rfgNetwork(String weights, DataType type) {
        Network network = new Network(rfgArchitecture(), type);
        Map<String, INDArray> named = arrays("saliency/rfg/" + weights);
        named.replaceAll((name, array) -> array.castTo(type));
        network.load(named);
        return network;
    }

    public static Architecture rfgArchitecture() {
        return new Architecture(
                3,
                64,
                64,
                List.of(new Convolution(8, 8, 4), new Convolution(16, 4, 2), new Convolution(16, 3, 1)),
                List.of(32),
                7,
                false);
    }

    public static INDArray rfgStates(DataType type) {
        return arrays("saliency/rfg/inputs.npz").get("states").castTo(type);
    }

    /** The first so many rows. */
    public static INDArray first(int rows, INDArray array) {
        return array.get(NDArrayIndex.interval(0, rows)).dup('c');
    }

    /** The arrays one behind the other in the files' order. */
    public static double[] flat(Map<String, INDArray> named) {
        return named.values().stream()
                .flatMapToDouble(a -> java.util.Arrays.stream(a.dup('c').data().asDouble()))
                .toArray();
    }

    /** max |a − b| / max |b|. */
    public static double deviation(double[] a, double[] b) {
        if (a.length != b.length) throw new AssertionError("lengths differ: " + a.length + ", " + b.length);
        double difference = 0;
        double scale = 0;
        for (int i = 0; i < a.length; i++) {
            if (!Double.isFinite(a[i])) throw new AssertionError("not finite at " + i + ": " + a[i]);
            difference = Math.max(difference, Math.abs(a[i] - b[i]));
            scale = Math.max(scale, Math.abs(b[i]));
        }
        return difference / scale;
    }

    public static double deviation(INDArray a, INDArray b) {
        return deviation(a.dup('c').data().asDouble(), b.dup('c').data().asDouble());
    }

    private static INDArray array(NdArray array) {
        long[] shape = java.util.Arrays.stream(array.shape()).asLongStream().toArray();
        double[] values =
                switch (array.type().toString()) {
                    case "float64" -> array.doubles();
                    case "float32" -> widen(array.floats());
                    case "uint8", "int8" ->
                        widen(array.bytes(), array.type().toString().equals("uint8"));
                    case "int32" ->
                        java.util.Arrays.stream(array.ints()).asDoubleStream().toArray();
                    default -> throw new IllegalArgumentException("no golden array of type " + array.type());
                };
        return Nd4j.createFromArray(values).reshape(shape);
    }

    private static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) wide[i] = values[i];
        return wide;
    }

    private static double[] widen(byte[] values, boolean unsigned) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) wide[i] = unsigned ? values[i] & 255 : values[i];
        return wide;
    }
}
