package digr.distill;

/**
 * One term of the selective loss, such as a penalty on the saliency of pixels that should not matter. It is a function of
 * one state's input gradient G; {@link SelectiveLoss} averages it over states. Below, g = |G| is taken feature by feature, p runs over
 * pixels, q_p = max over channels of g at p, and "unimportant" marks pixels with Mp ≤ λ.
 */
public interface Penalty {
    /**
     * @param g |G| of one state, [C·H·W]
     * @param pixels H·W
     * @param mask which pixels of the state matter
     * @param scale what to multiply derivatives with
     * @param derivative [C·H·W]; {@code scale} · ∂(penalty)/∂g is added
     * @return the penalty
     */
    double add(double[] g, int pixels, Mask mask, double scale, double[] derivative);

    /** What readers call it: the name of its term in notebook 02. */
    String title();

    /** Which pixels of one state are important and which unimportant; a pixel may be neither. */
    interface Mask {
        boolean unimportant(int pixel);

        boolean important(int pixel);
    }
}
