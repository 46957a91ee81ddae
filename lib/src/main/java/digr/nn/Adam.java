package digr.nn;

import java.util.List;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;

/**
 * Adam: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², step = η · m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε).
 *
 * <p>ND4J's updater adds its ε before the correction of v; handing it ε·√(1 − β₂ᵗ) gives the paper's rule, which is
 * PyTorch's too.
 *
 * <p>The m of a parameter whose gradient stays zero, as those of a dead unit's weights, would shrink to a denormal
 * number and stay one, on which processors are many times slower; every {@value #CLEARED_EVERY} steps what is below
 * 1e-30 becomes 0.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2015</a>
 */
public final class Adam implements Optimiser {
    private static final int CLEARED_EVERY = 64; // 1e-30 · 0.9^64 is not denormal yet
    private static final double TINY = 1e-30;

    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private ParameterVector m;
    private ParameterVector v;
    private long steps;

    /** β₁ = 0.9, β₂ = 0.999. */
    public Adam(double epsilon) {
        this(0.9, 0.999, epsilon);
    }

    public Adam(double beta1, double beta2, double epsilon) {
        if (!(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1) || !(epsilon > 0))
            throw new IllegalArgumentException(
                    "Adam: betas must lie in [0, 1) and epsilon above 0, got " + beta1 + ", " + beta2 + ", " + epsilon);
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
    }

    @Override
    public void step(Network network, ParameterVector gradient, double learningRate) {
        if (m == null) {
            m = network.newVector();
            v = network.newVector();
        }
        int iteration = Math.toIntExact(steps++);
        double eps = epsilon * Math.sqrt(1 - Math.pow(beta2, steps));
        Nd4j.exec(new AdamUpdater(gradient.flat(), v.flat(), m.flat(), learningRate, beta1, beta2, eps, iteration));
        network.parameters().flat().subi(gradient.flat());
        if (steps % CLEARED_EVERY == 0) BooleanIndexing.replaceWhere(m.flat(), 0, Conditions.absLessThan(TINY));
    }

    /** {m, v}. */
    @Override
    public List<ParameterVector> moments() {
        return m == null ? List.of() : List.of(m, v);
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public void restore(List<ParameterVector> moments, long steps) {
        SquaredGradients.requireMoments("Adam", moments, steps, 2);
        m = moments.isEmpty() ? null : moments.get(0);
        v = moments.isEmpty() ? null : moments.get(1);
        this.steps = steps;
    }
}
