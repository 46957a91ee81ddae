package digr.saliency;

import digr.policy.Policy;
import digr.run.Seeds;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * SmoothGrad: another method's attributions, averaged over noisy copies of the state.
 *
 * <pre>  a(s) = mean_k a'(s + σ (max s − min s) ε_k),  ε_k ~ N(0, 1) for each input feature  </pre>
 *
 * <p>The noisy states are not clipped to [0, 1]. The noise depends on the seed alone: every state meets the same ε, so
 * that its map is the same alone and among others. A state of one colour has no range, thus no noise.
 *
 * <p>By default the mean is of signed attributions, as its authors define it, and |·| is taken of the mean when it
 * becomes a map: where noise turns the sign, the attributions cancel. The mean of |a'| keeps them, and with them the
 * noise.
 *
 * @see <a href="https://arxiv.org/abs/1706.03825">Smilkov et al. 2017</a>
 * @param method a'; the appendix of arXiv 2205.08685 uses guided backpropagation
 * @param sigma σ, at least 0, as a share of the state's range; the appendix: 0.15
 * @param samples K, at least 1; the appendix: 20
 * @param absolute whether |a'| is averaged, not a'
 * @param seed of the noise
 */
public record SmoothGrad(SaliencyMethod method, double sigma, int samples, boolean absolute, long seed)
        implements SaliencyMethod {
    public SmoothGrad {
        if (!(sigma >= 0 && sigma < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("SmoothGrad: sigma must be at least 0, got " + sigma);
        if (samples < 1) throw new IllegalArgumentException("SmoothGrad: samples must be at least 1, got " + samples);
    }

    /** Guided backpropagation, σ = 0.15, 20 samples, signed. */
    public SmoothGrad() {
        this(new GuidedBackprop(), 0.15, 20, false, 0);
    }

    public SmoothGrad withMethod(SaliencyMethod method) {
        return new SmoothGrad(method, sigma, samples, absolute, seed);
    }

    public SmoothGrad withSigma(double sigma) {
        return new SmoothGrad(method, sigma, samples, absolute, seed);
    }

    public SmoothGrad withSamples(int samples) {
        return new SmoothGrad(method, sigma, samples, absolute, seed);
    }

    public SmoothGrad withAbsolute(boolean absolute) {
        return new SmoothGrad(method, sigma, samples, absolute, seed);
    }

    public SmoothGrad withSeed(long seed) {
        return new SmoothGrad(method, sigma, samples, absolute, seed);
    }

    /** The same as for the averaged method. */
    @Override
    public INDArray attributions(Policy policy, INDArray states) {
        policy.requireStates(states);
        return attributions(policy, states, noise(states.slice(0)));
    }

    /** @param noise ε, [K, C, H, W] */
    INDArray attributions(Policy policy, INDArray states, INDArray noise) {
        INDArray[] means = new INDArray[(int) states.size(0)];
        for (int n = 0; n < means.length; n++) {
            INDArray state = states.slice(n);
            double range = state.maxNumber().doubleValue() - state.minNumber().doubleValue();
            INDArray noisy = noise.mul(sigma * range);
            for (int k = 0; k < noise.size(0); k++) noisy.slice(k).addi(state);
            INDArray ofSamples = method.attributions(policy, noisy);
            means[n] = (absolute ? Transforms.abs(ofSamples, false) : ofSamples).mean(0);
        }
        return Nd4j.stack(0, means);
    }

    private INDArray noise(INDArray state) {
        var gaussian = ZigguratSampler.NormalizedGaussian.of(new Seeds(seed).stream("smoothgrad"));
        float[] noise = new float[Math.toIntExact(samples * state.length())];
        for (int i = 0; i < noise.length; i++) noise[i] = (float) gaussian.sample();
        return Nd4j.createFromArray(noise)
                .reshape(samples, state.size(0), state.size(1), state.size(2))
                .castTo(state.dataType());
    }
}
