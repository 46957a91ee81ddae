package digr.env;

import digr.run.NdArray;
import digr.run.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
     * Steps recordings, each from its {@link Environment#reset(Recording) start}.
     *
     * @throws UserException if a recording lacks its start, has an unknown action, or actions after its end
     */
    public static Replay of(Environment environment, List<Recording> recordings) {
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
                environment.reset(recording);
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
