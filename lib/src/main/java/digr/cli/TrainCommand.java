package digr.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trainings, each a subcommand. */
@Command(
        name = "train",
        description = "Train a policy; can be stopped at any moment and resumed.",
        subcommands = {TrainPpoCommand.class, TrainDigrCommand.class, TrainDistillCommand.class})
final class TrainCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "train what? One of " + spec.subcommands().keySet());
    }
}
