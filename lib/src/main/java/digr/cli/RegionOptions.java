package digr.cli;

import digr.saliency.NamedMethod;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** What the commands share that score or time methods on a task's saliency dataset. */
final class RegionOptions extends ResultOptions {
    private static final Set<NamedMethod> PERTURBING =
            EnumSet.of(NamedMethod.GAUSSIAN_BLUR, NamedMethod.SARFA, NamedMethod.OCCLUSION, NamedMethod.RISE);

    @Option(
            names = "--states",
            paramLabel = "FILE",
            description = "Made by `digr states`; default data/saliency/TASK.npz.")
    private Path states;

    Path states() {
        return states == null ? CommittedFiles.states(task) : states;
    }

    /** Whether a method takes hundreds of passes a state. */
    static boolean perturbs(NamedMethod method) {
        return PERTURBING.contains(method);
    }

    /** Whether a method takes many passes a state. */
    static boolean costly(NamedMethod method) {
        return perturbs(method) || method == NamedMethod.INTEGRATED_GRADIENTS || method == NamedMethod.SMOOTHGRAD;
    }
}
