package digr.cli;

import digr.env.gymnasium.GymnasiumEnvironment;
import digr.env.gymnasium.GymnasiumOptions;
import digr.env.gymnasium.Wrap;
import digr.paper.PaperTasks;
import digr.run.RecordText;
import digr.task.Environments;
import digr.task.Judging;
import digr.task.Task;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An environment of Gymnasium as a task, learnt with the options of the paper's task that is most like it. */
final class GymnasiumTask {
    /** Pixels; the perturbations of larger pictures are wider. */
    private static final int LARGE = 84;

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
        Task like = wrap == Wrap.ATARI ? PaperTasks.BREAKOUT : PaperTasks.RFG;
        Map<String, String> all = new TreeMap<>(settings);
        all.put("id", id);
        all.put("wrap", wrap.toString());
        return new Task(
                name(id),
                id,
                new Environments<>(learning(options, settings), options, GymnasiumEnvironment::new),
                options.size() >= LARGE ? 5 : 4,
                like.ppo(),
                like.digr(),
                Judging.byReturn(),
                all);
    }

    /** Atari's rewards are clipped in learning, unless a setting says otherwise. */
    private static GymnasiumOptions learning(GymnasiumOptions options, Map<String, String> settings) {
        return options.wrap() == Wrap.ATARI && !settings.containsKey("clipped") ? options.withClipped(true) : options;
    }

    /** gymnasium-ale-pong-v5 of ALE/Pong-v5. */
    private static String name(String id) {
        return "gymnasium-" + id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
