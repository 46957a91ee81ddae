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
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
    private final Set<String> read = new HashSet<>();

    private TrainingState(Map<String, NdArray> tensors) {
        this.tensors = tensors;
    }

    /** An empty one, to be filled by the {@code put} methods. */
    public TrainingState() {
        this(new LinkedHashMap<>());
    }

    /** Reads what {@link #toSafetensors} wrote. */
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

    /**
     * A part of the type and, where it is told, the shape that it must have; numbers must be finite.
     *
     * @param shape none for any with one axis
     * @throws UserException if there is no such part, or another
     */
    public NdArray array(String name, NdArray.Type type, int... shape) {
        NdArray array = tensors.get(name);
        read.add(name);
        if (array == null)
            throw new UserException("Checkpoint: its part " + name + " is missing; it is none of this training");
        boolean fits = shape.length == 0 ? array.shape().length == 1 : Arrays.equals(shape, array.shape());
        if (array.type() != type || !fits)
            throw new UserException("Checkpoint: its part " + name + " must be " + type + " "
                    + (shape.length == 0 ? "[n]" : Arrays.toString(shape)) + ", got " + array + "; it is damaged");
        requireFinite(name, array);
        return array;
    }

    private static void requireFinite(String name, NdArray array) {
        boolean finite =
                switch (array.type()) {
                    case FLOAT32 -> allFinite(array.floats());
                    case FLOAT64 -> Arrays.stream(array.doubles()).allMatch(Double::isFinite);
                    default -> true;
                };
        if (!finite) throw new UserException("Checkpoint: its part " + name + " must be finite; it is damaged");
    }

    private static boolean allFinite(float[] numbers) {
        for (float x : numbers) if (!Float.isFinite(x)) return false;
        return true;
    }

    /** @throws UserException if there is no such number, or it lies outside least to most */
    public long number(String name, long least, long most) {
        long number = array(name, NdArray.Type.INT64, 1).longs()[0];
        if (number < least || number > most)
            throw new UserException("Checkpoint: its " + name + " must be " + least + " to " + most + ", got " + number
                    + "; it is damaged, or of another training");
        return number;
    }

    public byte[] bytes(String name) {
        return array(name, NdArray.Type.UINT8).bytes();
    }

    public RestorableUniformRandomProvider generator(String name) {
        return Seeds.restore(bytes(name));
    }

    public ParameterVector vector(String name, Network network) {
        Map<String, INDArray> named = new LinkedHashMap<>();
        network.architecture().parameterShapes().forEach((parameter, shape) -> {
            int[] sizes = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
            NdArray array = array(name + "." + parameter, NdArray.Type.FLOAT32, sizes);
            named.put(parameter, Nd4j.createFromArray(array.floats()).reshape(shape));
        });
        return network.flatten(named);
    }

    /**
     * @param steps that the optimiser must have taken
     * @throws UserException if it took others, or its moments are not those of this network
     */
    public void restore(String name, Network network, Optimiser optimiser, long steps) {
        List<ParameterVector> moments = new ArrayList<>();
        while (has(name + MOMENT + moments.size() + ".")) moments.add(vector(name + MOMENT + moments.size(), network));
        try {
            optimiser.restore(moments, number(name + STEPS, steps, steps));
        } catch (IllegalArgumentException e) {
            throw new UserException("Checkpoint: " + e.getMessage() + "; it is damaged", e);
        }
    }

    /** Whether there is a part whose name begins so. */
    public boolean has(String beginning) {
        return tensors.keySet().stream().anyMatch(name -> name.startsWith(beginning));
    }

    /**
     * To be called last.
     *
     * @throws UserException if there is a part that nobody asked for
     */
    public void requireAllRead() {
        Set<String> left = new TreeSet<>(tensors.keySet());
        left.removeAll(read);
        if (!left.isEmpty())
            throw new UserException("Checkpoint: it holds unknown parts, " + left + "; it is none of this training");
    }

    private static NdArray toNdArray(INDArray array) {
        int[] shape = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
        return NdArray.of(array.data().asFloat(), shape);
    }
}
