package digr.rl;

import digr.run.RecordText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options of {@link Ppo}, by topic; the paper's values stand in {@code digr.paper}. */
public record PpoOptions(Rollouts rollouts, Returns returns, Loss loss, Updates updates) {

    /**
     * What is gathered before each learning.
     *
     * @param environments N, stepped side by side
     * @param horizon T, steps of each environment a rollout
     */
    public record Rollouts(int environments, int horizon) {
        public Rollouts {
            require(environments >= 1 && horizon >= 1, "counts must be at least 1");
        }
    }

    /**
     * What a step is worth.
     *
     * @param discount γ
     * @param gaeLambda λ of the generalised advantage estimate
     * @param bootstrapped whether the value of the state at a time limit counts as what the episode would have paid yet;
     *     else an episode that ran out of time counts as ended
     * @param rewardSigns whether learning sees of each reward its sign alone (Mnih et al. 2015); returns stay the task's
     *     own
     */
    public record Returns(double discount, double gaeLambda, boolean bootstrapped, boolean rewardSigns) {
        public Returns {
            require(
                    discount >= 0 && discount <= 1 && gaeLambda >= 0 && gaeLambda <= 1,
                    "discount and lambda lie in [0, 1]");
        }
    }

    /**
     * What is minimised.
     *
     * @param clip c: the probability ratio counts within [1 − c, 1 + c]
     * @param entropyCoefficient weight of the entropy bonus
     * @param valueCoefficient weight of the value loss
     * @param normalisedAdvantages whether a minibatch's advantages are given mean 0 and deviation 1; else they count as they
     *     are, and where rewards are rare, a minibatch without any teaches nothing in place of its noise
     */
    public record Loss(double clip, double entropyCoefficient, double valueCoefficient, boolean normalisedAdvantages) {
        public Loss {
            require(clip > 0, "clip must be above 0");
            require(entropyCoefficient >= 0 && valueCoefficient >= 0, "coefficients must be at least 0");
        }
    }

    /**
     * How, and how long.
     *
     * @param epochs passes over a rollout
     * @param minibatches parts of a rollout, one update each
     * @param totalSteps environment steps in all
     * @param maxGradientNorm longer gradients are scaled down to it
     * @param learningRate Adam's
     * @param annealed whether the learning rate falls linearly to 0 over the run
     */
    public record Updates(
            int epochs,
            int minibatches,
            long totalSteps,
            double maxGradientNorm,
            double learningRate,
            boolean annealed) {
        public Updates {
            require(epochs >= 1 && minibatches >= 1, "counts must be at least 1");
            require(totalSteps >= 1, "total steps must be at least 1");
            require(maxGradientNorm > 0 && learningRate > 0, "norm and learning rate must be above 0");
        }

        /** The learning rate after so many steps. */
        double rate(long steps) {
            return learningRate * (annealed ? 1 - (double) steps / totalSteps : 1);
        }
    }

    public PpoOptions {
        require(
                (long) rollouts.environments * rollouts.horizon % updates.minibatches == 0,
                "minibatches must divide environments x horizon");
    }

    private static void require(boolean holds, String what) {
        if (!holds) throw new IllegalArgumentException("PpoOptions: " + what);
    }

    /** Steps of one rollout, N · T. */
    public int batch() {
        return rollouts.environments * rollouts.horizon;
    }

    public PpoOptions withTotalSteps(long steps) {
        return with(Map.of("totalSteps", Long.toString(steps)));
    }

    public PpoOptions withLearningRate(double rate) {
        return with(Map.of("learningRate", Double.toString(rate)));
    }

    /**
     * With other values.
     *
     * @param settings by the names of {@link #asText}
     * @throws IllegalArgumentException if there is no such option, or it cannot have that value
     */
    public PpoOptions with(Map<String, String> settings) {
        return RecordText.withInner(this, settings);
    }

    /** By name, as provenance keeps them. */
    public Map<String, String> asText() {
        Map<String, String> text = new LinkedHashMap<>();
        for (Record topic : List.of(rollouts, returns, loss, updates)) text.putAll(RecordText.of(topic));
        return text;
    }
}
