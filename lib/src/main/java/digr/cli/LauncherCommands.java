package digr.cli;

import digr.run.UserException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands that the launcher runs without this program; here so that {@code --help} knows them. */
final class LauncherCommands {
    private LauncherCommands() {}

    static void addTo(CommandLine line) {
        CommandSpec figures = add(line, "figures", "Run the notebooks, write figures/ and its gallery.");
        option(
                figures,
                "--only",
                "NAMES",
                "Only the notebooks that draw these, such as fig1,table1" + " (fig1: fig1a and fig1b).");
        option(figures, "--save", null, "Save the outputs in the notebooks, too.");
        add(line, "test", "Build and run all tests.");
        CommandSpec lab = add(line, "lab", "Open JupyterLab with the Java kernel ready.");
        lab.addPositional(PositionalParamSpec.builder()
                .paramLabel("OPTION")
                .arity("0..*")
                .type(String[].class)
                .description("JupyterLab's own, such as --port=9999 or --no-browser.")
                .build());
        CommandSpec register = add(line, "register", "Make the Java kernel known to another Jupyter, and say where.");
        option(
                register,
                "--prefix",
                "FOLDER",
                "That of the other Jupyter's Python environment, its sys.prefix; default: all Jupyters of the user.");
        CommandSpec spark =
                add(line, "spark", "Start a master or a worker of a Spark cluster, for commands with --spark.");
        spark.addPositional(PositionalParamSpec.builder()
                .paramLabel("WORD")
                .arity("1..*")
                .type(String[].class)
                .description(
                        "master; or worker and the master's address; then options of Spark's own, such as --cores 1"
                                + " --memory 2g of a worker.")
                .build());
        CommandSpec bench = add(line, "bench", "Run the benchmarks.");
        option(
                bench,
                "--peers",
                null,
                "Time the Python libraries on the same work, too, and print the ratios; the first time"
                        + " it downloads them, 3 GB.");
        bench.addPositional(PositionalParamSpec.builder()
                .paramLabel("NAME")
                .arity("0..1")
                .description(
                        "Only benchmarks whose name holds this: Breakout, Environment, Gymnasium, Highway, Matrix, Network,"
                                + " Ppo, RedFetchGreen, Saliency, Student, or LiveExplorer, which needs a Chromium; or one row of them, such as"
                                + " Network.secondOrder.")
                .build());
    }

    private static CommandSpec add(CommandLine line, String name, String description) {
        Callable<Integer> refuse = () -> {
            throw new UserException("digr: " + name + " runs through the launcher, ./digr " + name);
        };
        CommandSpec spec = CommandSpec.wrapWithoutInspection(refuse);
        spec.usageMessage().description(description);
        line.addSubcommand(name, spec);
        return spec;
    }

    private static void option(CommandSpec spec, String name, String value, String description) {
        OptionSpec.Builder option = OptionSpec.builder(name).description(description);
        spec.addOption((value == null ? option : option.paramLabel(value).type(String.class)).build());
    }
}
