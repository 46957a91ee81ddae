package digr.cli;

import digr.run.Checkout;
import digr.run.UserException;
import digr.study.DataFiles;
import digr.study.Difference;
import digr.study.Plan;
import digr.study.Reproduction;
import digr.viz.Pictures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes files of the project again, and says whether they are the same. */
@Command(
        name = "reproduce",
        description = {
            "Make files of data/ and figures/ again by the commands that their provenance keeps, each from the parents that"
                    + " the project has, and say how they differ.",
            "Can be stopped at any moment: the same command goes on. Ends with 1 if a file differs by more than another"
                    + " processor's rounding."
        })
final class ReproduceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Such as data/results/table1-rfg.csv or figures/fig1a.png.")
    private List<Path> files = List.of();

    @Option(names = "--all", description = "All files of the project, parents first.")
    private boolean all;

    @Option(
            names = "--dry-run",
            description = "Print the commands only, with the time that they took when they ran last.")
    private boolean dryRun;

    @Option(names = "--quick", description = "At a small part of the size, to see that each file can be made.")
    private boolean quick;

    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            defaultValue = "runs/reproduce",
            description = "Where they are made; default ${DEFAULT-VALUE}.")
    private Path scratch;

    private final Plan plan = new Plan();

    @Override
    public Integer call() {
        if (all == !files.isEmpty())
            throw new ParameterException(spec.commandLine(), "give files, or --all; got " + (all ? "both" : "neither"));
        Path checkout = Checkout.folder();
        Reproduction reproduction = new Reproduction(
                checkout, scratch, new DataFiles(checkout.resolve("data")), this::launch, Pictures::channels);
        int failed = 0;
        for (Path file : all ? reproduction.all() : files) failed += isWell(reproduction, file) ? 0 : 1;
        if (dryRun) spec.commandLine().getErr().println("reproduce: " + plan);
        return failed == 0 ? 0 : 1;
    }

    /** One that fails does not keep the others from being made. */
    private boolean isWell(Reproduction reproduction, Path file) {
        PrintWriter out = spec.commandLine().getOut();
        long start = System.nanoTime();
        try {
            if (dryRun) {
                String command = reproduction.command(file);
                out.println(named(file) + ": " + command + plan.add(command, reproduction.seconds(command)));
                return true;
            }
            if (quick) {
                reproduction.quickly(file);
                out.println(named(file) + ": made, " + seconds(start));
                return true;
            }
            Difference difference = reproduction.of(file);
            out.println(named(file) + ": " + difference + ", " + seconds(start));
            return difference.verdict() != Difference.Verdict.DIFFERENT;
        } catch (UserException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return false;
        }
    }

    private static String seconds(long start) {
        return String.format(Locale.ROOT, "%.0f s", (System.nanoTime() - start) / 1e9);
    }

    /** From the project's folder, where it lies there. */
    private static Path named(Path file) {
        Path checkout = Checkout.folder().toAbsolutePath();
        Path absolute = file.toAbsolutePath();
        return absolute.startsWith(checkout) ? checkout.relativize(absolute) : file;
    }

    /** Standard output is this command's own; the other's words go to standard error. */
    private void launch(List<String> words, Map<String, String> environment) {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        List<String> command = new ArrayList<>();
        command.add(Checkout.folder().resolve(windows ? "digr.cmd" : "digr").toString());
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Checkout.folder().toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            int code = builder.start().waitFor();
            if (code != 0)
                throw new UserException(
                        "reproduce: ./digr " + String.join(" ", words) + " ended with exit code " + code);
        } catch (IOException e) {
            throw new UserException("reproduce: can't run ./digr: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("reproduce: interrupted; the same command goes on", e);
        }
    }
}
