package digr.eval;

import digr.nn.HostArrays;
import digr.policy.Policy;
import digr.saliency.SaliencyMap;
import digr.saliency.SaliencyMethod;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How much a map can change though its state hardly does:
 *
 * <pre>  max over y of ‖Φ(y) − Φ(s)‖₂ / ‖Φ(s)‖₂,   ‖y − s‖∞ ≤ r  </pre>
 *
 * <p>Φ is the map divided by its maximum, as it is shown; y are random states of the ball, clipped to [0, 1], so that
 * this is a lower bound. Where Φ(s) is zero everywhere the divisor is 1, as in Captum, so the measure is 0 if the map
 * stays so.
 *
 * @see <a href="https://arxiv.org/abs/1901.09392">Yeh et al. 2019, On the (in)fidelity and sensitivity of
 *     explanations</a>
 * @param radius r, in pixels' range of [0, 1]
 * @param samples how many y
 */
record MaximalSensitivity(double radius, int samples) {
    MaximalSensitivity {
        if (!(radius > 0 && radius <= 1) || samples < 1)
            throw new IllegalArgumentException("MaximalSensitivity: the radius must lie in (0, 1] and samples be at"
                    + " least 1, got " + radius + " and " + samples);
    }

    /** Captum's. */
    static MaximalSensitivity defaults() {
        return new MaximalSensitivity(0.02, 10);
    }

    /**
     * @param states [N, C, H, W]
     * @param maps Φ of each state
     * @param random of each state, so that it does not matter what is measured together
     * @return of each state
     */
    double[] of(
            SaliencyMethod method,
            Policy policy,
            INDArray states,
            List<SaliencyMap> maps,
            List<? extends UniformRandomProvider> random) {
        float[] centres = HostArrays.floats(states);
        int size = centres.length / maps.size();
        double[] largest = new double[maps.size()];
        for (int k = 0; k < samples; k++) {
            float[] near = new float[centres.length];
            for (int i = 0; i < near.length; i++) {
                double moved = centres[i] + radius * (2 * random.get(i / size).nextDouble() - 1);
                near[i] = (float) Math.max(0, Math.min(1, moved));
            }
            INDArray moved = Nd4j.createFromArray(near).reshape(states.shape());
            List<SaliencyMap> changed = method.explain(policy, moved);
            for (int n = 0; n < largest.length; n++)
                largest[n] = Math.max(
                        largest[n], change(maps.get(n).values(), changed.get(n).values()));
        }
        return largest;
    }

    /** ‖b − a‖₂ / ‖a‖₂. */
    static double change(float[] a, float[] b) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < a.length; i++) {
            difference += ((double) b[i] - a[i]) * ((double) b[i] - a[i]);
            norm += (double) a[i] * a[i];
        }
        return Math.sqrt(difference / (norm == 0 ? 1 : norm));
    }
}
