package digr.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Arithmetic on whole gradients. */
public final class Gradients {
    private Gradients() {}

    /** ‖g‖₂. */
    public static double norm(ParameterVector gradient) {
        return gradient.flat().norm2Number().doubleValue();
    }

    /**
     * Scales the gradient down to the given norm if it is longer: g ← g · max/(‖g‖ + 1e-6) when that factor is below 1,
     * as PyTorch's {@code clip_grad_norm_}.
     *
     * @return the norm before
     */
    public static double clip(ParameterVector gradient, double max) {
        double norm = norm(gradient);
        double factor = max / (norm + 1e-6);
        if (factor < 1) gradient.flat().muli(factor);
        return norm;
    }

    /** g₁ · g₂. */
    public static double dot(ParameterVector a, ParameterVector b) {
        INDArray product = a.flat().mul(b.flat());
        return product.sumNumber().doubleValue();
    }
}
