package digr.study;

import digr.run.Invocation;
import digr.run.OwnProvenance;
import digr.run.Provenance;
import digr.run.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a file was made: the command of its provenance, with the files that it took.
 *
 * @param file that the command made
 * @param words of the command, without the launcher
 */
record Recipe(Path file, List<String> words) {
    /** Commands whose {@code --out} is a file; that of the others is a folder. */
    private static final Set<String> TO_FILE = Set.of("perturb", "states", "explain", "attack");

    private static final Set<String> TO_FOLDER =
            Set.of("score", "sweep", "performance", "traffic", "time", "cost", "ablations");

    /** Options of small runs, by command; of a training by its method. */
    private static final Map<String, Map<String, String>> QUICK = Map.ofEntries(
            Map.entry("ppo", Map.of("--steps", "4096")),
            Map.entry("digr", Map.of("--steps", "2", "--validate-every", "0")),
            Map.entry("distill", Map.of("--steps", "2", "--validate-every", "0")),
            Map.entry("perturb", Map.of("--states", "4")),
            Map.entry("states", Map.of("--count", "4")),
            Map.entry("score", Map.of("--count", "2", "--count-costly", "1")),
            Map.entry("sweep", Map.of("--episodes", "1", "--attacks", "fgsm", "--eps", "0.016")),
            Map.entry("performance", Map.of("--episodes", "1")),
            Map.entry("traffic", Map.of("--episodes", "1", "--removal-drives", "1", "--cars", "12")),
            Map.entry("time", Map.of("--maps", "2", "--warm-up", "0")),
            Map.entry("cost", Map.of("--seconds", "0", "--sides", "36,40", "--methods", "vanilla-gradient")),
            Map.entry("evaluate", Map.of("--episodes", "1")),
            Map.entry("ablations", Map.of("--steps", "1", "--episodes", "5", "--only", "full", "--seeds", "0")));

    /** Which parent an option is, where that has another name. */
    private static final Map<String, List<String>> ROLES =
            Map.of("--policy", List.of("policy", "teacher"), "--masks", List.of("masks"));

    /**
     * @param checkout whose data the command took
     * @throws UserException if the file does not say how it was made, or a parent is not among the data
     */
    static Recipe of(Path file, Path checkout, DataFiles data) {
        Optional<String> drawn = FigureFile.command(file);
        if (drawn.isPresent()) return new Recipe(file, withoutLauncher(drawn.get()));
        Provenance made = OwnProvenance.of(file)
                .orElseThrow(() -> new UserException(
                        "reproduce: " + file + " has no provenance: it does not say how it was" + " made"));
        if (made.command().isEmpty())
            throw new UserException("reproduce: " + file + " was made by revision " + made.revision()
                    + ", which did not keep the command; make it anew to have it");
        List<String> words = new ArrayList<>(withoutLauncher(made.command()));
        for (int i = 1; i < words.size(); i++)
            if (isLost(words.get(i), checkout))
                words.set(i, parent(file, made, words.get(i - 1), data).toString());
        return new Recipe(file, List.copyOf(words));
    }

    private static List<String> withoutLauncher(String command) {
        List<String> words = Invocation.words(command);
        return words.subList(1, words.size());
    }

    /** A file that the command named and that is not where it was. */
    private static boolean isLost(String word, Path checkout) {
        return word.matches(".*\\.(safetensors|npz|npy|zip|json|properties)") && !Files.exists(checkout.resolve(word));
    }

    private static Path parent(Path file, Provenance made, String option, DataFiles data) {
        List<String> roles = ROLES.getOrDefault(option, List.of(option.replaceFirst("^--", "")));
        for (Map.Entry<String, String> parent : made.parentSha256().entrySet())
            if (roles.stream().anyMatch(parent.getKey()::startsWith))
                return data.file(parent.getValue())
                        .map(Path::toAbsolutePath)
                        .orElseThrow(() -> new UserException("reproduce: " + file + ": its " + parent.getKey()
                                + ", SHA-256 " + parent.getValue().substring(0, 12) + "..., is not among the data"));
        throw new UserException("reproduce: " + file + ": the file of " + option
                + " is not there, and its provenance has no" + " parent of that name");
    }

    /** The same at a small part of its size: what it makes is not what was made. */
    Recipe quick() {
        Map<String, String> small = QUICK.getOrDefault(words.get(isTraining() ? 1 : 0), Map.of());
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String option = words.get(i).replaceFirst("=.*", "");
            if (!small.containsKey(option)) kept.add(words.get(i));
            else if (option.equals(words.get(i))) i++; // its value is the next word
        }
        new TreeMap<>(small).forEach((option, value) -> kept.addAll(List.of(option, value)));
        return new Recipe(file, List.copyOf(kept));
    }

    private boolean isTraining() {
        return words.get(0).equals("train");
    }

    /** Whether a notebook draws it, into the folder that {@code DIGR_FIGURES} names. */
    boolean isFigure() {
        return words.get(0).equals("figures");
    }

    /** Whether the run can be stopped, and goes on with the option {@code --resume}. */
    private boolean resumes() {
        return isTraining() || words.get(0).equals("perturb");
    }

    /**
     * What is to be run, one after the other, so that {@link #result} is there.
     *
     * @param folder of the run's own files
     * @throws UserException if it was made by a command that makes no file
     */
    List<List<String>> runs(Path folder) {
        List<String> run = new ArrayList<>(words);
        String command = words.get(0);
        if (isFigure()) return List.of(run);
        if (isTraining() || TO_FOLDER.contains(command)) run.addAll(List.of("--out", folder.toString()));
        else if (TO_FILE.contains(command))
            run.addAll(List.of("--out", result(folder).toString()));
        else if (command.equals("evaluate"))
            run.addAll(List.of("--csv", result(folder).toString()));
        else
            throw new UserException(
                    "reproduce: " + file + " was made by ./digr " + command + ", which makes no file again");
        if (command.equals("ablations"))
            run.addAll(List.of("--runs", folder.resolve("trainings").toString()));
        if (resumes()) run.add("--resume");
        if (!isTraining() || isCurve()) return List.of(run);
        return List.of(
                run,
                List.of(
                        "convert",
                        folder.resolve("checkpoint.safetensors").toString(),
                        result(folder).toString()));
    }

    /** Where the file is made again. */
    Path result(Path folder) {
        return folder.resolve(
                isTraining() && isCurve() ? "curve.csv" : file.getFileName().toString());
    }

    private boolean isCurve() {
        return file.toString().endsWith(".csv");
    }

    /** The same for files of one run. */
    String run() {
        return String.join(" ", words);
    }
}
