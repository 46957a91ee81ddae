package digr.rl;

import digr.env.VectorEnvironment;
import digr.policy.Softmax;
import digr.run.Progress;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.apache.commons.rng.UniformRandomProvider;

/** T steps in N environments, with what PPO has to remember of them; arrays are [T·N], time first. */
final class Rollout {
    /** The network in training. */
    interface Outputs {
        /** @return [n, actions + 1], logits and the value, of {@code n} uint8 states */
        double[][] of(byte[] states, int n);
    }

    private final PpoOptions options;
    private final int frameSize;
    private final byte[] frames;
    private final int[] actions;
    private final double[] logProbabilities;
    private final double[] values;
    private final float[] rewards;
    private final boolean[] done;

    /** @param frameSize bytes of a state */
    Rollout(PpoOptions options, int frameSize) {
        this.options = options;
        this.frameSize = frameSize;
        int batch = options.batch();
        frames = new byte[batch * frameSize];
        actions = new int[batch];
        logProbabilities = new double[batch];
        values = new double[batch];
        rewards = new float[batch];
        done = new boolean[batch];
    }

    /**
     * Acts with sampled actions, and overwrites what was remembered.
     *
     * @param each told how many steps were taken so far, in all environments
     * @return the advantages of the steps
     * @throws java.util.concurrent.CancellationException if this thread was interrupted, after the present step
     */
    double[] fill(VectorEnvironment environments, Outputs network, UniformRandomProvider sampling, IntConsumer each) {
        int n = options.rollouts().environments();
        int[] chosen = new int[n];
        for (int t = 0; t < options.rollouts().horizon(); t++) {
            Progress.checkInterrupted();
            System.arraycopy(environments.frames(), 0, frames, t * n * frameSize, n * frameSize);
            double[][] outputs = network.of(environments.frames(), n);
            for (int i = 0; i < n; i++) {
                int at = t * n + i;
                double[] logits = Arrays.copyOf(outputs[i], outputs[i].length - 1);
                chosen[i] = Softmax.sample(logits, sampling.nextDouble());
                actions[at] = chosen[i];
                logProbabilities[at] = Softmax.logProbabilities(logits)[chosen[i]];
                values[at] = value(outputs[i]);
            }
            environments.step(chosen);
            for (int i = 0; i < n; i++) {
                float reward = environments.rewards()[i];
                rewards[t * n + i] = (options.returns().rewardSigns() ? Math.signum(reward) : reward)
                        + beyond(environments, i, network);
                done[t * n + i] = environments.terminated()[i] || environments.truncated()[i];
            }
            each.accept((t + 1) * n);
        }
        double[] last = Arrays.stream(network.of(environments.frames(), n))
                .mapToDouble(Rollout::value)
                .toArray();
        return Gae.advantages(
                rewards,
                done,
                values,
                last,
                options.returns().discount(),
                options.returns().gaeLambda());
    }

    /**
     * γ V of what environment {@code i} showed when the last step cut it off; 0 if it didn't, or if that shall not
     * count.
     */
    private float beyond(VectorEnvironment environments, int i, Outputs network) {
        if (!options.returns().bootstrapped()) return 0;
        return environments
                .cutOffAt(i)
                .map(frame -> (float) (options.returns().discount() * value(network.of(frame, 1)[0])))
                .orElse(0f);
    }

    private static double value(double[] output) {
        return output[output.length - 1];
    }

    /** Copies the state before step {@code i} to {@code states}, as its {@code k}-th. */
    void copyState(int i, byte[] states, int k) {
        System.arraycopy(frames, i * frameSize, states, k * frameSize, frameSize);
    }

    int action(int i) {
        return actions[i];
    }

    /** The log probability of the action at the time it was taken. */
    double logProbability(int i) {
        return logProbabilities[i];
    }

    /** V of the state before the step, when it was taken. */
    double value(int i) {
        return values[i];
    }
}
