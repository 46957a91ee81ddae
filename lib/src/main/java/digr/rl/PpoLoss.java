package digr.rl;

import digr.policy.Softmax;

/**
 * PPO's loss on one minibatch (Schulman et al. 2017, arXiv 1707.06347, equations 7 and 9) and its derivative with
 * respect to the network's outputs, the logits and the value of each state:
 *
 * <pre>
 *   ρ = π(a|s) / π_old(a|s)
 *   L = −mean min(ρ A, clip(ρ, 1 − c, 1 + c) A) + k_V ½ mean (V − R)² − k_H mean H(π)
 * </pre>
 */
final class PpoLoss {
    private final PpoOptions.Loss options;

    /** Sums over the samples so far. */
    private double policy;

    private double value;
    private double entropy;
    private double kl;
    private long clipped;
    private long samples;

    PpoLoss(PpoOptions.Loss options) {
        this.options = options;
    }

    /**
     * @param outputs logits, then the value
     * @param gradient ∂L/∂outputs of this sample in a minibatch of {@code size}; overwritten
     */
    void add(
            double[] outputs,
            int action,
            double oldLogProbability,
            double advantage,
            double target,
            int size,
            double[] gradient) {
        int actions = outputs.length - 1;
        double[] logPi = Softmax.logProbabilities(java.util.Arrays.copyOf(outputs, actions));
        double ratio = Math.exp(logPi[action] - oldLogProbability);
        double bounded = Math.min(Math.max(ratio, 1 - options.clip()), 1 + options.clip());
        boolean cut = bounded * advantage < ratio * advantage;
        double h = 0;
        for (double l : logPi) h -= Math.exp(l) * l;
        double onRatio = cut ? 0 : -advantage * ratio;
        for (int b = 0; b < actions; b++) {
            double pi = Math.exp(logPi[b]);
            double ofPolicy = onRatio * ((b == action ? 1 : 0) - pi);
            double ofEntropy = options.entropyCoefficient() * pi * (logPi[b] + h);
            gradient[b] = (ofPolicy + ofEntropy) / size;
        }
        double error = outputs[actions] - target;
        gradient[actions] = options.valueCoefficient() * error / size;
        policy -= Math.min(ratio * advantage, bounded * advantage);
        value += error * error / 2;
        entropy += h;
        kl += ratio - 1 - (logPi[action] - oldLogProbability);
        if (ratio != bounded) clipped++;
        samples++;
    }

    /** Adds another's samples. */
    void add(PpoLoss other) {
        policy += other.policy;
        value += other.value;
        entropy += other.entropy;
        kl += other.kl;
        clipped += other.clipped;
        samples += other.samples;
    }

    double policyLoss() {
        return policy / samples;
    }

    double valueLoss() {
        return value / samples;
    }

    double entropy() {
        return entropy / samples;
    }

    /** The estimate mean(ρ − 1 − log ρ) of KL(π_old ‖ π). */
    double kl() {
        return kl / samples;
    }

    /** Share of samples whose ratio lay beyond the clip. */
    double clippedShare() {
        return (double) clipped / samples;
    }

    double total() {
        return policyLoss() + options.valueCoefficient() * valueLoss() - options.entropyCoefficient() * entropy();
    }
}
