package digr.cli;

import digr.eval.NamedPolicy;
import digr.paper.Task;
import digr.saliency.NamedMethod;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands share that score or time methods on a task's saliency dataset. */
final class RegionOptions {
    private static final Set<NamedMethod> PERTURBING =
            EnumSet.of(NamedMethod.GAUSSIAN_BLUR, NamedMethod.SARFA, NamedMethod.OCCLUSION, NamedMethod.RISE);

    @Option(names = "--task", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
    Task task;

    @Option(
            names = "--states",
            paramLabel = "FILE",
            description = "Made by `digr states`; default data/saliency/TASK.npz.")
    private Path states;

    @Option(
            names = "--policies",
            paramLabel = "DIR",
            description = "All KIND-seedN.safetensors in it; default data/policies/TASK.")
    private Path policies;

    @Option(names = "--out", paramLabel = "DIR", description = "Default data/results.")
    Path out = CommittedFiles.RESULTS;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    Path states() {
        return states == null ? CommittedFiles.states(task) : states;
    }

    List<NamedPolicy> policies() {
        return NamedPolicy.in(policies == null ? CommittedFiles.policies(task) : policies);
    }

    /** Whether a method takes hundreds of passes a state. */
    static boolean perturbs(NamedMethod method) {
        return PERTURBING.contains(method);
    }

    /** Whether a method takes many passes a state. */
    static boolean costly(NamedMethod method) {
        return perturbs(method) || method == NamedMethod.INTEGRATED_GRADIENTS || method == NamedMethod.SMOOTHGRAD;
    }

    void requireAtLeast(int least, String option, int value) {
        requireAtLeast(least, option, value, command);
    }

    static void requireAtLeast(int least, String option, int value, CommandSpec command) {
        if (value < least)
            throw new ParameterException(
                    command.commandLine(), option + " must be at least " + least + ", got " + value);
    }
}
