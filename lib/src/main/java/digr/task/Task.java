package digr.task;

import digr.distill.DigrOptions;
import digr.env.Environment;
import digr.eval.StateCollector;
import digr.nn.Architecture;
import digr.nn.Width;
import digr.rl.PpoOptions;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A task: what is to be learnt, with which options, and how that is judged.
 *
 * <pre>{@code
 * Task mine = new Task("mine", "My game", Environments.of(Mine::new), 4,
 *         PaperTasks.RFG.ppo(), PaperTasks.RFG.digr(), Judging.byReturn());
 * Task.register(mine); // in a notebook; a jar has a TaskProvider
 * }</pre>
 *
 * @param name of small letters, digits and hyphens: files and the command line use it
 * @param title as figures and menus name it
 * @param environments makes them
 * @param perturbationRadius standard deviation in pixels of the perturbations' masks
 * @param ppo by which its teacher is trained
 * @param digr by which its students are trained
 * @param judging how both are judged
 * @param settings what was changed of the environments' options by {@link #withEnvironment}, by name
 */
public record Task(
        String name,
        String title,
        Environments<?> environments,
        double perturbationRadius,
        PpoOptions ppo,
        DigrOptions digr,
        Judging judging,
        Map<String, String> settings) {
    public Task {
        if (!name.matches("[a-z0-9][a-z0-9-]*"))
            throw new IllegalArgumentException("Task: a name is of small letters, digits and hyphens, got " + name);
        settings = Map.copyOf(settings);
    }

    /** As its environments' options say. */
    public Task(
            String name,
            String title,
            Environments<?> environments,
            double perturbationRadius,
            PpoOptions ppo,
            DigrOptions digr,
            Judging judging) {
        this(name, title, environments, perturbationRadius, ppo, digr, judging, Map.of());
    }

    /** All tasks that are known here, those of the paper first. */
    public static List<Task> all() {
        return Registry.all();
    }

    /**
     * The task of this name.
     *
     * @throws IllegalArgumentException if none has it
     */
    public static Task named(String name) {
        return Registry.named(name);
    }

    /**
     * Makes a task known by its name; one that was registered before under that name goes.
     *
     * @throws IllegalArgumentException if a provider's task has the name
     */
    public static void register(Task task) {
        Registry.register(task);
    }

    /**
     * Makes the tasks known that a jar's {@link TaskProvider}s bring.
     *
     * @throws digr.run.UserException if it is no jar, brings no task, or one whose name is taken
     */
    public static void load(Path jar) {
        Registry.load(jar);
    }

    /**
     * In environments with other options.
     *
     * @param settings values by name, such as {@code stack} = 4
     * @throws IllegalArgumentException if there is no such option, or it cannot have that value
     */
    public Task withEnvironment(Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(this.settings);
        all.putAll(settings);
        return new Task(name, title, environments.with(settings), perturbationRadius, ppo, digr, judging, all);
    }

    /** A new environment to learn in. */
    public Environment trainingEnvironment() {
        return environments.toLearnIn();
    }

    /** A new environment to be judged in; where it differs from that for training, the score is the task's own. */
    public Environment environment() {
        return environments.toBeJudgedIn();
    }

    /** The network of its policies, {@link #architecture(Width)} {@code small}. */
    public Architecture architecture() {
        return architecture(Width.SMALL);
    }

    /**
     * The paper's network for its pictures and actions.
     *
     * @throws UserException if the environments' pictures are too small or too large for it
     */
    public Architecture architecture(Width width) {
        try (Environment sample = environment()) {
            int[] shape = sample.observationShape();
            return width.of(shape[0], shape[1], shape[2], sample.actions());
        } catch (IllegalArgumentException e) {
            throw new UserException(description() + ": no network for its pictures. " + e.getMessage(), e);
        }
    }

    /** Collects states for scoring maps. */
    public StateCollector states() {
        return judging.states().apply(this::environment);
    }

    /** Whether an episode succeeds or fails. */
    public boolean succeeds() {
        return judging.succeeds();
    }

    /** The name, and what was changed of its environments: "breakout, stack=4". */
    public String description() {
        StringBuilder text = new StringBuilder(name);
        new TreeMap<>(settings)
                .forEach((option, value) ->
                        text.append(", ").append(option).append('=').append(value));
        return text.toString();
    }

    /** By name and settings. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Task task && task.name.equals(name) && task.settings.equals(settings);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
