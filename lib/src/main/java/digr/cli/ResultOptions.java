package digr.cli;

import digr.eval.NamedPolicy;
import digr.nn.Architecture;
import digr.task.Task;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * Those of the folder; standard error names each that was trained for another task, or whose network is not that of
     * the first of its kind.
     */
    List<NamedPolicy> policies() {
        List<NamedPolicy> all = NamedPolicy.in(folder());
        Map<String, Architecture> ofKind = new HashMap<>();
        for (NamedPolicy policy : all) {
            Architecture network =
                    chosen.policy(folder().resolve(policy + ".safetensors")).architecture();
            Architecture first = ofKind.putIfAbsent(policy.kind(), network);
            if (first != null && !network.equals(first))
                command.commandLine()
                        .getErr()
                        .println("digr: " + policy + " has another network than the first " + policy.kind()
                                + "; means over seeds mix both");
        }
        return all;
    }

    void requireAtLeast(int least, String option, int value) {
        Counts.requireAtLeast(least, option, value, command);
    }
}
