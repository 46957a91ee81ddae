package digr.eval;

import digr.nn.Architecture;
import digr.nn.Initialiser;
import digr.nn.Network;
import digr.policy.Policy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Cascading randomisation: the policy's layers are forgotten one after the other, from the logits down to the pixels.
 * The k-th policy has the last k layers drawn anew, as before a training, and the others as they were. The map of a
 * method that explains what the policy has learnt must change; one that stays shows the picture's edges or the
 * architecture.
 *
 * @see <a href="https://arxiv.org/abs/1810.03292">Adebayo et al. 2018, Sanity Checks for Saliency Maps, section 3</a>
 */
public final class LayerRandomisation {
    private LayerRandomisation() {}

    /**
     * @param policy not modified
     * @param random for the new weights, of which all policies of the cascade have the same
     * @return the policies in their order, by the layer that each forgets beyond the one before: {@code fc2}, {@code
     *     fc1}, {@code conv3} ...
     */
    public static Map<String, Policy> cascade(Policy policy, UniformRandomProvider random) {
        Network trained = policy.network();
        Network untrained = new Network(trained.architecture(), trained.type());
        Initialiser.orthogonal(untrained, random);
        Map<String, INDArray> drawn = untrained.export();
        Map<String, INDArray> weights = trained.export();
        Map<String, Policy> cascade = new LinkedHashMap<>();
        for (String layer : fromTheLogitsDown(trained.architecture())) {
            weights.replaceAll((name, old) -> name.startsWith(layer + ".") ? drawn.get(name) : old);
            Network network = new Network(trained.architecture(), trained.type());
            network.load(weights);
            cascade.put(layer, new Policy(network));
        }
        return cascade;
    }

    /** The value head is no part of a policy. */
    private static List<String> fromTheLogitsDown(Architecture architecture) {
        List<String> layers = new ArrayList<>();
        for (String name : architecture.parameterShapes().keySet())
            if (name.endsWith(".weight") && !name.startsWith("value."))
                layers.add(name.substring(0, name.indexOf('.')));
        Collections.reverse(layers);
        return layers;
    }
}
