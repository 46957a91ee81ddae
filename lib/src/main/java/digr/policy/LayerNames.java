package digr.policy;

import digr.run.NdArray;
import digr.run.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out which layer of a policy the parameters of other trainers belong to, such as CleanRL's {@code network.0} and
 * {@code actor}, or Stable-Baselines3's {@code features_extractor.cnn.0} and {@code action_net}.
 *
 * <p>The shapes tell: weights of four axes are convolutions, of two linear layers, both in the order of the numbers in their
 * names. Each must take what the one before gives, so that there is one meaning, or none and an error. The heads are known
 * by their last word; without a head for actions the last linear layer gives them. A target network, and copies of the
 * features that are the same number by number, are left out.
 */
final class LayerNames {
    private static final Set<String> ACTION_HEADS =
            Set.of("actor", "action_net", "policy", "pi", "actor_linear", "policy_head", "logits");
    private static final Set<String> VALUE_HEADS =
            Set.of("critic", "value_net", "value", "baseline", "vf", "critic_linear", "value_head");
    private static final String VALUE_TRUNK = "mlp_extractor.value_net."; // Stable-Baselines3's
    private static final String OURS = "((conv|fc)\\d+(_norm)?|value)";
    private static final String NAMED =
            "they are conv1, conv2, ..., fc1, fc2, ..., value, and behind each conv1_norm, ...";
    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";

    private final Map<String, NdArray> theirs; // float32
    private final Map<String, String> found = new LinkedHashMap<>(); // from our layer to theirs
    private boolean ownTrunk; // whether the value has hidden layers of its own

    private LayerNames(Map<String, NdArray> theirs) {
        this.theirs = theirs;
    }

    /**
     * From our layers to theirs, such as conv1 to network.0; empty if the names are ours already, or no layers' at all.
     *
     * @param told the same by a user, of all layers; empty to find it out
     * @throws UserException if a parameter belongs to no layer that this library has, or the layers make no chain
     */
    static Map<String, String> of(Map<String, NdArray> parameters, Map<String, String> told) {
        Set<String> names = parameters.keySet();
        if (!told.isEmpty()) return new LayerNames(parameters).told(told);
        boolean ours = names.stream().allMatch(name -> name.matches(OURS + "\\.(weight|bias)"));
        boolean layers = names.stream().anyMatch(name -> name.endsWith(WEIGHT));
        return ours || !layers ? Map.of() : new LayerNames(parameters).find();
    }

    private Map<String, String> told(Map<String, String> told) {
        told.forEach((ours, layer) -> {
            if (!ours.matches(OURS)) throw new UserException("Policy: no layer is called " + ours + "; " + NAMED);
            if (!theirs.containsKey(layer + WEIGHT))
                throw new UserException("Policy: " + ours + " cannot be " + layer + ": it holds no " + layer + WEIGHT
                        + ", only " + theirs.keySet());
            found.put(ours, layer);
        });
        return found;
    }

    /** The parameters by our names. */
    static Map<String, NdArray> renamed(Map<String, NdArray> parameters, Map<String, String> layers) {
        Map<String, NdArray> renamed = new LinkedHashMap<>();
        layers.forEach((ours, theirs) -> {
            renamed.put(ours + WEIGHT, parameters.get(theirs + WEIGHT));
            renamed.put(ours + BIAS, parameters.get(theirs + BIAS));
        });
        return renamed;
    }

    private Map<String, String> find() {
        List<String> layers = layers();
        List<String> convolutions = withAxes(layers, 4);
        List<String> linear = withAxes(layers, 2);
        String actions = head(linear, ACTION_HEADS);
        String value = head(linear, VALUE_HEADS);
        linear.remove(actions);
        linear.remove(value);
        if (actions != null) linear.add(actions);
        if (linear.isEmpty()) throw refuse("needed linear layers, got " + theirs.keySet());
        for (int i = 0; i < convolutions.size(); i++) found.put("conv" + (i + 1), convolutions.get(i));
        for (int i = 0; i < linear.size(); i++) found.put("fc" + (i + 1), linear.get(i));
        requireChain(convolutions, 1);
        requireChain(linear, 1);
        addNorms(layers);
        if (value != null && !ownTrunk) {
            String hidden = linear.get(linear.size() - 1);
            if (shape(value)[1] != shape(hidden)[1])
                throw refuse(value + " does not take what " + hidden + " takes, so it is no head for values");
            found.put("value", value);
        }
        return found;
    }

    /** A layer normalisation follows its layer in the order of the numbers, and has as many numbers. */
    private void addNorms(List<String> layers) {
        for (int i = 0; i < layers.size(); i++) {
            int axes = shape(layers.get(i)).length;
            if (axes == 4 || axes == 2) continue;
            String before = i == 0 ? "" : layers.get(i - 1);
            boolean fits = i > 0 && shape(before).length == axes + 1 && shape(before)[0] == shape(layers.get(i))[0];
            if (!fits || (axes != 1 && axes != 3))
                throw refuse(
                        layers.get(i) + " has " + axes + " axes, and is no layer normalisation of the layer before it");
            for (Map.Entry<String, String> layer : Map.copyOf(found).entrySet())
                if (layer.getValue().equals(before)) found.put(layer.getKey() + "_norm", layers.get(i));
        }
    }

    /** In the order of the numbers in their names. */
    private List<String> layers() {
        Set<String> layers = new LinkedHashSet<>();
        for (String name : theirs.keySet()) {
            if (name.contains("target")) continue;
            if (name.startsWith(VALUE_TRUNK)) {
                ownTrunk = true;
                continue;
            }
            boolean known = name.endsWith(WEIGHT) || name.endsWith(BIAS);
            String layer = known ? name.substring(0, name.lastIndexOf('.')) : name;
            if (!known || !theirs.containsKey(layer + WEIGHT) || !theirs.containsKey(layer + BIAS))
                throw refuse(name + " belongs to no convolution or linear layer with weight and bias");
            if (!isCopy(layer)) layers.add(layer);
        }
        return layers.stream().sorted(byNumbers()).toList();
    }

    /** Stable-Baselines3 names shared features three times. */
    private boolean isCopy(String layer) {
        String original = layer.replaceFirst("^(pi|vf)_features_extractor", "features_extractor");
        return !original.equals(layer)
                && same(theirs.get(layer + WEIGHT), theirs.get(original + WEIGHT))
                && same(theirs.get(layer + BIAS), theirs.get(original + BIAS));
    }

    private static boolean same(NdArray a, NdArray b) {
        return b != null
                && a.type() == NdArray.Type.FLOAT32
                && b.type() == NdArray.Type.FLOAT32
                && Arrays.equals(a.floats(), b.floats());
    }

    /** So that network.10 comes behind network.9. */
    private static Comparator<String> byNumbers() {
        return Comparator.comparing(name -> {
            StringBuilder key = new StringBuilder();
            for (String part : name.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)"))
                key.append(part.matches("\\d{1,9}") ? String.format("%09d", Integer.parseInt(part)) : part);
            return key.toString();
        });
    }

    private List<String> withAxes(List<String> layers, int axes) {
        return layers.stream()
                .filter(layer -> shape(layer).length == axes)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String head(List<String> linear, Set<String> names) {
        List<String> heads =
                linear.stream().filter(layer -> names.contains(lastWord(layer))).toList();
        if (heads.size() > 1) throw refuse(heads + " could all be the same head");
        return heads.isEmpty() ? null : heads.get(0);
    }

    /** Without a number behind it: actor of actor.0. */
    private static String lastWord(String layer) {
        String name = layer.replaceFirst("(\\.\\d+)+$", "");
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private void requireChain(List<String> layers, int input) {
        for (int i = 1; i < layers.size(); i++)
            if (shape(layers.get(i))[input] != shape(layers.get(i - 1))[0])
                throw refuse(layers.get(i) + " takes " + shape(layers.get(i))[input] + " numbers, and "
                        + layers.get(i - 1) + " before it gives " + shape(layers.get(i - 1))[0]);
    }

    private int[] shape(String layer) {
        return theirs.get(layer + WEIGHT).shape();
    }

    private static UserException refuse(String why) {
        return new UserException(
                "Policy: its names are not conv1, conv2, ..., fc1, fc2, ..., value, and do not tell which is"
                        + " which: " + why + "; rename them so");
    }
}
