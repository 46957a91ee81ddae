package digr.nn;

import java.util.List;

/** A rule that turns gradients into steps: θ ← θ − step(∂L/∂θ). */
public interface Optimiser {
    /**
     * Takes one step.
     *
     * @param network its parameters are moved
     * @param gradient ∂L/∂θ; overwritten with the step that was subtracted
     * @param learningRate the step's size, at least 0
     */
    void step(Network network, ParameterVector gradient, double learningRate);

    /** The moments that the optimiser keeps between steps, vectors like the network's; empty before the first step. */
    List<ParameterVector> moments();

    /** Steps taken. */
    long steps();

    /**
     * Goes on from where another optimiser of this kind stood.
     *
     * @throws IllegalArgumentException if it can't have stood there
     */
    void restore(List<ParameterVector> moments, long steps);
}
