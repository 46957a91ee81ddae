package digr.paper;

import digr.distill.AbsoluteEverywherePenalty;
import digr.distill.AbsolutePenalty;
import digr.distill.DigrOptions;
import digr.distill.DigrOptions.Combination;
import digr.distill.DigrOptions.Masks;
import digr.distill.DigrOptions.Start;
import digr.distill.ExpertAnnotation;
import digr.distill.FillPenalty;
import digr.distill.MaskSource;
import digr.distill.MaximumPenalty;
import digr.distill.Penalty;
import digr.distill.RootSharePenalty;
import digr.distill.SelectiveLoss;
import digr.distill.SharePenalty;
import digr.env.Regions;
import digr.eval.LabelledStates;
import digr.policy.Policy;
import digr.run.Named;
import digr.run.Progress;
import digr.run.Seeds;
import digr.task.Task;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What the method is without one of its parts, or with another value of an option: each a change of
 * {@link Task#digr()}, all else as there.
 */
public enum Ablation {
    FULL(Topic.WHOLE, "full", "the full method", o -> o),
    DISTILLATION_ONLY(Topic.WHOLE, "distillation-only", "distillation alone", DigrOptions::withoutPenalties),
    NO_PCGRAD(Topic.JOINING, "no-pcgrad", "no PCGrad", o -> combination(o, false, false)),
    /** The selective loss's gradient brought to the length of distillation's. */
    BALANCED(Topic.JOINING, "balanced", "gradients of equal length", o -> combination(o, true, true)),
    /** The exact gradient of the selective loss; the leak goes with it. */
    NO_SURROGATE(Topic.LOSS, "no-surrogate", "exact derivative, no leak", o -> o.with(
                    o.combination().withLeak(0))
            .with(new SelectiveLoss(o.loss().field(), o.loss().penalties(), 0))),
    NO_LEAK(
            Topic.LOSS,
            "no-leak",
            "no leak into units that are off",
            o -> o.with(o.combination().withLeak(0))),
    /** The selective loss at its full size from the first update on: no ramp either. */
    NO_WARM_UP(
            Topic.JOINING,
            "no-warm-up",
            "penalty from the start",
            o -> o.with(o.schedule().atOnce())),
    /** The student begins as its teacher, so that it needs no warm-up. */
    FROM_TEACHER(Topic.JOINING, "from-teacher", "from the teacher's weights", o -> o.with(
                    o.steps().from(Start.TEACHER))
            .with(o.schedule().atOnce())),
    NO_FILL(Topic.LOSS, "no-fill", "no reward for filling", o -> without(o, FillPenalty.class)),
    /** Neither that of unimportant pixels nor that of all. */
    NO_ABSOLUTE(
            Topic.LOSS,
            "no-absolute",
            "no absolute size",
            o -> without(without(o, AbsolutePenalty.class), AbsoluteEverywherePenalty.class)),
    /** Counterfactual masks alone have it. */
    NO_EVERYWHERE(
            Topic.LOSS,
            "no-everywhere",
            "no absolute size of all pixels",
            o -> without(o, AbsoluteEverywherePenalty.class)),
    NO_RELATIVE(Topic.LOSS, "no-relative", "no share of roots", o -> without(o, RootSharePenalty.class)),
    /** In place of the share of roots: the mean of g over its maximum. */
    MAXIMUM(Topic.NORMALISATION, "maximum", "by the maximum", o -> relative(o, new MaximumPenalty(false, false))),
    MAXIMUM_NO_ABSOLUTE(
            Topic.NORMALISATION,
            "maximum-no-absolute",
            "by the maximum, no absolute size",
            o -> NO_ABSOLUTE.options(MAXIMUM.options(o))),
    /** The maximum held constant. */
    MAXIMUM_DETACHED(
            Topic.NORMALISATION,
            "maximum-detached",
            "by the maximum held constant",
            o -> relative(o, new MaximumPenalty(false, true))),
    MAXIMUM_DETACHED_NO_ABSOLUTE(
            Topic.NORMALISATION,
            "maximum-detached-no-absolute",
            "maximum held constant, no absolute size",
            o -> NO_ABSOLUTE.options(MAXIMUM_DETACHED.options(o))),
    SHARE(Topic.NORMALISATION, "share", "share", o -> relative(o, new SharePenalty())),
    SHARE_NO_ABSOLUTE(
            Topic.NORMALISATION,
            "share-no-absolute",
            "share, no absolute size",
            o -> NO_ABSOLUTE.options(SHARE.options(o))),
    /** The paper's formula: its loss at full size from the start, exact gradients, alpha .01, lambda .1. */
    PAPER(Topic.NORMALISATION, "paper", "the paper's formula", o -> o.plainly(DigrLoss.PAPER.loss())
            .with(new Combination(0.01, 0, true, false))
            .with(new Masks(0.1, o.masks().importantAbove()))),
    ALPHA_TENTH(Topic.JOINING, "alpha-tenth", "α / 10", o -> alphaTimes(o, 0.1)),
    ALPHA_TENFOLD(Topic.JOINING, "alpha-tenfold", "10 α", o -> alphaTimes(o, 10)),
    LAMBDA_002(Topic.DATA, "lambda-0.02", "λ = 0.02", o -> lambda(o, 0.02)),
    LAMBDA_01(Topic.DATA, "lambda-0.1", "λ = 0.1", o -> lambda(o, 0.1)),
    LAMBDA_03(Topic.DATA, "lambda-0.3", "λ = 0.3", o -> lambda(o, 0.3)),
    DATASET_50(Topic.DATA, "dataset-50", "50 states", o -> o),
    DATASET_200(Topic.DATA, "dataset-200", "200 states", o -> o),
    /**
     * The penalty on every input: a share of all is constant, nothing is to be filled, the absolute part alone acts.
     */
    ALL_INPUTS(Topic.DATA, "all-inputs", "every pixel penalised", o -> o),
    TEACHER_ACTS(Topic.DATA, "teacher-acts", "the teacher plays", o -> o),
    /** In place of perturbation maps, marks on the pixels that are known to matter, see {@link Regions}. */
    EXPERT(Topic.DATA, "expert", "an expert's masks", o -> o);

    /** What an ablation asks about: figures show those of a topic together. */
    public enum Topic {
        WHOLE("the whole"),
        LOSS("parts of the loss"),
        NORMALISATION("in place of the share of roots"),
        JOINING("how the losses are joined"),
        DATA("what it learns from");

        private final String title;

        Topic(String title) {
            this.title = title;
        }

        /** Its ablations, in the order in which they stand here. */
        public List<Ablation> ablations() {
            return Arrays.stream(Ablation.values())
                    .filter(ablation -> ablation.topic == this)
                    .toList();
        }

        /** In words, for figures and tables. */
        public String title() {
            return title;
        }
    }

    private static final int ANNOTATED = 1000;

    private final Topic topic;
    private final String name;
    private final String title;
    private final UnaryOperator<DigrOptions> change;

    Ablation(Topic topic, String name, String title, UnaryOperator<DigrOptions> change) {
        this.topic = topic;
        this.name = name;
        this.title = title;
        this.change = change;
    }

    /** In words, for figures and tables; among those of its topic. */
    public String title() {
        return title;
    }

    /** Of the task's preset, with what its masks bring along ({@link DigrLoss#options}). */
    public DigrOptions options(DigrOptions preset) {
        return change.apply(preset);
    }

    /** Whether it is another training than the full method, where that has these options. */
    boolean isAnother(DigrOptions full) {
        return this != NO_EVERYWHERE || !options(full).equals(full);
    }

    /** Whether its masks are those of the teacher. */
    boolean usesMasks() {
        return this != EXPERT && this != DISTILLATION_ONLY;
    }

    boolean teacherActs() {
        return this == TEACHER_ACTS;
    }

    /** @param teacher whose episodes of the task the annotated states are of */
    MaskSource masks(MaskSource all, Task task, Policy teacher) {
        return switch (this) {
            case DATASET_50 -> new FirstMasks(all, 50);
            case DATASET_200 -> new FirstMasks(all, 200);
            case ALL_INPUTS -> new AllUnimportant(all);
            case EXPERT ->
                annotation(
                        task.states().collect(teacher, ANNOTATED, new Seeds(0), "annotation", Progress.NONE),
                        teacher.stateShape());
            default -> all;
        };
    }

    static MaskSource annotation(LabelledStates states, long[] stateShape) {
        int[] shape = Arrays.stream(stateShape).mapToInt(Math::toIntExact).toArray();
        int pixels = shape[1] * shape[2];
        boolean[] important = new boolean[states.size() * pixels];
        for (int i = 0; i < states.size(); i++)
            System.arraycopy(states.regions(i).important(), 0, important, i * pixels, pixels);
        return new ExpertAnnotation(shape, states.frames(), important);
    }

    private static DigrOptions combination(DigrOptions o, boolean projected, boolean balanced) {
        Combination c = o.combination();
        return o.with(new Combination(c.alpha(), c.leak(), projected, balanced));
    }

    private static DigrOptions alphaTimes(DigrOptions o, double factor) {
        return o.with(o.combination().withAlpha(o.combination().alpha() * factor));
    }

    private static DigrOptions lambda(DigrOptions o, double lambda) {
        return o.with(new Masks(lambda, o.masks().importantAbove()));
    }

    private static DigrOptions without(DigrOptions o, Class<? extends Penalty> kind) {
        Map<Penalty, Double> rest = new LinkedHashMap<>(o.loss().penalties());
        rest.keySet().removeIf(kind::isInstance);
        return penalties(o, rest);
    }

    private static DigrOptions relative(DigrOptions o, Penalty other) {
        Map<Penalty, Double> changed = new LinkedHashMap<>();
        o.loss().penalties().forEach((p, weight) -> changed.put(p instanceof RootSharePenalty ? other : p, weight));
        return penalties(o, changed);
    }

    private static DigrOptions penalties(DigrOptions o, Map<Penalty, Double> penalties) {
        return o.with(new SelectiveLoss(o.loss().field(), penalties, o.loss().surrogateWidth()));
    }

    /** The ablation of this name, as the command line has it. */
    public static Ablation named(String name) {
        return Named.of(Ablation.class, name);
    }

    @Override
    public String toString() {
        return name;
    }
}
