package digr.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One layer y = f(x; θ) and its derivatives. A layer holds parameters, never activations: the caller owns every buffer
 * (first axis: the batch) and hands the layer's input x back in where a derivative depends on it.
 */
interface Layer {
    /** Shape of one output for one input, both without the batch axis. */
    long[] outputShape(long[] inputShape);

    /** y ← f(x). */
    void forward(INDArray x, INDArray y);

    /** ẏ ← (∂f/∂x) ẋ: the Jacobian-vector product. */
    void tangent(INDArray x, INDArray dx, INDArray dy);

    /** gx ← (∂f/∂x)ᵀ g: the vector-Jacobian product. The rule concerns ReLU alone. */
    void inputGradient(INDArray x, INDArray g, INDArray gx, ReluRule rule);

    /**
     * Writes the parameters' gradient (∂f/∂θ)ᵀ g, summed over the batch, into {@code gradient} (the arrays of
     * {@link #parameters}, same order and shape), and gx as {@link #inputGradient} under the plain rule.
     *
     * @param gx null where nobody needs it
     */
    default void gradients(INDArray x, INDArray g, INDArray gx, INDArray[] gradient) {
        if (gx != null) inputGradient(x, g, gx, ReluRule.PLAIN);
    }

    /** Shapes of the parameters as this layer stores them; empty if there are none. */
    default long[][] parameterShapes() {
        return new long[0][];
    }

    /** Hands the layer its parameters: views into the network's one flat vector. */
    default void parameters(INDArray[] views) {}
}
