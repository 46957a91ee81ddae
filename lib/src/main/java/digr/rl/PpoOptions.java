package digr.rl;

import digr.run.RecordText;
import java.util.Map;

/**
 * The options of {@link Ppo}; the paper's values stand in {@code digr.paper}.
 *
 * @param environments N, stepped side by side
 * @param horizon T, steps of each environment a rollout
 * @param epochs passes over a rollout
 * @param minibatches parts of a rollout, one update each
 * @param totalSteps environment steps in all
 * @param discount γ
 * @param gaeLambda λ of the generalised advantage estimate
 * @param clip c: the probability ratio counts within [1 − c, 1 + c]
 * @param entropyCoefficient weight of the entropy bonus
 * @param valueCoefficient weight of the value loss
 * @param maxGradientNorm longer gradients are scaled down to it
 * @param learningRate Adam's
 * @param annealed whether the learning rate falls linearly to 0 over the run
 * @param bootstrapped whether the value of the state at a time limit counts as what the episode would have paid yet;
 *     else an episode that ran out of time counts as ended
 * @param rewardSigns whether learning sees of each reward its sign alone (Mnih et al. 2015); returns stay the task's
 *     own
 */
public record PpoOptions(
        int environments,
        int horizon,
        int epochs,
        int minibatches,
        long totalSteps,
        double discount,
        double gaeLambda,
        double clip,
        double entropyCoefficient,
        double valueCoefficient,
        double maxGradientNorm,
        double learningRate,
        boolean annealed,
        boolean bootstrapped,
        boolean rewardSigns) {

    public PpoOptions {
        require(environments >= 1 && horizon >= 1 && epochs >= 1 && minibatches >= 1, "counts must be at least 1");
        require((long) environments * horizon % minibatches == 0, "minibatches must divide environments x horizon");
        require(totalSteps >= 1, "total steps must be at least 1");
        require(
                discount >= 0 && discount <= 1 && gaeLambda >= 0 && gaeLambda <= 1,
                "discount and lambda lie in [0, 1]");
        require(clip > 0 && maxGradientNorm > 0 && learningRate > 0, "clip, norm and learning rate must be above 0");
        require(entropyCoefficient >= 0 && valueCoefficient >= 0, "coefficients must be at least 0");
    }

    private static void require(boolean holds, String what) {
        if (!holds) throw new IllegalArgumentException("PpoOptions: " + what);
    }

    /** Steps of one rollout, N · T. */
    public int batch() {
        return environments * horizon;
    }

    public PpoOptions withTotalSteps(long steps) {
        return new PpoOptions(
                environments,
                horizon,
                epochs,
                minibatches,
                steps,
                discount,
                gaeLambda,
                clip,
                entropyCoefficient,
                valueCoefficient,
                maxGradientNorm,
                learningRate,
                annealed,
                bootstrapped,
                rewardSigns);
    }

    public PpoOptions withLearningRate(double rate, boolean annealed) {
        return new PpoOptions(
                environments,
                horizon,
                epochs,
                minibatches,
                totalSteps,
                discount,
                gaeLambda,
                clip,
                entropyCoefficient,
                valueCoefficient,
                maxGradientNorm,
                rate,
                annealed,
                bootstrapped,
                rewardSigns);
    }

    /** By name, as provenance keeps them. */
    public Map<String, String> asText() {
        return RecordText.of(this);
    }
}
