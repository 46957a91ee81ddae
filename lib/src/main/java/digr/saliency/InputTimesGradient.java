package digr.saliency;

import digr.nn.ReluRule;
import digr.policy.Policy;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Input times gradient: what each input feature adds to F = ½ Σ_a π(a|s)² in the linear approximation at s.
 *
 * <pre>  a_i = s_i ∂F/∂s_i  </pre>
 *
 * <p>One backward pass. Black pixels get nothing, whatever the policy makes of them.
 *
 * @see <a href="https://arxiv.org/abs/1605.01713">Shrikumar et al. 2016</a>
 */
public record InputTimesGradient() implements SaliencyMethod {
    /** [N, C, H, W], signed. */
    @Override
    public INDArray attributions(Policy policy, INDArray states) {
        return PolicyGradient.ofStates(policy, states, ReluRule.PLAIN).muli(states.castTo(DataType.DOUBLE));
    }
}
