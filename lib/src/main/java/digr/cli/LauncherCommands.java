package digr.cli;

import digr.run.UserException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands that the launcher script runs without this program; here so that {@code --help} lists all. */
final class LauncherCommands {
    private LauncherCommands() {}

    static void addTo(CommandLine line) {
        add(line, "figures", "Run the notebooks, write figures/ and its gallery.");
        add(line, "test", "Build and run all tests.");
        add(line, "lab", "Open JupyterLab with the Java kernel ready.");
        add(line, "bench", "Run the benchmarks; --peers adds the Python libraries on the same work.");
    }

    private static void add(CommandLine line, String name, String description) {
        Callable<Integer> refuse = () -> {
            throw new UserException("digr: " + name + " runs through the launcher, ./digr " + name);
        };
        CommandSpec spec = CommandSpec.wrapWithoutInspection(refuse);
        spec.usageMessage().description(description);
        line.addSubcommand(name, spec);
    }
}
