package digr.nn;

/** How a ReLU passes a gradient back. */
public enum ReluRule {
    /** The derivative: g where the input was positive, else 0. */
    PLAIN,
    /** Guided backpropagation (Springenberg et al. 2015): max(g, 0) where the input was positive, else 0. */
    GUIDED
}
