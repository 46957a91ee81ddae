package digr.cli;

import digr.env.gymnasium.GymnasiumEnvironment;
import digr.env.gymnasium.GymnasiumOptions;
import digr.env.gymnasium.Wrap;
import digr.paper.PaperTasks;
import digr.rl.PpoOptions;
import digr.rl.PpoOptions.Loss;
import digr.rl.PpoOptions.Returns;
import digr.rl.PpoOptions.Rollouts;
import digr.rl.PpoOptions.Updates;
import digr.run.RecordText;
import digr.task.Environments;
import digr.task.Judging;
import digr.task.Task;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An environment of Gymnasium as a task: students learn with the options of the paper's task that is most like it, and so do
 * teachers, but for Atari's.
 */
final class GymnasiumTask {
    /** Pixels; the perturbations of larger pictures are wider. */
    private static final int LARGE = 84;

    /**
     * As CleanRL's ppo_atari.py.
     *
     * @see <a href="https://docs.cleanrl.dev/rl-algorithms/ppo/#ppo_ataripy">its options</a>
     */
    private static final PpoOptions ATARI = new PpoOptions(
            new Rollouts(8, 128),
            new Returns(0.99, 0.95, false, true),
            new Loss(0.1, 0.01, 0.5, true),
            new Updates(4, 4, 10_000_000, 0.5, 2.5e-4, true));

    private GymnasiumTask() {}

    /**
     * @param settings what is changed of {@link GymnasiumOptions}, by name
     * @throws IllegalArgumentException if there is no such option, or it cannot have that value
     */
    static Task of(String id, Wrap wrap, Map<String, String> settings) {
        for (String fixed : new String[] {"id", "wrap"})
            if (settings.containsKey(fixed))
                throw new IllegalArgumentException(fixed + " is no setting; say gymnasium:ID and --wrap WRAP");
        GymnasiumOptions options = RecordText.with(GymnasiumOptions.of(id, wrap), settings);
        boolean atari = wrap == Wrap.ATARI;
        Map<String, String> all = new TreeMap<>(settings);
        all.remove("timeout"); // which changes no number
        all.put("id", id);
        all.put("wrap", wrap.toString());
        return new Task(
                name(id),
                id,
                new Environments<>(learning(options, settings), options, GymnasiumEnvironment::new),
                options.size() >= LARGE ? 5 : 4,
                atari ? ATARI : PaperTasks.RFG.ppo(),
                (atari ? PaperTasks.BREAKOUT : PaperTasks.RFG).digr(),
                Judging.byReturn(),
                all);
    }

    /** A lost life of Atari's is terminal in learning, unless a setting says otherwise. */
    private static GymnasiumOptions learning(GymnasiumOptions options, Map<String, String> settings) {
        boolean atari = options.wrap() == Wrap.ATARI && !settings.containsKey("lifeLossTerminates");
        return atari ? options.withLifeLossTerminates(true) : options;
    }

    /** gymnasium-ale-pong-v5 of ALE/Pong-v5. */
    private static String name(String id) {
        return "gymnasium-" + id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
