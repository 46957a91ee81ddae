package digr.saliency;

import digr.nn.HostArrays;
import digr.policy.Policy;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Says how much each pixel of a state matters to what a policy does there. */
public interface SaliencyMethod {
    /**
     * The importance of each input feature by this method, with its sign if it has one.
     *
     * @param states [N, C, H, W] of the network's type, in [0, 1]; not modified
     * @return a new array, FLOAT or DOUBLE, [N, C, H, W], or [N, 1, H, W] of methods that see a pixel's channels as one
     */
    INDArray attributions(Policy policy, INDArray states);

    /** The maps of {@link #explain(Policy, INDArray, ChannelReduction)} by the largest |·| over channels. */
    default List<SaliencyMap> explain(Policy policy, INDArray states) {
        return explain(policy, states, ChannelReduction.MAX);
    }

    /**
     * @param states [N, C, H, W] of the network's type, in [0, 1]; not modified
     * @return N maps in the states' order, [H, W] each
     * @throws IllegalArgumentException if these are no states of the policy, or hold NaN or infinity
     */
    default List<SaliencyMap> explain(Policy policy, INDArray states, ChannelReduction channels) {
        policy.requireStates(states);
        for (double value : HostArrays.doubles(states))
            if (!Double.isFinite(value))
                throw new IllegalArgumentException("SaliencyMethod: states must be finite, got " + value);
        return SaliencyMap.ofGradients(attributions(policy, states), channels);
    }
}
