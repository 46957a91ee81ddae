package digr.policy;

import digr.nn.Network;
import digr.nn.Optimiser;
import digr.nn.ParameterVector;
import digr.run.NdArray;
import digr.run.Provenance;
import digr.run.Safetensors;
import digr.run.Seeds;
import digr.run.UserException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A policy and, beside it, all that its training needs to go on: written as a policy file that holds more tensors, so
 * that every checkpoint of a training can be used as a policy.
 */
public final class TrainingState {
    private static final String STEPS = ".steps";
    private static final String MOMENT = ".moment";

    private final Map<String, NdArray> tensors;

    private TrainingState(Map<String, NdArray> tensors) {
        this.tensors = tensors;
    }

    /** An empty one, to be filled by the {@code put} methods. */
    public TrainingState() {
        this(new LinkedHashMap<>());
    }

    /** What {@link #toSafetensors} wrote. */
    public static TrainingState of(Safetensors file) {
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        file.tensors().forEach((name, array) -> {
            if (name.startsWith(PolicyFile.TRAINING)) tensors.put(name.substring(PolicyFile.TRAINING.length()), array);
        });
        return new TrainingState(tensors);
    }

    /**
     * The policy in what {@link #toSafetensors} wrote.
     *
     * @param now of the training that is to go on from there
     * @throws UserException if it is another one, or there is no policy
     */
    public static PolicyWeights policy(Safetensors file, Provenance now) {
        PolicyWeights policy = PolicyFile.of(file, LoadOptions.defaults());
        policy.provenance()
                .orElseThrow(() -> new UserException("Checkpoint: it has no provenance; it is damaged"))
                .requireSameRun(now);
        return policy;
    }

    /** Together with the policy itself. */
    public Safetensors toSafetensors(Network network, Provenance provenance) {
        Safetensors policy = PolicyFile.toSafetensors(PolicyWeights.of(network, provenance));
        Map<String, NdArray> all = new LinkedHashMap<>(policy.tensors());
        tensors.forEach((name, array) -> all.put(PolicyFile.TRAINING + name, array));
        return new Safetensors(policy.metadata(), all);
    }

    public TrainingState put(String name, NdArray array) {
        tensors.put(name, array);
        return this;
    }

    public TrainingState put(String name, byte[] bytes) {
        return put(name, NdArray.of(bytes, bytes.length));
    }

    public TrainingState put(String name, long number) {
        return put(name, NdArray.of(new long[] {number}, 1));
    }

    public TrainingState put(String name, RestorableUniformRandomProvider generator) {
        return put(name, Seeds.save(generator));
    }

    public TrainingState put(String name, Network network, ParameterVector vector) {
        network.export(vector).forEach((parameter, array) -> put(name + "." + parameter, toNdArray(array)));
        return this;
    }

    public TrainingState put(String name, Network network, Optimiser optimiser) {
        put(name + STEPS, optimiser.steps());
        for (int i = 0; i < optimiser.moments().size(); i++)
            put(name + MOMENT + i, network, optimiser.moments().get(i));
        return this;
    }

    /** @throws UserException if there is no such part */
    public NdArray array(String name) {
        NdArray array = tensors.get(name);
        if (array == null)
            throw new UserException("Checkpoint: its part " + name + " is missing; it is none of this training");
        return array;
    }

    public long number(String name) {
        return array(name).longs()[0];
    }

    public RestorableUniformRandomProvider generator(String name) {
        return Seeds.restore(array(name).bytes());
    }

    public ParameterVector vector(String name, Network network) {
        Map<String, INDArray> named = new LinkedHashMap<>();
        network.architecture().parameterShapes().forEach((parameter, shape) -> {
            NdArray array = array(name + "." + parameter);
            if (array.length() != java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b))
                throw new UserException("Checkpoint: " + name + "." + parameter + " must have shape "
                        + java.util.Arrays.toString(shape) + ", got " + array);
            named.put(parameter, Nd4j.createFromArray(array.floats()).reshape(shape));
        });
        return network.flatten(named);
    }

    public void restore(String name, Network network, Optimiser optimiser) {
        List<ParameterVector> moments = new ArrayList<>();
        String first =
                network.architecture().parameterShapes().keySet().iterator().next();
        while (tensors.containsKey(name + MOMENT + moments.size() + "." + first))
            moments.add(vector(name + MOMENT + moments.size(), network));
        optimiser.restore(moments, number(name + STEPS));
    }

    private static NdArray toNdArray(INDArray array) {
        int[] shape = java.util.Arrays.stream(array.shape())
                .mapToInt(Math::toIntExact)
                .toArray();
        return NdArray.of(array.data().asFloat(), shape);
    }
}
