package digr.distill;

import digr.run.RecordText;
import java.util.Map;

/**
 * The options of {@link Digr}; the paper's values stand in {@code digr.paper}.
 *
 * @param loss the selective loss; without penalties the student is distilled only
 * @param lambda pixels with Mp ≤ λ are unimportant
 * @param importantAbove pixels with Mp > it are important
 * @param leak what distillation's gradient passes of a unit that is off, see {@link
 *     digr.nn.Network#leakyParameterGradient}; 0 for the exact gradient
 * @param warmUp share of the updates, at the start, with distillation alone
 * @param ramp share of the updates over which the selective loss's gradient then grows to its full size
 * @param alpha weight of the distillation loss beside the selective loss
 * @param projected whether conflicting gradients are projected ({@link PcGrad}) before they are added
 * @param balanced whether the selective loss's gradient is first brought to the length of the distillation loss's
 * @param optimiser which rule takes the steps
 * @param learningRate its size at the start
 * @param annealedShare share of the updates, at the end, over which the learning rate falls linearly to 0
 * @param updates how many updates in all
 * @param environments in which the student acts, one step each an update
 * @param bufferSize states remembered for distillation
 * @param distillationBatch states of the buffer an update
 * @param saliencyBatch states of the dataset an update
 * @param averaging decay of the moving average of the weights that becomes the student; 0 takes the last weights
 */
public record DigrOptions(
        SelectiveLoss loss,
        double lambda,
        double importantAbove,
        double leak,
        double warmUp,
        double ramp,
        double alpha,
        boolean projected,
        boolean balanced,
        OptimiserKind optimiser,
        double learningRate,
        double annealedShare,
        long updates,
        int environments,
        int bufferSize,
        int distillationBatch,
        int saliencyBatch,
        double averaging) {

    /** The optimisers of the paper's Table 3. */
    public enum OptimiserKind {
        ADAM,
        RMSPROP
    }

    public DigrOptions {
        require(alpha > 0 && Double.isFinite(alpha), "alpha must be above 0, got " + alpha);
        require(
                learningRate > 0 && Double.isFinite(learningRate),
                "learning rate must be above 0, got " + learningRate);
        require(annealedShare >= 0 && annealedShare <= 1, "annealed share must lie in [0, 1], got " + annealedShare);
        require(leak >= 0 && leak <= 1, "leak must lie in [0, 1], got " + leak);
        require(leak == 0 || loss.surrogateWidth() > 0, "a leak needs a loss with a surrogate width");
        require(
                warmUp >= 0 && ramp >= 0 && warmUp + ramp <= 1,
                "warm-up and ramp must be at least 0, together at most 1");
        require(updates >= 1 && environments >= 1, "updates and environments must be at least 1");
        require(bufferSize >= 1 && distillationBatch >= 1 && saliencyBatch >= 1, "batches must be at least 1");
        require(averaging >= 0 && averaging < 1, "averaging must lie in [0, 1), got " + averaging);
    }

    private static void require(boolean holds, String what) {
        if (!holds) throw new IllegalArgumentException("DigrOptions: " + what);
    }

    /** Distillation only: the same without penalties, and without what serves them. */
    public DigrOptions withoutPenalties() {
        return plainly(new SelectiveLoss(loss.field(), Map.of(), 0));
    }

    /** Another loss, from the first update on at full size, with the exact gradient of distillation. */
    public DigrOptions plainly(SelectiveLoss loss) {
        return new DigrOptions(
                loss,
                lambda,
                importantAbove,
                0,
                0,
                0,
                alpha,
                projected,
                balanced,
                optimiser,
                learningRate,
                annealedShare,
                updates,
                environments,
                bufferSize,
                distillationBatch,
                saliencyBatch,
                averaging);
    }

    public DigrOptions withLoss(SelectiveLoss loss) {
        return new DigrOptions(
                loss,
                lambda,
                importantAbove,
                leak,
                warmUp,
                ramp,
                alpha,
                projected,
                balanced,
                optimiser,
                learningRate,
                annealedShare,
                updates,
                environments,
                bufferSize,
                distillationBatch,
                saliencyBatch,
                averaging);
    }

    public DigrOptions withLambda(double lambda) {
        return new DigrOptions(
                loss,
                lambda,
                importantAbove,
                leak,
                warmUp,
                ramp,
                alpha,
                projected,
                balanced,
                optimiser,
                learningRate,
                annealedShare,
                updates,
                environments,
                bufferSize,
                distillationBatch,
                saliencyBatch,
                averaging);
    }

    public DigrOptions withAlpha(double alpha) {
        return new DigrOptions(
                loss,
                lambda,
                importantAbove,
                leak,
                warmUp,
                ramp,
                alpha,
                projected,
                balanced,
                optimiser,
                learningRate,
                annealedShare,
                updates,
                environments,
                bufferSize,
                distillationBatch,
                saliencyBatch,
                averaging);
    }

    public DigrOptions withUpdates(long updates) {
        return new DigrOptions(
                loss,
                lambda,
                importantAbove,
                leak,
                warmUp,
                ramp,
                alpha,
                projected,
                balanced,
                optimiser,
                learningRate,
                annealedShare,
                updates,
                environments,
                bufferSize,
                distillationBatch,
                saliencyBatch,
                averaging);
    }

    /** How much of the selective loss's gradient counts in one update, 0 to 1. */
    double selectiveAt(long update) {
        double after = (double) update / updates - warmUp;
        if (after < 0) return 0;
        return ramp == 0 ? 1 : Math.min(1, after / ramp);
    }

    /** The learning rate of one update. */
    double learningRateAt(long update) {
        double left = 1 - (double) update / updates;
        return annealedShare == 0 ? learningRate : learningRate * Math.min(1, left / annealedShare);
    }

    /** By name, as provenance keeps them. */
    public Map<String, String> asText() {
        return RecordText.of(this);
    }
}
