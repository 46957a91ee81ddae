package digr.study;

import digr.run.OwnProvenance;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes files of the project again, each from the parents that the project has, and compares. Every run has a folder; a run
 * that was stopped goes on there, and what is finished is not made twice.
 *
 * @param checkout the project's folder
 * @param scratch where the runs' folders are; made if missing
 * @param runner runs a command of the launcher
 * @param pixels see {@link Difference#between}
 */
public record Reproduction(
        Path checkout, Path scratch, DataFiles data, Runner runner, Function<Path, double[]> pixels) {
    /** Runs a command. */
    public interface Runner {
        /**
         * @param words without the launcher
         * @param environment variables, beside those of this program
         * @throws UserException if the command fails
         */
        void run(List<String> words, Map<String, String> environment);
    }

    /** Of a run that is finished. */
    private static final String DONE = "done";

    /**
     * Makes a file again and compares.
     *
     * @throws UserException if it does not tell how it was made, a parent is missing, or a command fails
     */
    public Difference of(Path file) {
        return Difference.between(file, again(recipe(file)), pixels);
    }

    /** Makes a file at a small part of its size, to see that it can be made; there is nothing to compare. */
    public void quickly(Path file) {
        again(recipe(file).quick());
    }

    /** The command that makes a file again, without the folder that it writes to. */
    public String command(Path file) {
        return "./digr " + recipe(file).run();
    }

    /** How many seconds a command takes: here, else where the project's own files were made; empty where nobody knows. */
    public OptionalDouble seconds(String command) {
        OptionalDouble here = times().of(command);
        return here.isPresent() ? here : new RunTimes(checkout.resolve("data/times.txt")).of(command);
    }

    private RunTimes times() {
        return new RunTimes(scratch.resolve("times.txt"));
    }

    private Recipe recipe(Path file) {
        return Recipe.of(file, checkout, data);
    }

    private Path again(Recipe recipe) {
        Path folder = scratch.resolve(name(recipe)).toAbsolutePath();
        Path result = recipe.result(folder);
        List<List<String>> runs = recipe.runs(folder);
        if (Files.exists(folder.resolve(DONE)) && Files.exists(result)) return result;
        boolean goesOn = Files.exists(folder);
        SafeFiles.createFolder(folder);
        Map<String, String> environment = recipe.isFigure() ? Map.of("DIGR_FIGURES", folder.toString()) : Map.of();
        long start = System.nanoTime();
        for (List<String> words : runs) runner.run(words, environment);
        if (!Files.exists(result))
            throw new UserException("reproduce: ./digr " + recipe.run() + " did not make " + result.getFileName());
        if (!goesOn) times().put("./digr " + recipe.run(), (System.nanoTime() - start) / 1e9);
        SafeFiles.write(folder.resolve(DONE), out -> out.write(recipe.run().getBytes(StandardCharsets.UTF_8)));
        return result;
    }

    /** Files of one run share a folder. */
    private static String name(Recipe recipe) {
        byte[] hash = SafeFiles.sha256().digest(recipe.run().getBytes(StandardCharsets.UTF_8));
        return recipe.words().get(0) + "-" + HexFormat.of().formatHex(hash, 0, 6);
    }

    /**
     * All files that can be made again, parents before what is made from them: first of {@code data}, then of {@code
     * figures}.
     *
     * @throws UserException if the folders cannot be read
     */
    public List<Path> all() {
        Set<Path> ordered = new LinkedHashSet<>();
        for (String folder : List.of("data", "figures"))
            for (Path file : files(checkout.resolve(folder))) addWithParents(file, ordered);
        return new ArrayList<>(ordered);
    }

    private void addWithParents(Path file, Set<Path> ordered) {
        if (ordered.contains(file)) return;
        if (FigureFile.command(file).isEmpty()) {
            Map<String, String> parents =
                    OwnProvenance.of(file).map(Provenance::parentSha256).orElse(Map.of());
            for (String sha256 : parents.values())
                data.file(sha256).ifPresent(parent -> addWithParents(parent, ordered));
        }
        ordered.add(file);
    }

    /** But for those that describe others. */
    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(safetensors|npz|csv|png|svg)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserException("reproduce: can't list " + folder + ": " + e.getMessage(), e);
        }
    }
}
