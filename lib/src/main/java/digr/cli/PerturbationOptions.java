package digr.cli;

import digr.saliency.GaussianBlur;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How states are perturbed. */
final class PerturbationOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--radius",
            paramLabel = "R",
            description =
                    "Of a perturbation, in pixels, for methods that have one; default: the paper's for the task, else 4.")
    private Double radius;

    @Option(
            names = "--stride",
            paramLabel = "D",
            description = "Perturb every so many pixels, bilinear between them, for methods that do; default 1.")
    private Integer stride;

    GaussianBlur perturbation(double defaultRadius) {
        try {
            return new GaussianBlur(radius == null ? defaultRadius : radius, stride == null ? 1 : stride);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
    }

    /** Makes sure that no option was given that {@code method} would not hear of. */
    void requireUsed(Object method, boolean takesRadius, boolean takesStride) {
        requireUsed(method, takesRadius || radius == null, "--radius");
        requireUsed(method, takesStride || stride == null, "--stride");
    }

    /** The same of one option, which this method uses, or which was not given. */
    void requireUsed(Object method, boolean used, String option) {
        if (!used)
            throw new ParameterException(
                    command.commandLine(), option + " changes nothing for --method " + method + "; leave it out");
    }
}
