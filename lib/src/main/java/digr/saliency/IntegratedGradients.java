package digr.saliency;

import digr.policy.Policy;
import digr.policy.SquaredPolicy;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Integrated gradients: the gradient averaged on the straight path from a baseline s' to s.
 *
 * <pre>  IG_i = (s_i − s'_i) · mean_k ∂F/∂s_i (s' + a_k (s − s')),  a_k = (k − ½)/K,  F = ½ Σ_a π(a|s)²  </pre>
 *
 * <p>Complete: Σ_i IG_i → F(s) − F(s') as K grows; {@link #completenessErrors} says how far it is from there. Costs K
 * backward passes, in one batch a state. Pixels of the baseline's colour get nothing, so a black baseline cannot mark
 * black pixels. Departs from the papers in F, one scalar for all actions.
 *
 * @see <a href="https://arxiv.org/abs/1703.01365">Sundararajan et al. 2017</a>
 * @param steps K, at least 1; the appendix of arXiv 2205.08685 uses 50
 * @param baseline s', the same for every input feature, in [0, 1]; 0 is a black frame
 */
public record IntegratedGradients(int steps, double baseline) implements SaliencyMethod {
    public IntegratedGradients {
        if (steps < 1)
            throw new IllegalArgumentException("IntegratedGradients: steps must be at least 1, got " + steps);
        if (!(baseline >= 0 && baseline <= 1))
            throw new IllegalArgumentException("IntegratedGradients: baseline must lie in [0, 1], got " + baseline);
    }

    /** 50 steps from black. */
    public IntegratedGradients() {
        this(50, 0);
    }

    public IntegratedGradients withSteps(int steps) {
        return new IntegratedGradients(steps, baseline);
    }

    public IntegratedGradients withBaseline(double baseline) {
        return new IntegratedGradients(steps, baseline);
    }

    /** [N, C, H, W], signed. */
    @Override
    public INDArray attributions(Policy policy, INDArray states) {
        policy.requireStates(states);
        INDArray attributions = states.sub(baseline).castTo(DataType.DOUBLE); // s − s'
        INDArray ends = Nd4j.valueArrayOf(shape(2, states), baseline, states.dataType()); // s' and s
        for (int n = 0; n < states.size(0); n++) {
            ends.slice(1).assign(states.slice(n));
            attributions.slice(n).muli(sumOnPath(policy, ends)).divi(steps);
        }
        return attributions;
    }

    /** The shape of {@code n} states like these. */
    private static long[] shape(int n, INDArray states) {
        return new long[] {n, states.size(1), states.size(2), states.size(3)};
    }

    /** Σ_k ∂F/∂s (s' + a_k (s − s')), [C, H, W], DOUBLE. */
    private INDArray sumOnPath(Policy policy, INDArray ends) {
        INDArray sum = Nd4j.create(DataType.DOUBLE, policy.stateShape());
        for (int from = 0; from < steps; from += Policy.BATCH) {
            double[] positions = new double[Math.min(Policy.BATCH, steps - from)];
            for (int k = 0; k < positions.length; k++) positions[k] = (from + k + 0.5) / steps;
            sum.addi(PolicyGradient.onPath(policy, ends, positions));
        }
        return sum;
    }

    /** F(s) − F(s') of each state, which a map explains; F lies in [½/actions, ½]. */
    public double[] changes(Policy policy, INDArray states) {
        INDArray black = Nd4j.valueArrayOf(states.slice(0).shape(), baseline, states.dataType());
        double atBaseline = SquaredPolicy.value(policy.logits(Nd4j.expandDims(black, 0))[0]);
        return Arrays.stream(policy.logits(states))
                .mapToDouble(logits -> SquaredPolicy.value(logits) - atBaseline)
                .toArray();
    }

    /**
     * Σ_i IG_i less {@link #changes} of each state, what K midpoints miss of the integral.
     *
     * @param attributions of these states
     */
    public double[] completenessErrors(Policy policy, INDArray states, INDArray attributions) {
        double[] errors = changes(policy, states);
        for (int n = 0; n < errors.length; n++)
            errors[n] = attributions.slice(n).sumNumber().doubleValue() - errors[n];
        return errors;
    }
}
