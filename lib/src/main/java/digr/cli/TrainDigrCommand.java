package digr.cli;

import digr.distill.DigrOptions;
import digr.distill.MaskSource;
import digr.paper.Ablation;
import digr.paper.DigrLoss;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a student by DIGR with the options of the paper's Table 3. */
@Command(name = "digr", description = "Train a student by DIGR: distillation with the selective input-gradient loss.")
final class TrainDigrCommand implements Callable<Integer> {
    @Mixin
    private StudentOptions student;

    @Mixin
    private MasksOption masks;

    @Option(names = "--lambda", description = "Pixels with Mp up to it are penalised; default: the task's preset.")
    private Double lambda;

    @Option(
            names = "--fill",
            paramLabel = "MP",
            description = "Pixels with Mp above it are important, to be filled; default: the task's preset.")
    private Double fill;

    @Option(
            names = "--everywhere",
            paramLabel = "WEIGHT",
            description = "Of the gradient's absolute size on all pixels; default: 6 for counterfactual masks, else 0.")
    private Double everywhere;

    @Option(names = "--alpha", description = "Weight of the distillation loss; default: the task's preset.")
    private Double alpha;

    @Option(
            names = "--ablation",
            paramLabel = "NAME",
            converter = AblationOption.class,
            completionCandidates = AblationOption.Names.class,
            description = "The preset with one change, before the options above. One of: ${COMPLETION-CANDIDATES};"
                    + " default ${DEFAULT-VALUE}.")
    private Ablation ablation = Ablation.FULL;

    @Override
    public Integer call() {
        student.check();
        if (alpha != null) student.common.requirePositive("--alpha", alpha);
        if (everywhere != null && !(everywhere >= 0 && everywhere < Double.POSITIVE_INFINITY))
            student.common.refuse("--everywhere must be at least 0, got " + everywhere);
        DigrOptions.Masks thresholds = thresholds();
        masks.check(student.ownTeacher());
        MaskSource source = masks.load(student.common.task());
        DigrOptions options = ablation.options(preset(source));
        if (thresholds != null) options = options.with(thresholds);
        if (alpha != null) options = options.with(options.combination().withAlpha(alpha));
        DigrOptions last = options;
        return student.common.eachSeed(() -> student.train("digr", ablation, last, source));
    }

    /** Null where neither is given. */
    private DigrOptions.Masks thresholds() {
        if (lambda == null && fill == null) return null;
        DigrOptions.Masks preset = ablation.options(student.preset()).masks();
        double above = fill == null ? preset.importantAbove() : fill;
        if (!(above >= 0 && above < 1)) student.common.refuse("--fill must lie in [0, 1), got " + above);
        double upTo = lambda == null ? preset.lambda() : lambda;
        if (!(upTo >= 0 && upTo <= above))
            student.common.refuse("--lambda must lie in [0, " + above + "], got " + upTo + "; pixels with Mp above "
                    + above + " are important");
        return new DigrOptions.Masks(upTo, above);
    }

    private DigrOptions preset(MaskSource source) {
        DigrOptions preset = student.preset();
        return everywhere == null ? DigrLoss.options(preset, source) : DigrLoss.everywhere(preset, everywhere);
    }
}
