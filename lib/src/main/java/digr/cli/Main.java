package digr.cli;

import digr.nn.Width;
import digr.run.Invocation;
import digr.run.OneLine;
import digr.run.Source;
import digr.run.UserException;
import digr.saliency.ChannelReduction;
import digr.saliency.NamedMethod;
import digr.task.Task;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code digr} command; each subcommand is a class of this package.
 *
 * <p>Results go to standard output, words to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage.
 */
@Command(
        name = "digr",
        description = "Trains, explains and tests policies by the method DIGR (arXiv 2205.08685).",
        subcommands = {
            TrainCommand.class,
            PerturbCommand.class,
            EvaluateCommand.class,
            AttackCommand.class,
            ExplainCommand.class,
            StatesCommand.class,
            ScoreCommand.class,
            TimeCommand.class,
            CostCommand.class,
            SweepCommand.class,
            PerformanceCommand.class,
            TrafficCommand.class,
            AblationsCommand.class,
            ReproduceCommand.class,
            ReplayCommand.class,
            ConvertCommand.class,
            LessonCommand.class,
            IJavaCommand.class,
            DoctorCommand.class
        },
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Build.class,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false)
public final class Main implements Runnable {
    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean verbose;

    /** At once: the names of tasks are known by it. */
    @Option(
            names = "--with",
            paramLabel = "JAR",
            description = "Before the command: a jar that brings tasks, by a digr.task.TaskProvider.")
    private void with(Path jar) {
        try {
            Task.load(jar);
        } catch (UserException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    @Spec
    private CommandSpec spec;

    /** What greets at its first use; held, or the levels would be forgotten. */
    private static final List<Logger> LIBRARY_LOGS =
            List.of(Logger.getLogger("org.nd4j"), Logger.getLogger("org.deeplearning4j"));

    private Main() {}

    public static void main(String[] args) {
        LIBRARY_LOGS.forEach(log -> log.setLevel(Level.WARNING));
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** Runs one command line and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        Invocation.is(args);
        Source.forgetRead();
        Main main = new Main();
        CommandLine line = line(main);
        LauncherCommands.addTo(line); // first: what follows reaches the commands that are there
        line.setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(
                        (e, a) -> e.getCause() instanceof UserException ? failed(e, err, main.verbose) : wrongUsage(e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, err, main.verbose));
        try {
            return line.execute(args);
        } catch (Throwable e) { // picocli hands over exceptions, not errors such as a full memory
            return failed(e, err, main.verbose);
        }
    }

    /** Without what the launcher does, and without handlers of what fails. */
    static CommandLine line() {
        return line(new Main());
    }

    private static CommandLine line(Main main) {
        return new CommandLine(main)
                .registerConverter(NamedMethod.class, new EnumNames<>(NamedMethod.class))
                .registerConverter(Width.class, new EnumNames<>(Width.class))
                .registerConverter(ChannelReduction.class, new EnumNames<>(ChannelReduction.class));
    }

    /** Without a command. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    private static int wrongUsage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        String message = e instanceof UnmatchedArgumentException unknown
                ? "unknown argument " + String.join(" ", unknown.getUnmatched())
                : e.getMessage();
        err.println("digr: " + oneLine(message));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try ./" + command.getCommandSpec().qualifiedName() + " --help");
        return 2;
    }

    private static int failed(Throwable e, PrintWriter err, boolean verbose) {
        if (verbose) e.printStackTrace(err);
        err.println(oneLine(describe(e)));
        return 1;
    }

    static String describe(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) // a mistake may have crossed threads
        if (t instanceof UserException) return t.getMessage();
        Throwable root = root(e);
        if (root instanceof CancellationException) return "digr: " + root.getMessage();
        if (root instanceof OutOfMemoryError)
            return "digr: out of memory (" + root.getMessage() + "); give it more, as in DIGR_MEMORY=8g ./digr ...";
        if (e instanceof LinkageError)
            return "digr: native code could not be loaded, " + root + "; ./digr doctor says what works here";
        return "digr: internal error, " + e + "; --verbose shows where";
    }

    /** The first cause. */
    static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) root = root.getCause();
        return root;
    }

    private static String oneLine(String message) {
        return OneLine.of(String.valueOf(message));
    }
}
