package digr.saliency;

import digr.nn.ReluRule;
import digr.policy.Policy;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Guided backpropagation: the gradient of F = ½ Σ_a π(a|s)², of which every ReLU passes back only what is positive.
 *
 * <pre>  R_l = 1[x_l > 0] · max(R_{l+1}, 0),  from R = ∂F/∂z at the logits z down to the state  </pre>
 *
 * <p>One backward pass. Not the derivative of anything: the maps are cleaner than {@link VanillaGradient}'s, and depend
 * less on the network's weights (Adebayo et al. 2018, arXiv 1810.03292).
 *
 * @see <a href="https://arxiv.org/abs/1412.6806">Springenberg et al. 2015</a>
 */
public record GuidedBackprop() implements SaliencyMethod {
    /** [N, C, H, W], signed. */
    @Override
    public INDArray attributions(Policy policy, INDArray states) {
        return PolicyGradient.ofStates(policy, states, ReluRule.GUIDED);
    }
}
