package digr.saliency;

import digr.run.Named;
import digr.run.UserException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The saliency methods by the names that the command line and tables of results give them. */
public enum NamedMethod {
    VANILLA_GRADIENT("Vanilla gradient", (blur, background, seed) -> new VanillaGradient()),
    INPUT_X_GRADIENT("Input × gradient", (blur, background, seed) -> new InputTimesGradient()),
    GUIDED_BACKPROP("Guided backprop", (blur, background, seed) -> new GuidedBackprop()),
    GRAD_CAM("Grad-CAM", (blur, background, seed) -> new GradCam()),
    INTEGRATED_GRADIENTS("Integrated gradients", (blur, background, seed) -> new IntegratedGradients()),
    SMOOTHGRAD("SmoothGrad", (blur, background, seed) -> new SmoothGrad().withSeed(seed)),
    GAUSSIAN_BLUR("Gaussian blur", (blur, background, seed) -> blur),
    SARFA("SARFA", (blur, background, seed) -> new Sarfa(blur)),
    OCCLUSION("Occlusion", (blur, background, seed) -> Occlusion.of(blur)),
    RISE("RISE", (blur, background, seed) -> new Rise().withSeed(seed)),
    COUNTERFACTUAL(
            "Counterfactual", (blur, background, seed) -> new Counterfactual(background).withStride(blur.stride())),
    /** {@link #COUNTERFACTUAL} fitted to tiles. */
    TILED_COUNTERFACTUAL("Counterfactual, tiled", (blur, background, seed) -> new TiledCounterfactual(background));

    private static final Set<NamedMethod> PERTURBING =
            EnumSet.of(GAUSSIAN_BLUR, SARFA, OCCLUSION, RISE, COUNTERFACTUAL, TILED_COUNTERFACTUAL);

    private interface Maker {
        SaliencyMethod of(GaussianBlur blur, Background background, long seed);
    }

    private final String title;
    private final Maker maker;

    NamedMethod(String title, Maker maker) {
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

    /** The title that figures use, such as {@code Grad-CAM}. */
    public String title() {
        return title;
    }

    /** The same as {@link #with(GaussianBlur, long)} with seed 0. */
    public SaliencyMethod with(GaussianBlur perturbation) {
        return with(perturbation, 0);
    }

    /**
     * The method with its defaults.
     *
     * @param perturbation radius and stride, for the methods that perturb
     * @param seed for the methods that draw: SmoothGrad and RISE
     * @throws UserException if the method {@link #needsBackground}
     */
    public SaliencyMethod with(GaussianBlur perturbation, long seed) {
        if (needsBackground())
            throw new UserException("NamedMethod: " + this + " needs a background, got none; Background.read and"
                    + " Background.of make one");
        return with(perturbation, null, seed);
    }

    /** The same as {@link #with(GaussianBlur, long)} for all methods; {@code background} is used by those that need it. */
    public SaliencyMethod with(GaussianBlur perturbation, Background background, long seed) {
        return maker.of(perturbation, background, seed);
    }

    /** True if it looks at hundreds of changed states for a map. */
    public boolean perturbs() {
        return PERTURBING.contains(this);
    }

    /** True if a map takes many passes through the network. */
    public boolean isCostly() {
        return perturbs() || this == INTEGRATED_GRADIENTS || this == SMOOTHGRAD;
    }

    /** True if the method removes things from a state, and so needs to know what is behind them. */
    public boolean needsBackground() {
        return this == COUNTERFACTUAL || this == TILED_COUNTERFACTUAL;
    }

    /** True if the radius of a {@link GaussianBlur} changes its maps. */
    public boolean takesRadius() {
        return this == GAUSSIAN_BLUR || this == SARFA || this == OCCLUSION;
    }

    /** True if the stride of a {@link GaussianBlur} changes its maps. */
    public boolean takesStride() {
        return takesRadius() || this == COUNTERFACTUAL;
    }

    /** Such as {@code vanilla-gradient}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
