package digr.cli;

import digr.run.Invocation;
import digr.run.Progress;
import digr.run.UserException;
import digr.study.Cell;
import digr.study.Crew;
import digr.study.Grid;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Measures points of a command's grid in the place of the program that runs the command: here the command runs, too, but
 * it is left as soon as the points are measured, and writes nothing. So a cell comes from the same words and the same code
 * wherever it is measured.
 */
public final class Errands {
    private static final ThreadLocal<Errands> AT_WORK = new ThreadLocal<>();

    /** Where a command would write, if it came to that: folders of the errand's own. */
    private static final List<String> PLACES = List.of("--out", "--runs");

    /** An errand has one core. */
    private static final List<String> THREADS = List.of("--threads", "--jobs");

    private final List<String> names;
    private final Path folder;
    private final Map<String, byte[]> cells = new LinkedHashMap<>();

    /** Leaves the command. */
    private static final class Measured extends RuntimeException {
        private static final long serialVersionUID = 1;

        Measured() {
            super(null, null, false, false);
        }
    }

    private Errands(List<String> names, Path folder) {
        this.names = names;
        this.folder = folder;
    }

    /**
     * Measures points.
     *
     * @param words of the command line; those that decide nothing, such as where to write, are left out
     * @param command as {@link Invocation#now} tells it where the command was begun, for the provenance
     * @param names of the points, see {@link Grid.Point#name}
     * @return the files of their cells, .npz, by the points' names
     * @throws UserException if the command fails, or its grid has no such point
     */
    public static Map<String, byte[]> run(List<String> words, String command, List<String> names) {
        Invocation.isPartOf(command);
        try {
            Path folder = Files.createTempDirectory("digr-errand");
            Errands errands = new Errands(names, folder);
            AT_WORK.set(errands);
            try {
                errands.execute(words);
                return errands.cells;
            } finally {
                AT_WORK.remove();
                delete(folder);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UserException("Errands: no room for temporary files: " + e.getMessage(), e);
        }
    }

    /** The crew that measures for the command that this thread runs, if that is on an errand. */
    static Optional<Crew> crew() {
        return Optional.ofNullable(AT_WORK.get()).map(errands -> errands::measure);
    }

    /** Whether the command that this thread runs is on an errand: then nobody watches. */
    static boolean atWork() {
        return AT_WORK.get() != null;
    }

    private void execute(List<String> words) {
        List<Exception> failed = new ArrayList<>();
        CommandLine line = Main.line()
                .setOut(new PrintWriter(Writer.nullWriter()))
                .setErr(new PrintWriter(Writer.nullWriter()))
                .setParameterExceptionHandler((e, args) -> failedBy(e, failed))
                .setExecutionExceptionHandler((e, command, parsed) -> failedBy(e, failed));
        List<String> own = new ArrayList<>(Invocation.deciding(words));
        own.addAll(ownOptions(line, words));
        line.execute(own.toArray(String[]::new));
        if (!cells.keySet().containsAll(names))
            throw failed.isEmpty()
                    ? new UserException("Errands: the command " + words + " measures no grid of points")
                    : asUnchecked(failed.get(0));
    }

    private static int failedBy(Exception e, List<Exception> failed) {
        failed.add(e);
        return 1;
    }

    private static RuntimeException asUnchecked(Exception e) {
        for (Throwable t = e; t != null; t = t.getCause()) if (t instanceof UserException user) return user;
        if (e instanceof CommandLine.ParameterException wrong) return new UserException(wrong.getMessage(), wrong);
        return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }

    private List<String> ownOptions(CommandLine line, List<String> words) {
        CommandSpec command = words.stream()
                .map(line.getSubcommands()::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new UserException("Errands: there is no command among " + words))
                .getCommandSpec();
        List<String> options = new ArrayList<>();
        for (String place : PLACES)
            if (command.findOption(place) != null)
                options.addAll(List.of(place, folder.resolve(place.substring(2)).toString()));
        for (String threads : THREADS) if (command.findOption(threads) != null) options.addAll(List.of(threads, "1"));
        return options;
    }

    private void measure(List<? extends Grid.Point> points, Crew.Foreman foreman) {
        Map<String, Grid.Point> known =
                points.stream().collect(Collectors.toMap(Grid.Point::name, Function.identity()));
        List<Grid.Point> asked = new ArrayList<>();
        for (String name : names) {
            if (!known.containsKey(name))
                throw new UserException("Errands: needed a point of the grid, which has "
                        + String.join(", ", known.keySet()) + ", got " + name);
            asked.add(known.get(name));
        }
        Crew.threads(1).measure(asked, new Crew.Foreman() {
            @Override
            public void told(Grid.Point point, long done, String message) {
                Progress.checkInterrupted();
            }

            @Override
            public void finished(Grid.Point point, Cell cell) {
                keep(point.name(), cell);
            }
        });
        throw new Measured();
    }

    private void keep(String name, Cell cell) {
        Path file = folder.resolve("cell.npz");
        cell.write(file);
        try {
            cells.put(name, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
