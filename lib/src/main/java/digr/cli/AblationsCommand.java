package digr.cli;

import digr.paper.Ablation;
import digr.paper.AblationRun;
import digr.run.SafeFiles;
import digr.run.UserException;
import digr.study.Crew;
import digr.task.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** Which part of the method does what. */
@Command(
        name = "ablations",
        description = {
            "Train students without each part of the method, or with other options, and judge them.",
            "Writes ablations-TASK.csv each time a student is finished: all that are, also by earlier calls of the same"
                    + " --steps, --teacher, --masks and --episodes; the first seed of each comes first.",
            "Can be killed at any moment: started again, it goes on where it was, and nothing is done twice."
        })
final class AblationsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TaskOption chosen;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "A,B,...",
            hideParamSyntax = true,
            converter = AblationOption.class,
            completionCandidates = AblationOption.Names.class,
            description = "Of: ${COMPLETION-CANDIDATES}; default: all.")
    private List<Ablation> only;

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "S1,S2,...",
            hideParamSyntax = true,
            defaultValue = "0,1,2",
            description = "Default: ${DEFAULT-VALUE}.")
    private List<Long> seeds;

    @Option(names = "--steps", paramLabel = "UPDATES", description = "Of each training; default: the task's preset.")
    private Integer steps;

    @Option(
            names = "--episodes",
            paramLabel = "N",
            defaultValue = "1000",
            description = "By which a student is judged, a fifth as many under attack; default ${DEFAULT-VALUE}.")
    private int episodes;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Trainings at a time, on a core each; default: all cores.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Mixin
    private CrewOption crew;

    @Option(
            names = "--teacher",
            paramLabel = "F",
            description = "Default: data/policies/TASK/teacher-seed0.safetensors.")
    private Path teacher;

    @Mixin
    private MasksOption masks;

    @Option(names = "--runs", paramLabel = "DIR", description = "Of the trainings; default runs/ablations-TASK.")
    private Path runs;

    @Option(names = "--out", paramLabel = "DIR", description = "Default data/results.")
    private Path out = CommittedFiles.RESULTS;

    @Override
    public Integer call() {
        Task task = chosen.get();
        Counts.requireAtLeast(1, "--jobs", jobs, spec);
        Counts.requireAtLeast(5, "--episodes", episodes, spec);
        if (steps != null) Counts.requireAtLeast(1, "--steps", steps, spec);
        masks.check(teacher != null);
        Crew training = crew.of(jobs);
        if (teacher == null) teacher = CommittedFiles.teacher(task);
        if (runs == null) runs = Path.of("runs", "ablations-" + task);
        long updates = steps == null ? task.digr().schedule().updates() : steps;
        AblationRun run =
                new AblationRun(task, runs, updates, chosen.policy(teacher).policy(), masks.load(task), episodes);
        if (only == null) only = run.ablations();
        for (Ablation one : only)
            if (!run.ablations().contains(one))
                throw new UserException(
                        "ablations: " + one + " is the full method here: only counterfactual masks have what"
                                + " it takes away; leave it out of --only, or give such --masks");
        SafeFiles.createFolder(out);
        Optional<AblationRun> done = LongWork.run(spec, "ablations", "; the same command goes on", progress -> {
            run.complete(only, seeds, training, progress, () -> write(task, run));
            return run;
        });
        if (done.isEmpty()) return 1;
        Table all = write(task, run);
        run.diverged(seeds).forEach((student, after) -> spec.commandLine()
                .getErr()
                .println("ablations: the training of " + student + " diverged after " + after
                        + " updates; it does not count"));
        spec.commandLine().getOut().println(AlignedTable.of(all));
        return 0;
    }

    private Table write(Task task, AblationRun run) {
        Table finished = run.table(seeds);
        ResultFile.write(out, "ablations-" + task, finished, run.provenance(seeds));
        return finished;
    }
}
