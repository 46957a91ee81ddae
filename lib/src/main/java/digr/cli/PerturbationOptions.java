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
            description = "Of a perturbation, in pixels; default: the paper's for the task, else 4.")
    private Double radius;

    @Option(
            names = "--stride",
            paramLabel = "D",
            defaultValue = "1",
            description = "Perturb every so many pixels, bilinear between them; default ${DEFAULT-VALUE}.")
    private int stride;

    GaussianBlur perturbation(double defaultRadius) {
        try {
            return new GaussianBlur(radius == null ? defaultRadius : radius, stride);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
    }
}
