package digr.cli;

import digr.eval.NamedPolicy;
import digr.eval.ReturnEvaluator;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.Seeds;
import digr.study.PerformanceTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The paper's Figure 9: how students play while they learn. */
@Command(
        name = "performance",
        description = {
            "Gather the learning curves of a task's students, and let its teacher play: the paper's Figure 9.",
            "A student's learning curve lies beside it, KIND-seedN.csv.",
            "Writes performance-TASK.csv with its provenance as JSON beside it."
        })
final class PerformanceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ResultOptions common;

    @Option(
            names = "--episodes",
            paramLabel = "N",
            description = "Of the teacher; default: as the task says, 1000 for rfg, 100 for breakout and driving.")
    private Integer episodes;

    @Option(names = "--seed", defaultValue = "0", description = "Of the episodes; default ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() {
        if (episodes == null) episodes = common.task().judging().levelEpisodes();
        common.requireAtLeast(1, "--episodes", episodes);
        List<NamedPolicy> all = common.policies();
        SafeFiles.createFolder(common.out);
        PerformanceTable performance = new PerformanceTable(common.task().succeeds());
        Provenance made = Provenance.of(common.task().description(), Map.of("episodes", "" + episodes), seed);
        for (NamedPolicy policy : all) {
            if (policy.isTeacher()) continue;
            Path curve = common.folder().resolve(policy + ".csv");
            performance.curve(policy, curve);
            made = made.withParent(policy.toString(), SafeFiles.sha256(curve));
        }
        for (NamedPolicy policy : all) {
            if (!policy.isTeacher()) continue;
            addLevel(performance, policy);
            made = made.withParent(policy.toString(), policy.sha256());
        }
        ResultFile.writeAndPrint(spec, common.out, "performance-" + common.task(), performance.table(), made);
        return 0;
    }

    private void addLevel(PerformanceTable performance, NamedPolicy teacher) {
        ReturnEvaluator player = ReturnEvaluator.of(common.task()::environment, episodes);
        try (Progress progress = Progress.console("performance")) {
            performance.level(teacher, player.evaluate(teacher.policy(), new Seeds(seed), progress));
        }
    }
}
