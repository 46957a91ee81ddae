package digr.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks numbers that options give. */
final class Counts {
    private Counts() {}

    static void requireAtLeast(int least, String option, int value, CommandSpec command) {
        if (value < least)
            throw new ParameterException(
                    command.commandLine(), option + " must be at least " + least + ", got " + value);
    }
}
