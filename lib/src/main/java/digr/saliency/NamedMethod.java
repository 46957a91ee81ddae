package digr.saliency;

import java.util.Locale;
import java.util.function.BiFunction;

/** The saliency methods by the names that the command line and tables give them. */
public enum NamedMethod {
    VANILLA_GRADIENT((blur, seed) -> new VanillaGradient()),
    INPUT_X_GRADIENT((blur, seed) -> new InputTimesGradient()),
    GUIDED_BACKPROP((blur, seed) -> new GuidedBackprop()),
    GRAD_CAM((blur, seed) -> new GradCam()),
    INTEGRATED_GRADIENTS((blur, seed) -> new IntegratedGradients()),
    SMOOTHGRAD((blur, seed) -> new SmoothGrad().withSeed(seed)),
    GAUSSIAN_BLUR((blur, seed) -> blur),
    SARFA((blur, seed) -> new Sarfa(blur)),
    OCCLUSION((blur, seed) -> Occlusion.of(blur)),
    RISE((blur, seed) -> new Rise().withSeed(seed));

    private final BiFunction<GaussianBlur, Long, SaliencyMethod> maker;

    NamedMethod(BiFunction<GaussianBlur, Long, SaliencyMethod> maker) {
        this.maker = maker;
    }

    /** As {@link #with(GaussianBlur, long)} with seed 0. */
    public SaliencyMethod with(GaussianBlur perturbation) {
        return with(perturbation, 0);
    }

    /**
     * The method with its defaults.
     *
     * @param perturbation radius and stride, for the methods that perturb
     * @param seed for the methods that draw: SmoothGrad and RISE
     */
    public SaliencyMethod with(GaussianBlur perturbation, long seed) {
        return maker.apply(perturbation, seed);
    }

    /** Such as {@code vanilla-gradient}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
