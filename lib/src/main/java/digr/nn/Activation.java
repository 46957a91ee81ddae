package digr.nn;

/** What stands behind every layer of a network but the last. */
public enum Activation {
    /** max(x, 0). */
    RELU("ReLU"),
    /** x where x &gt; 0, else eˣ − 1. */
    ELU("ELU"),
    /** The hyperbolic tangent. */
    TANH("tanh"),
    /** x where x &gt; 0, else x / 100. */
    LEAKY_RELU("leaky ReLU");

    private final String title;

    Activation(String title) {
        this.title = title;
    }

    /** As texts name it. */
    public String title() {
        return title;
    }

    Layer layer() {
        return switch (this) {
            case RELU -> new Relu();
            case ELU -> new Elu();
            case TANH -> new Tanh();
            case LEAKY_RELU -> new LeakyRelu();
        };
    }
}
