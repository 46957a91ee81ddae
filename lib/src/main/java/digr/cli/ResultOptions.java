package digr.cli;

import digr.eval.NamedPolicy;
import digr.task.Task;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands share that make a table of a task's policies. */
class ResultOptions {
    @Mixin
    private TaskOption chosen;

    @Option(
            names = "--policies",
            paramLabel = "DIR",
            description = "All KIND-seedN.safetensors in it; default data/policies/TASK.")
    private Path policies;

    @Option(names = "--out", paramLabel = "DIR", description = "Default data/results.")
    Path out = CommittedFiles.RESULTS;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    Task task() {
        return chosen.get();
    }

    /** Where the policies are. */
    Path folder() {
        return policies == null ? CommittedFiles.policies(task()) : policies;
    }

    /** Those of the folder; standard error names each that was trained for another task. */
    List<NamedPolicy> policies() {
        List<NamedPolicy> all = NamedPolicy.in(folder());
        for (NamedPolicy policy : all) chosen.policy(folder().resolve(policy + ".safetensors"));
        return all;
    }

    void requireAtLeast(int least, String option, int value) {
        Counts.requireAtLeast(least, option, value, command);
    }
}
