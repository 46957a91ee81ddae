package digr.saliency;

import digr.run.Named;
import java.util.Locale;
import java.util.function.BiFunction;

/** The saliency methods by the names that the command line and tables of results give them. */
public enum NamedMethod {
    VANILLA_GRADIENT("Vanilla gradient", (blur, seed) -> new VanillaGradient()),
    INPUT_X_GRADIENT("Input × gradient", (blur, seed) -> new InputTimesGradient()),
    GUIDED_BACKPROP("Guided backprop", (blur, seed) -> new GuidedBackprop()),
    GRAD_CAM("Grad-CAM", (blur, seed) -> new GradCam()),
    INTEGRATED_GRADIENTS("Integrated gradients", (blur, seed) -> new IntegratedGradients()),
    SMOOTHGRAD("SmoothGrad", (blur, seed) -> new SmoothGrad().withSeed(seed)),
    GAUSSIAN_BLUR("Gaussian blur", (blur, seed) -> blur),
    SARFA("SARFA", (blur, seed) -> new Sarfa(blur)),
    OCCLUSION("Occlusion", (blur, seed) -> Occlusion.of(blur)),
    RISE("RISE", (blur, seed) -> new Rise().withSeed(seed));

    private final String title;
    private final BiFunction<GaussianBlur, Long, SaliencyMethod> maker;

    NamedMethod(String title, BiFunction<GaussianBlur, Long, SaliencyMethod> maker) {
        this.title = title;
        this.maker = maker;
    }

    /**
     * The method of this name, as the command line has it.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static NamedMethod named(String name) {
        return Named.of(NamedMethod.class, name);
    }

    /** What figures call it, such as {@code Grad-CAM}. */
    public String title() {
        return title;
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
