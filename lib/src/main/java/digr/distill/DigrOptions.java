package digr.distill;

import digr.run.RecordText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options of {@link DigrTrainer}, by topic; the paper's values stand in {@code digr.paper}.
 *
 * <pre>{@code
 * DigrOptions options = PaperTasks.RFG.digr().withUpdates(1000);
 * DigrOptions sharper = options.with(new DigrOptions.Masks(0.02, 0.3));
 * }</pre>
 *
 * @param loss the selective loss; without penalties the student is distilled only
 * @param masks which pixels the loss speaks of
 * @param combination how the two losses' gradients become one
 * @param schedule when what happens
 * @param steps where the weights start, and how they follow the gradient
 * @param data what an update sees
 */
public record DigrOptions(
        SelectiveLoss loss, Masks masks, Combination combination, Schedule schedule, Steps steps, Data data) {

    private static final String LOSS = "loss";
    private static final String TEMPERATURE = "temperature";

    /**
     * @param lambda pixels with Mp ≤ λ are unimportant
     * @param importantAbove pixels with Mp > it are important; at least λ, at most 1
     */
    public record Masks(double lambda, double importantAbove) {
        public Masks {
            require(
                    lambda >= 0 && lambda <= importantAbove && importantAbove <= 1,
                    "lambda and importantAbove must ascend in [0, 1], got " + lambda + ", " + importantAbove);
        }
    }

    /**
     * @param alpha weight of the distillation loss beside the selective loss
     * @param leak what distillation's gradient passes of a unit that is off, see {@link
     *     digr.nn.Network#leakyParameterGradient}; 0 for the exact gradient
     * @param projected whether conflicting gradients are projected ({@link PcGrad}) before they are added
     * @param balanced whether the selective loss's gradient is first brought to the length of the distillation loss's
     */
    public record Combination(double alpha, double leak, boolean projected, boolean balanced) {
        public Combination {
            require(alpha > 0 && Double.isFinite(alpha), "alpha must be above 0, got " + alpha);
            require(leak >= 0 && leak <= 1, "leak must lie in [0, 1], got " + leak);
        }

        public Combination withAlpha(double alpha) {
            return new Combination(alpha, leak, projected, balanced);
        }

        public Combination withLeak(double leak) {
            return new Combination(alpha, leak, projected, balanced);
        }
    }

    /**
     * @param updates how many in all
     * @param warmUp share of the updates, at the start, with distillation alone
     * @param ramp share of the updates over which the selective loss's gradient then grows to its full size
     * @param annealedShare share of the updates, at the end, over which the learning rate falls linearly to 0
     */
    public record Schedule(long updates, double warmUp, double ramp, double annealedShare) {
        public Schedule {
            require(updates >= 1, "updates must be at least 1, got " + updates);
            require(
                    warmUp >= 0 && ramp >= 0 && warmUp + ramp <= 1,
                    "warm-up and ramp must be at least 0, together at most 1, got " + warmUp + ", " + ramp);
            require(
                    annealedShare >= 0 && annealedShare <= 1,
                    "annealed share must lie in [0, 1], got " + annealedShare);
        }

        /** The same schedule, in shares, for another number of updates. */
        public Schedule withUpdates(long updates) {
            return new Schedule(updates, warmUp, ramp, annealedShare);
        }

        /** The selective loss at its full size from the first update on. */
        public Schedule atOnce() {
            return new Schedule(updates, 0, 0, annealedShare);
        }

        /** How much of the selective loss's gradient counts in one update, 0 to 1. */
        double selectiveAt(long update) {
            double after = (double) update / updates - warmUp;
            if (after < 0) return 0;
            return ramp == 0 ? 1 : Math.min(1, after / ramp);
        }

        /** The learning rate of one update, as a share of that at the start. */
        double learningRateAt(long update) {
            double left = 1 - (double) update / updates;
            return annealedShare == 0 ? 1 : Math.min(1, left / annealedShare);
        }
    }

    /** The student's first weights. */
    public enum Start {
        /** Drawn at random: the student learns to act from the teacher's words alone. */
        RANDOM,
        /** The teacher's own: the student acts like it from the first update on, and its maps have to be cleaned. */
        TEACHER
    }

    /** The optimisers of the paper's Table 3. */
    public enum OptimiserKind {
        ADAM,
        RMSPROP
    }

    /**
     * @param start the weights that it begins with
     * @param optimiser which rule takes the steps
     * @param learningRate its size at the start
     * @param averaging decay of the moving average of the weights that becomes the student; 0 takes the last weights
     */
    public record Steps(Start start, OptimiserKind optimiser, double learningRate, double averaging) {
        public Steps {
            require(
                    learningRate > 0 && Double.isFinite(learningRate),
                    "learning rate must be above 0, got " + learningRate);
            require(averaging >= 0 && averaging < 1, "averaging must lie in [0, 1), got " + averaging);
        }

        public Steps from(Start start) {
            return new Steps(start, optimiser, learningRate, averaging);
        }
    }

    /**
     * @param environments in which the student acts, one step each an update
     * @param bufferSize states remembered for distillation
     * @param distillationBatch states of the buffer an update
     * @param saliencyBatch states of the dataset an update
     * @param temperature τ: the student is taught softmax(l / τ) of the teacher's logits l. 1 is the paper's; less is a
     *     policy that is surer of itself, as in policy distillation (arXiv 1511.06295, section 3)
     */
    public record Data(int environments, int bufferSize, int distillationBatch, int saliencyBatch, double temperature) {
        public Data {
            require(environments >= 1 && bufferSize >= 1, "environments and buffer size must be at least 1");
            require(distillationBatch >= 1 && saliencyBatch >= 1, "batches must be at least 1");
            require(temperature > 0 && temperature <= 100, "temperature must lie in (0, 100], got " + temperature);
        }

        /** At temperature 1. */
        public Data(int environments, int bufferSize, int distillationBatch, int saliencyBatch) {
            this(environments, bufferSize, distillationBatch, saliencyBatch, 1);
        }
    }

    public DigrOptions {
        require(combination.leak() == 0 || loss.surrogateWidth() > 0, "a leak needs a loss with a surrogate width");
    }

    private static void require(boolean holds, String what) {
        if (!holds) throw new IllegalArgumentException("DigrOptions: " + what);
    }

    /**
     * Distillation only: the same without penalties, and without what serves them; from random weights, as a copy of the
     * teacher has nothing to learn.
     */
    public DigrOptions withoutPenalties() {
        return plainly(new SelectiveLoss(loss.field(), Map.of(), 0)).with(steps.from(Start.RANDOM));
    }

    /** Another loss, from the first update on at full size, with the exact gradient of distillation. */
    public DigrOptions plainly(SelectiveLoss loss) {
        return new DigrOptions(loss, masks, combination.withLeak(0), schedule.atOnce(), steps, data);
    }

    public DigrOptions with(SelectiveLoss loss) {
        return new DigrOptions(loss, masks, combination, schedule, steps, data);
    }

    public DigrOptions with(Schedule schedule) {
        return new DigrOptions(loss, masks, combination, schedule, steps, data);
    }

    public DigrOptions with(Masks masks) {
        return new DigrOptions(loss, masks, combination, schedule, steps, data);
    }

    public DigrOptions with(Combination combination) {
        return new DigrOptions(loss, masks, combination, schedule, steps, data);
    }

    public DigrOptions with(Steps steps) {
        return new DigrOptions(loss, masks, combination, schedule, steps, data);
    }

    public DigrOptions with(Data data) {
        return new DigrOptions(loss, masks, combination, schedule, steps, data);
    }

    public DigrOptions withUpdates(long updates) {
        return new DigrOptions(loss, masks, combination, schedule.withUpdates(updates), steps, data);
    }

    /**
     * With other values.
     *
     * @param settings by the names of {@link #asText}, and {@code field} and {@code surrogateWidth} of the loss; where
     *     they have a loss, but no temperature, it is 1
     * @throws IllegalArgumentException if there is no such option, or it cannot have that value
     */
    public DigrOptions with(Map<String, String> settings) {
        Map<String, String> others = new LinkedHashMap<>(settings);
        String text = others.remove(LOSS);
        if (text == null) return RecordText.withInner(this, others);
        others.putIfAbsent("leak", Double.toString(combination.leak())); // it may not fit to the loss before
        others.putIfAbsent(TEMPERATURE, "1.0");
        DigrOptions changed = with(combination.withLeak(0)).with(SelectiveLoss.parse(text));
        return RecordText.withInner(changed, others);
    }

    /**
     * By name, as provenance keeps them: flat, the topics are for readers of code. A temperature of 1 is left out, as it
     * was before there were others.
     */
    public Map<String, String> asText() {
        Map<String, String> text = new LinkedHashMap<>(Map.of(LOSS, loss.toString()));
        for (Record topic : List.of(masks, combination, schedule, steps, data)) text.putAll(RecordText.of(topic));
        text.remove(TEMPERATURE, "1.0");
        return text;
    }
}
