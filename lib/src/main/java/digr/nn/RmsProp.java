package digr.nn;

import java.util.List;
import org.nd4j.linalg.api.ops.impl.updaters.RmsPropUpdater;
import org.nd4j.linalg.factory.Nd4j;

/**
 * RMSprop: v ← αv + (1 − α)g², step = η · g / (√v + ε), without momentum, not centred.
 *
 * @see <a href="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf">Hinton, lecture 6e</a>
 */
public final class RmsProp implements Optimiser {
    private final double alpha;
    private final double epsilon;
    private ParameterVector v;
    private long steps;

    /** α = 0.99, ε = 1e-8, PyTorch's defaults. */
    public RmsProp() {
        this(0.99, 1e-8);
    }

    public RmsProp(double alpha, double epsilon) {
        if (!(alpha >= 0 && alpha < 1) || !(epsilon > 0))
            throw new IllegalArgumentException(
                    "RmsProp: alpha must lie in [0, 1) and epsilon above 0, got " + alpha + ", " + epsilon);
        this.alpha = alpha;
        this.epsilon = epsilon;
    }

    @Override
    public void step(Network network, ParameterVector gradient, double learningRate) {
        if (v == null) v = network.newVector();
        steps++;
        Nd4j.exec(new RmsPropUpdater(gradient.flat(), v.flat(), learningRate, alpha, epsilon));
        network.parameters().flat().subi(gradient.flat());
    }

    /** {v}. */
    @Override
    public List<ParameterVector> moments() {
        return v == null ? List.of() : List.of(v);
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public void restore(List<ParameterVector> moments, long steps) {
        SquaredGradients.requireMoments("RmsProp", moments, steps, 1);
        v = moments.isEmpty() ? null : moments.get(0);
        this.steps = steps;
    }
}
