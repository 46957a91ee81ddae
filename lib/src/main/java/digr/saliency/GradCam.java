package digr.saliency;

import digr.nn.HostArrays;
import digr.nn.Network;
import digr.policy.Policy;
import digr.policy.SquaredPolicy;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Grad-CAM: the channels A_k of the last convolution (behind its ReLU), weighted by how much F = ½ Σ_a π(a|s)² grows
 * with each of them on average.
 *
 * <pre>  a = max(0, Σ_k w_k A_k),  w_k = mean over positions of ∂F/∂A_k  </pre>
 *
 * <p>The coarse map (4x4 for a state of 64x64) is enlarged bilinearly to the whole state ({@link Bilinear}). One
 * forward pass, and a backward pass to the last convolution. Where nothing speaks for the policy's choice the map is
 * zero.
 *
 * @see <a href="https://arxiv.org/abs/1610.02391">Selvaraju et al. 2017</a>
 */
public record GradCam() implements SaliencyMethod {
    /**
     * [N, 1, H, W], none negative.
     *
     * @throws IllegalArgumentException also if the network has no convolution
     */
    @Override
    public INDArray attributions(Policy policy, INDArray states) {
        policy.requireStates(states);
        int n = (int) states.size(0);
        INDArray maps = Nd4j.createUninitialized(DataType.DOUBLE, n, 1, states.size(2), states.size(3));
        for (int from = 0; from < n; from += Policy.BATCH) {
            int to = Math.min(from + Policy.BATCH, n);
            explain(policy, states.get(NDArrayIndex.interval(from, to)), maps.get(NDArrayIndex.interval(from, to)));
        }
        return maps;
    }

    private static void explain(Policy policy, INDArray states, INDArray maps) {
        int height = (int) states.size(2);
        int width = (int) states.size(3);
        Network network = policy.network();
        int[] exponents = new int[(int) states.size(0)];
        INDArray ofLogits = ofLogits(policy, network.forward(states), exponents);
        INDArray activations = network.lastConvolution(); // [N, K, rows, columns]
        INDArray gradients = network.lastConvolutionGradient(ofLogits);
        int rows = (int) activations.size(2);
        int columns = (int) activations.size(3);
        for (int n = 0; n < states.size(0); n++) {
            double[] coarse = coarse(activations.slice(n), gradients.slice(n));
            for (int i = 0; i < coarse.length; i++) coarse[i] *= Math.scalb(1.0, exponents[n]);
            double[] map = Bilinear.resize(coarse, rows, columns, height, width);
            maps.slice(n).assign(HostArrays.array(map, maps.dataType(), 1, height, width));
        }
    }

    /** ∂F/∂z / 2^e of each state, 0 for the value head, [N, outputs]; e, see {@link PolicyGradient}, are written. */
    private static INDArray ofLogits(Policy policy, INDArray outputs, int[] exponents) {
        double[][] gradients = outputs.toDoubleMatrix();
        for (int n = 0; n < gradients.length; n++) {
            double[] ofState = SquaredPolicy.gradient(Arrays.copyOf(gradients[n], policy.actions()));
            exponents[n] = PolicyGradient.scale(ofState);
            Arrays.fill(gradients[n], 0);
            System.arraycopy(ofState, 0, gradients[n], 0, ofState.length);
        }
        return HostArrays.array(gradients, outputs.dataType());
    }

    /** max(0, Σ_k w_k A_k) of one state, [rows, columns], from [K, rows, columns] each. */
    private static double[] coarse(INDArray activations, INDArray gradients) {
        int channels = (int) activations.size(0);
        double[] a = HostArrays.doubles(activations);
        double[] g = HostArrays.doubles(gradients);
        double[] sums = new double[a.length / channels];
        for (int k = 0; k < a.length; k += sums.length) {
            double weight = 0;
            for (int i = 0; i < sums.length; i++) weight += g[k + i] / sums.length;
            for (int i = 0; i < sums.length; i++) sums[i] += weight * a[k + i];
        }
        for (int i = 0; i < sums.length; i++) sums[i] = Math.max(0, sums[i]);
        return sums;
    }
}
