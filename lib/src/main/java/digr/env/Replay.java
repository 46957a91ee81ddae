package digr.env;

import digr.env.driving.Highway;
import digr.env.driving.HighwayOptions;
import digr.run.NdArray;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * What recorded episodes show and pay when they are stepped again.
 *
 * @param frames uint8 [n, C, H, W]: of each episode the start and one observation a step, episode after episode
 * @param outcomes in the episodes' order
 */
public record Replay(NdArray frames, List<Outcome> outcomes) {

    /** What an episode's steps brought, each array as long as its actions. */
    public record Outcome(float[] rewards, boolean[] terminated, boolean[] truncated) {}

    /**
     * Steps recordings of Red-Fetch-Green, each from its recorded start.
     *
     * @throws UserException if a recording has no start, an unknown action, or actions after its end
     */
    public static Replay redFetchGreen(List<Recording> recordings) {
        var environment = new RedFetchGreen();
        return of(environment, recordings, recording -> {
            Room start = recording.start().orElseThrow(() -> new IllegalArgumentException("\"initial\" is missing"));
            environment.reset(start);
        });
    }

    /**
     * Steps recordings of Breakout, each from a new game without no-ops; a lost life ends nothing.
     *
     * @throws UserException if a recording has an unknown action, or actions after its end
     */
    public static Replay breakout(List<Recording> recordings, Path rom) {
        try (var environment = new Breakout(rom, Breakout.Options.recorded())) {
            return of(environment, recordings, recording -> environment.reset(0));
        }
    }

    /**
     * Steps recordings of the driving task, each from the start that its seed decides.
     *
     * @throws UserException if a recording has an unknown action, or actions after its end
     */
    public static Replay driving(List<Recording> recordings) {
        var environment = new Highway(HighwayOptions.defaults());
        return of(environment, recordings, recording -> environment.reset(recording.seed()));
    }

    private static Replay of(Environment environment, List<Recording> recordings, Consumer<Recording> reset) {
        long n = recordings.stream().mapToLong(r -> r.actions().length + 1).sum();
        int[] shape = environment.observationShape();
        int frameSize = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (n * frameSize > Integer.MAX_VALUE)
            throw new UserException("Replay: " + n + " frames take more than 2 GB; replay fewer episodes at a time");
        byte[] frames = new byte[(int) n * frameSize];
        var outcomes = new ArrayList<Outcome>();
        int offset = 0;
        for (Recording recording : recordings) {
            try {
                reset.accept(recording);
                outcomes.add(step(environment, recording.actions(), frames, offset));
            } catch (IllegalArgumentException | IllegalStateException e) {
                throw new UserException("Replay: episode " + outcomes.size() + ": " + e.getMessage(), e);
            }
            offset += (recording.actions().length + 1) * frameSize;
        }
        return new Replay(NdArray.of(frames, (int) n, shape[0], shape[1], shape[2]), outcomes);
    }

    private static Outcome step(Environment environment, int[] actions, byte[] frames, int offset) {
        int frameSize = Arrays.stream(environment.observationShape()).reduce(1, Math::multiplyExact);
        var outcome = new Outcome(new float[actions.length], new boolean[actions.length], new boolean[actions.length]);
        environment.observe(frames, offset);
        for (int t = 0; t < actions.length; t++) {
            if (environment.ended())
                throw new IllegalStateException("ended with step " + t + ", but has " + actions.length + " actions");
            Step step = environment.step(actions[t]);
            outcome.rewards[t] = step.reward();
            outcome.terminated[t] = step.terminated();
            outcome.truncated[t] = step.truncated();
            environment.observe(frames, offset + (t + 1) * frameSize);
        }
        return outcome;
    }
}
