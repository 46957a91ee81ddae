package digr.cli;

import digr.distill.DigrOptions;
import digr.paper.Ablation;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a student by DIGR with the options of the paper's Table 3. */
@Command(name = "digr", description = "Train a student by DIGR: distillation with the selective input-gradient loss.")
final class TrainDigrCommand implements Callable<Integer> {
    @Mixin
    private StudentOptions student;

    @Option(
            names = "--masks",
            paramLabel = "F",
            description = "Perturbation dataset or expert's annotation; default: data/perturbation/TASK.npz.")
    private Path masks;

    @Option(names = "--lambda", description = "Pixels with Mp up to it are penalised; default: the task's preset.")
    private Double lambda;

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
        DigrOptions options = ablation.options(student.common.task.digr());
        if (lambda != null) {
            double above = options.masks().importantAbove();
            if (!(lambda >= 0 && lambda <= above))
                student.common.refuse("--lambda must lie in [0, " + above + "], got " + lambda
                        + "; pixels with Mp above " + above + " are important");
            options = options.with(new DigrOptions.Masks(lambda, above));
        }
        if (alpha != null) {
            student.common.requirePositive("--alpha", alpha);
            options = options.with(options.combination().withAlpha(alpha));
        }
        Path file = masks == null ? CommittedFiles.masks(student.common.task) : masks;
        student.train("digr", ablation, options, file);
        return 0;
    }
}
