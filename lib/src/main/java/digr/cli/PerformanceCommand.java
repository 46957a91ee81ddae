package digr.cli;

import digr.eval.NamedPolicy;
import digr.eval.PerformanceTable;
import digr.eval.ReturnEvaluator;
import digr.paper.Task;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.Seeds;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The paper's Figure 9: how students play while they learn. */
@Command(
        name = "performance",
        description = {
            "Gather the learning curves of a task's students, and let its teacher play: the paper's Figure 9.",
            "Writes performance-TASK.csv with its provenance as JSON beside it."
        })
final class PerformanceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--task", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
    private Task task;

    @Option(
            names = "--policies",
            paramLabel = "DIR",
            description = "All KIND-seedN.safetensors in it, a student's learning curve beside it as KIND-seedN.csv;"
                    + " default data/policies/TASK.")
    private Path policies;

    @Option(
            names = "--episodes",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Of the teacher; default ${DEFAULT-VALUE}.")
    private int episodes;

    @Option(names = "--seed", defaultValue = "0", description = "Of the episodes; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "Default data/results.")
    private Path out = CommittedFiles.RESULTS;

    @Override
    public Integer call() {
        RegionOptions.requireAtLeast(1, "--episodes", episodes, spec);
        Path folder = policies == null ? CommittedFiles.policies(task) : policies;
        List<NamedPolicy> all = NamedPolicy.in(folder);
        SafeFiles.createFolder(out);
        PerformanceTable performance = new PerformanceTable();
        Map<String, String> parents = new TreeMap<>();
        for (NamedPolicy policy : all) {
            if (policy.isTeacher()) continue;
            Path curve = folder.resolve(policy + ".csv");
            performance.curve(policy, curve);
            parents.put(policy.toString(), SafeFiles.sha256(curve));
        }
        for (NamedPolicy policy : all) {
            if (!policy.isTeacher()) continue;
            addLevel(performance, policy);
            parents.put(policy.toString(), policy.sha256());
        }
        Provenance provenance = Provenance.of(task.toString(), Map.of("episodes", "" + episodes), seed)
                .withParents(parents);
        ResultFile.writeAndPrint(spec, out, "performance-" + task, performance.table(), provenance);
        return 0;
    }

    private void addLevel(PerformanceTable performance, NamedPolicy teacher) {
        ReturnEvaluator player = ReturnEvaluator.of(task::environment, episodes);
        try (Progress progress = Progress.console("performance")) {
            performance.level(teacher, player.evaluate(teacher.policy(), new Seeds(seed), progress));
        }
    }
}
