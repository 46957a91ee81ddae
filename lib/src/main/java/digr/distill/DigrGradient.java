package digr.distill;

import digr.nn.DataParallel;
import digr.nn.Gradients;
import digr.nn.Network;
import digr.nn.ParameterVector;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The gradient of one update: α times the distillation loss's and w times the selective loss's, combined as the options
 * say (projected by {@link PcGrad}, at equal length, or added).
 */
final class DigrGradient {
    /** A batch for the selective loss is computed in so many parts. */
    private static final int SALIENCY_PARTS = 2;

    private static final int DISTILLATION_PARTS = 4;

    /** The most parts that are computed side by side. */
    static final int PARTS = SALIENCY_PARTS + DISTILLATION_PARTS;

    /**
     * The losses of one update.
     *
     * @param distillation the distillation loss
     * @param saliency the selective loss; 0 where it has no part
     * @param cosine between the two gradients; 0 likewise
     */
    record Losses(double distillation, double saliency, double cosine) {}

    private final DigrOptions options;
    private final MaskSource masks;
    private final boolean[] unimportant;
    private final boolean[] notImportant;
    private final DataParallel parallel;
    private final ParameterVector combined;
    private final ParameterVector ofSaliency;

    /**
     * @param masks may be null where the options have no penalties
     * @param parallel over the student, of {@link #PARTS} parts
     */
    DigrGradient(DigrOptions options, MaskSource masks, Network student, DataParallel parallel) {
        this.options = options;
        this.masks = masks;
        this.parallel = parallel;
        boolean regularised = !options.loss().penalties().isEmpty();
        unimportant = regularised ? masks.unimportant(options.masks().lambda()) : null;
        notImportant = regularised ? masks.unimportant(options.masks().importantAbove()) : null;
        combined = student.newVector();
        ofSaliency = student.newVector();
    }

    /** The combined gradient that the last {@link #compute} left. */
    ParameterVector vector() {
        return combined;
    }

    /**
     * Draws both batches and leaves the combined gradient in {@link #vector}.
     *
     * @param weight w of the selective loss; 0 leaves it out
     */
    Losses compute(StateBuffer buffer, double weight, UniformRandomProvider drawing) {
        boolean regularised = unimportant != null && weight > 0;
        DistillationBatch taught = new DistillationBatch(buffer, options.data().distillationBatch(), drawing);
        SaliencyBatch masked = regularised
                ? new SaliencyBatch(
                        masks, unimportant, notImportant, options.data().saliencyBatch(), drawing)
                : null;
        int m = masked == null ? 0 : Math.min(SALIENCY_PARTS, masked.size());
        int n = Math.min(DISTILLATION_PARTS, taught.size());
        double[] losses = new double[m + n];
        parallel.compute(
                m + n,
                (part, network, out) -> losses[part] = part < m // the long parts first
                        ? masked.gradient(options.loss(), network, part, m, out)
                        : taught.gradient(options, network, part - m, n, out));
        parallel.sum(m, m + n, combined);
        combined.flat().muli(options.combination().alpha());
        double cosine = 0;
        if (m > 0) {
            parallel.sum(0, m, ofSaliency);
            ofSaliency.flat().muli(weight);
            cosine = combine();
        }
        return new Losses(
                Arrays.stream(losses, m, m + n).sum(),
                Arrays.stream(losses, 0, m).sum(),
                cosine);
    }

    /** Adds {@link #ofSaliency} to {@link #combined}; returns the cosine between the two before. */
    private double combine() {
        if (options.combination().balanced()) {
            double norm = Gradients.norm(ofSaliency);
            if (norm > 0) ofSaliency.flat().muli(Gradients.norm(combined) / norm);
        }
        if (options.combination().projected()) return PcGrad.combine(combined, ofSaliency);
        double cosine = Gradients.dot(combined, ofSaliency)
                / Math.max(Gradients.norm(combined) * Gradients.norm(ofSaliency), Double.MIN_NORMAL);
        combined.flat().addi(ofSaliency.flat());
        return cosine;
    }
}
