package digr.cli;

import digr.distill.DigrOptions;
import digr.distill.DigrTrainer;
import digr.distill.MaskSource;
import digr.env.VectorEnvironment;
import digr.paper.Ablation;
import digr.paper.Student;
import digr.paper.StudentValidation;
import digr.policy.Policy;
import digr.run.Seeds;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the trainings of a student have in common. */
final class StudentOptions {
    @Mixin
    TrainOptions common;

    @Option(
            names = "--teacher",
            paramLabel = "F",
            description = "Default: data/policies/TASK/teacher-seed0.safetensors.")
    private Path teacher;

    @Option(names = "--steps", paramLabel = "UPDATES", description = "Default: the task's preset.")
    private Long steps;

    @Option(
            names = "--validate-every",
            paramLabel = "UPDATES",
            defaultValue = "500",
            description =
                    "Plays episodes with the student and scores its saliency maps so often, for the learning curve;"
                            + " default ${DEFAULT-VALUE}, 0: never.")
    private long validateEvery;

    /** Ends the command where its own options are wrong usage; to be called before {@link #train}. */
    void check() {
        common.prepare();
        if (validateEvery != 0 && validateEvery < DigrTrainer.UPDATES_A_POINT)
            common.refuse("--validate-every must be 0 or at least " + DigrTrainer.UPDATES_A_POINT
                    + ", from one point of the learning curve to the next, got " + validateEvery);
        if (steps != null) common.requirePositive("--steps", steps);
    }

    /** Whether the teacher is not the committed one. */
    boolean ownTeacher() {
        return teacher != null;
    }

    /** The task's, changed by the file of options. */
    DigrOptions preset() {
        return common.changed(common.task().digr(), DigrOptions::with);
    }

    /**
     * @param masks null where the options have no penalties
     * @return the exit code
     */
    int train(String method, Ablation ablation, DigrOptions preset, MaskSource masks) {
        DigrOptions options = steps == null ? preset : preset.withUpdates(steps);
        Policy loaded = common.policy(teacher == null ? CommittedFiles.teacher(common.task()) : teacher)
                .policy();
        Seeds seeds = new Seeds(common.seed);
        Student student = new Student(
                common.task(), ablation, options, loaded, common.network(loaded.network()::architecture), masks);
        try (VectorEnvironment environments = common.environments(options.data().environments(), seeds)) {
            DigrTrainer digr = student.trainer(environments, seeds, common.threads());
            if (validateEvery > 0)
                digr.validateEvery(validateEvery, StudentValidation.of(common.task(), loaded, seeds));
            return common.complete(method, digr);
        }
    }
}
