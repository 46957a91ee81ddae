package digr.saliency;

import java.util.Locale;
import java.util.function.Function;

/** The saliency methods by the names that the command line and tables give them. */
public enum NamedMethod {
    VANILLA_GRADIENT(grid -> new VanillaGradient()),
    GAUSSIAN_BLUR(grid -> grid);

    private final Function<GaussianBlur, SaliencyMethod> maker;

    NamedMethod(Function<GaussianBlur, SaliencyMethod> maker) {
        this.maker = maker;
    }

    /**
     * The method with its defaults.
     *
     * @param perturbation radius and stride, for the methods that perturb
     */
    public SaliencyMethod with(GaussianBlur perturbation) {
        return maker.apply(perturbation);
    }

    /** Such as {@code vanilla-gradient}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
