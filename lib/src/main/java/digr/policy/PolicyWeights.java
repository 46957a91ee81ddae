package digr.policy;

import digr.nn.Architecture;
import digr.nn.Network;
import digr.run.NdArray;
import digr.run.Provenance;
import digr.run.Source;
import digr.run.Sourced;
import digr.run.UserException;
import java.util.Arrays;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The checked content of a policy file: every parameter is there, of the architecture's shape, and finite; nothing else
 * is.
 *
 * @param architecture the network's shape
 * @param parameters float32, by {@link Architecture#parameterShapes PyTorch's names}, in their order
 * @param provenance what made it; empty where the file does not say
 * @param curveEnd the last complete row of the learning curve that lies beside the file, by column; empty where there
 *     is none
 * @param assumed what a file of bare parameters does not say and was taken for granted; empty where it said all
 * @param source the file; empty where they are from none
 */
public record PolicyWeights(
        Architecture architecture,
        Map<String, NdArray> parameters,
        Optional<Provenance> provenance,
        Map<String, Double> curveEnd,
        Optional<String> assumed,
        Optional<Source> source)
        implements Sourced {

    private static final double MUCH = 16;

    /** @throws UserException if a parameter is missing, unknown, of another type or shape, or not finite */
    public PolicyWeights {
        Map<String, long[]> shapes = architecture.parameterShapes();
        for (String name : parameters.keySet())
            if (!shapes.containsKey(name))
                throw new UserException("Policy: unknown parameter " + name + "; needed " + shapes.keySet());
        Map<String, NdArray> ordered = new LinkedHashMap<>();
        for (Map.Entry<String, long[]> shape : shapes.entrySet())
            ordered.put(shape.getKey(), check(shape.getKey(), shape.getValue(), parameters.get(shape.getKey())));
        parameters = Collections.unmodifiableMap(ordered);
        curveEnd = Collections.unmodifiableMap(new LinkedHashMap<>(curveEnd));
    }

    /** Without a learning curve. */
    public PolicyWeights(Architecture architecture, Map<String, NdArray> parameters, Optional<Provenance> provenance) {
        this(architecture, parameters, provenance, Map.of(), Optional.empty(), Optional.empty());
    }

    PolicyWeights withCurveEnd(Map<String, Double> curveEnd) {
        return new PolicyWeights(architecture, parameters, provenance, curveEnd, assumed, source);
    }

    PolicyWeights from(Source source) {
        return new PolicyWeights(architecture, parameters, provenance, curveEnd, assumed, Optional.of(source));
    }

    PolicyWeights withAssumed(String assumed) {
        return new PolicyWeights(architecture, parameters, provenance, curveEnd, Optional.of(assumed), source);
    }

    /** A copy of a network's parameters. */
    public static PolicyWeights of(Network network, Provenance provenance) {
        Map<String, NdArray> parameters = new LinkedHashMap<>();
        network.export().forEach((name, array) -> {
            int[] shape =
                    Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
            parameters.put(name, NdArray.of(array.dup('c').data().asFloat(), shape));
        });
        return new PolicyWeights(network.architecture(), parameters, Optional.of(provenance));
    }

    /** A float32 network with these parameters. */
    public Network network() {
        Map<String, INDArray> named = new LinkedHashMap<>();
        parameters.forEach((name, array) -> named.put(
                name,
                Nd4j.createFromArray(array.floats())
                        .reshape(architecture.parameterShapes().get(name))));
        Network network = new Network(architecture, DataType.FLOAT);
        network.load(named);
        return network;
    }

    /**
     * The policy with these parameters. What the logits' biases have in common changes no policy, but takes float32's
     * digits from the logits: where it is much more than they differ by, the network goes without it.
     */
    public Policy policy() {
        Network network = network();
        String name = "fc" + (architecture.hidden().size() + 1) + ".bias";
        float[] biases = parameters.get(name).floats().clone();
        DoubleSummaryStatistics range = new DoubleSummaryStatistics();
        for (float bias : biases) range.accept(bias);
        double common = biases[0];
        if (Math.abs(common) < MUCH * Math.max(1, range.getMax() - range.getMin())) return new Policy(network, source);
        for (int a = 0; a < biases.length; a++) biases[a] = (float) (biases[a] - common);
        Map<String, INDArray> named = network.export();
        named.put(name, Nd4j.createFromArray(biases));
        network.load(named);
        return new Policy(network, source);
    }

    private static NdArray check(String name, long[] shape, NdArray array) {
        if (array == null) throw new UserException("Policy: parameter " + name + " is missing");
        int[] sizes = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
        if (array.type() != NdArray.Type.FLOAT32 || !Arrays.equals(array.shape(), sizes))
            throw new UserException(
                    "Policy: " + name + " must be float32 " + Arrays.toString(sizes) + ", got " + array);
        for (float x : array.floats())
            if (!Float.isFinite(x))
                throw new UserException("Policy: " + name + " must be finite, holds " + x + "; its training diverged");
        return array;
    }
}
