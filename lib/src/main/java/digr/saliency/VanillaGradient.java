package digr.saliency;

import digr.nn.ReluRule;
import digr.policy.Policy;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Vanilla gradient: how fast the policy changes with each input feature.
 *
 * <pre>  g_i = | Σ_a π(a|s) ∂π(a|s)/∂s_i | = | ∂F/∂s_i |,  F = ½ Σ_a π(a|s)²  </pre>
 *
 * <p>One backward pass. Of a policy distilled by DIGR this is the method DIGR.
 *
 * @see <a href="https://arxiv.org/abs/2205.08685">Xing et al. 2022, equation 2</a>
 * @see <a href="https://arxiv.org/abs/1312.6034">Simonyan et al. 2013</a>
 */
public record VanillaGradient() implements SaliencyMethod {
    /** [N, C, H, W], signed. */
    @Override
    public INDArray attributions(Policy policy, INDArray states) {
        return PolicyGradient.ofStates(policy, states, ReluRule.PLAIN);
    }
}
