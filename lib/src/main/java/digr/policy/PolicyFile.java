package digr.policy;

import digr.nn.Activation;
import digr.nn.Architecture;
import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.SafeZip;
import digr.run.Safetensors;
import digr.run.Source;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Policies in files.
 *
 * <table>
 * <caption>Formats</caption>
 * <tr><td>{@code .safetensors}</td><td>the library's own: parameters by PyTorch's names; in its metadata the
 *     architecture and the provenance, as JSON; perhaps more tensors, under {@code training.}, from which a training
 *     goes on</td></tr>
 * <tr><td>{@code .npz}</td><td>parameters by PyTorch's names and nothing else</td></tr>
 * <tr><td>either, of others</td><td>state dicts of CleanRL, Stable-Baselines3 and their like: {@link PolicyWeights#assumed}
 *     says which layer was taken for which</td></tr>
 * <tr><td>{@code .onnx}</td><td>read only: networks that are a chain of this library's layers, as {@code
 *     torch.onnx.export} writes them</td></tr>
 * <tr><td>{@code .zip}</td><td>a MultiLayerNetwork of DL4J's ModelSerializer; no value head, no provenance</td></tr>
 * </table>
 */
public final class PolicyFile {
    /** Tensors whose name begins so belong to a training that goes on, not to the policy. */
    public static final String TRAINING = "training.";

    private static final String ARCHITECTURE = "architecture";
    private static final String PROVENANCE = "provenance";
    private static final String HIDDEN_OF_STABLE_BASELINES = "mlp_extractor.policy_net.0";
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private PolicyFile() {}

    /** The policy in a file, see {@link #read(Path, LoadOptions)}. */
    public static Policy load(Path path) {
        return read(path).policy();
    }

    /** The same as {@link #read(Path, LoadOptions)} with the paper's strides. */
    public static PolicyWeights read(Path path) {
        return read(path, LoadOptions.defaults());
    }

    /**
     * Reads a policy; the content tells the format. A learning curve beside it, NAME.csv, tells what it reached.
     *
     * @param options for files that don't hold their architecture
     * @throws UserException if the file is missing, truncated, damaged, not finite, or anything but a policy
     */
    public static PolicyWeights read(Path path, LoadOptions options) {
        return Source.reading(path, source -> content(path, options).from(source));
    }

    private static PolicyWeights content(Path path, LoadOptions options) {
        try {
            PolicyWeights read = parameters(path, options);
            return read.withCurveEnd(LearningCurve.endBeside(path));
        } catch (UserException | IllegalArgumentException e) { // such as of an Architecture that can't be
            if (e instanceof UserException known && e.getMessage().contains(path.toString())) throw known;
            throw new UserException("Policy: " + path + ": " + e.getMessage().replaceFirst("^Policy: ", ""), e);
        }
    }

    private static PolicyWeights parameters(Path path, LoadOptions options) {
        if (path.toString().endsWith(".onnx")) return OnnxReader.read(path, options);
        byte[] start = SafeFiles.read(path, (in, size) -> in.readNBytes(ZIP.length));
        return Arrays.equals(start, ZIP) ? readZip(path, options) : of(Safetensors.read(path), options);
    }

    /**
     * Writes or replaces a file, whole or not at all; the name's ending tells the format.
     *
     * @throws UserException if the ending is another, or the file can't be written
     */
    public static void write(PolicyWeights policy, Path path) {
        String name = String.valueOf(path.getFileName());
        if (name.endsWith(".safetensors")) toSafetensors(policy).write(path);
        else if (name.endsWith(".npz")) NpzFile.write(path, policy.parameters());
        else if (name.endsWith(".zip")) Dl4jWriter.write(policy, path);
        else
            throw new UserException("Policy: can't write " + path + ": its name must end with .safetensors, .npz, or"
                    + " .zip for DL4J");
    }

    /** A policy as the library's own format holds it; a trainer adds tensors under {@link #TRAINING}. */
    public static Safetensors toSafetensors(PolicyWeights policy) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(ARCHITECTURE, ArchitectureJson.write(policy.architecture()));
        policy.provenance().ifPresent(provenance -> metadata.put(PROVENANCE, provenance.toJson()));
        return new Safetensors(metadata, policy.parameters());
    }

    /** The policy in a safetensors file, see {@link #toSafetensors}; the architecture may be missing. */
    public static PolicyWeights of(Safetensors file, LoadOptions options) {
        Map<String, NdArray> tensors = new LinkedHashMap<>(file.tensors());
        tensors.keySet().removeIf(name -> name.startsWith(TRAINING));
        Optional<Provenance> provenance = ours(file, PROVENANCE).map(Provenance::fromJson);
        Optional<Architecture> architecture = ours(file, ARCHITECTURE).map(ArchitectureJson::read);
        if (architecture.isEmpty()) return ofParameters(tensors, options, provenance);
        return new PolicyWeights(architecture.get(), float32(tensors), provenance);
    }

    /** A text of the metadata; others may keep theirs under the same name, such as "NatureCNN": ours are JSON objects. */
    private static Optional<String> ours(Safetensors file, String name) {
        return Optional.ofNullable(file.metadata().get(name))
                .filter(text -> text.stripLeading().startsWith("{"));
    }

    private static PolicyWeights readZip(Path path, LoadOptions options) {
        List<String> names = new ArrayList<>();
        SafeZip.read(path, (name, in, size) -> {
            names.add(name);
            return null;
        });
        if (names.contains("configuration.json")) return Dl4jReader.read(path, options);
        if (names.contains("policy.pth"))
            throw new UserException(
                    "Policy: Stable-Baselines3's .zip holds pickles, which can hold programs, and is not read;"
                            + " in Python: safetensors.torch.save_file({k: v.clone() for k, v in"
                            + " PPO.load(FILE).policy.state_dict().items()}, \"policy.safetensors\")");
        if (names.stream().anyMatch(name -> name.endsWith("data.pkl")))
            throw new UserException("Policy: a PyTorch pickle can hold anything, even programs; write the state_dict"
                    + " with safetensors.torch.save_file");
        return ofParameters(NpzFile.read(path), options, Optional.empty());
    }

    private static PolicyWeights ofParameters(
            Map<String, NdArray> parameters, LoadOptions options, Optional<Provenance> provenance) {
        Map<String, NdArray> narrowed = float32(parameters);
        Map<String, String> layers = LayerNames.of(narrowed, options.names());
        Map<String, NdArray> named = layers.isEmpty() ? narrowed : LayerNames.renamed(narrowed, layers);
        Architecture architecture = ArchitectureFromShapes.find(named, options);
        PolicyWeights read =
                new PolicyWeights(architecture, FirstLayer.takingBytesOver(options.scale(), named), provenance);
        StringJoiner assumed = new StringJoiner(", ");
        layers.forEach((ours, theirs) -> {
            if (!ours.equals(theirs)) assumed.add(theirs + " is " + ours);
        });
        assumed.add(options.text(architecture.convolutions().size()));
        if (options.activation() == Activation.RELU && layers.containsValue(HIDDEN_OF_STABLE_BASELINES))
            assumed.add("though " + HIDDEN_OF_STABLE_BASELINES
                    + " is followed by tanh unless its activation_fn says otherwise; then say --activation tanh");
        return read.withAssumed(assumed.toString());
    }

    /** PyTorch may have trained in float64; this library computes in float32. */
    private static Map<String, NdArray> float32(Map<String, NdArray> arrays) {
        Map<String, NdArray> narrowed = new LinkedHashMap<>(arrays);
        narrowed.replaceAll((name, array) -> {
            if (array.type() != NdArray.Type.FLOAT64) return array;
            float[] floats = new float[array.length()];
            for (int i = 0; i < floats.length; i++) floats[i] = (float) array.doubles()[i];
            return NdArray.of(floats, array.shape());
        });
        return narrowed;
    }
}
