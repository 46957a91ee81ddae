package digr.cli;

import digr.eval.LabelledStates;
import digr.eval.NamedPolicy;
import digr.eval.SaliencyDataset;
import digr.policy.Policy;
import digr.run.Provenance;
import digr.run.UserException;
import digr.saliency.Background;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands share that score or time methods on a task's saliency dataset. */
final class RegionOptions extends ResultOptions {
    /** Of so many states a median is taken. */
    private static final int OF_BACKGROUND = 1000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private BackgroundOption background;

    @Option(
            names = "--states",
            paramLabel = "FILE",
            description = "Made by `digr states`; default data/saliency/TASK.npz.")
    private Path states;

    Path states() {
        if (states != null) return states;
        Path usual = CommittedFiles.states(task());
        if (!Files.exists(usual))
            throw new UserException(command.name() + ": needed states with the pixels that matter, got no file " + usual
                    + "; ./digr states makes it, of environments that are digr.env.Marked");
        return usual;
    }

    /** @throws UserException if a policy sees states of another shape than the dataset's */
    void requireSeenBy(List<NamedPolicy> policies, SaliencyDataset dataset) {
        String needed = Arrays.toString(dataset.states().shape());
        for (NamedPolicy policy : policies) {
            String seen = Arrays.toString(policy.policy().stateShape());
            if (!seen.equals(needed))
                throw new UserException(command.name() + ": " + policy + " sees states " + seen + ", and those of "
                        + states() + " are " + needed + "; give states and policies of one task");
        }
    }

    /**
     * The background for counterfactual methods. Where there is none, and they were not asked for by name, it says so on
     * standard error, and they are left out.
     */
    Optional<Background> background(LabelledStates states, Policy policy, boolean asked) {
        int[] shape =
                Arrays.stream(policy.stateShape()).mapToInt(Math::toIntExact).toArray();
        int n = Math.min(OF_BACKGROUND, states.size());
        try {
            return Optional.of(
                    background.of(n, shape, i -> states.part(i, i + 1).frames()));
        } catch (UserException e) {
            if (asked || background.given()) throw e;
            command.commandLine().getErr().println(command.name() + ": no counterfactual methods. " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The provenance of what counterfactual methods took part in. */
    Provenance withBackground(Provenance made) {
        return background.parentOf(made);
    }
}
