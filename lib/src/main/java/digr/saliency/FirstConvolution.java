package digr.saliency;

import digr.nn.Architecture;
import digr.nn.Architecture.Convolution;
import digr.nn.Network;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's first convolution, taken apart by the places (u, v) of its kernel: with kernel side k, stride t and
 * output pixel (p, q)
 *
 * <pre>
 *   conv(x)[p, q, o] = bias[o] + Σ_uv P[u, v, p, q, o],  P[u, v, p, q, o] = Σ_c W[o, c, u, v] x[c, pt+u, qt+v]
 * </pre>
 *
 * <p>What is multiplied with x by one weight a pixel is multiplied with P. Rows of outputs are [columns · filters].
 * Never changed, so for several threads at once.
 */
final class FirstConvolution {
    final int kernel;
    final int stride;
    final int filters;
    final int rows; // those that reach the network's output
    final int columns;
    final float[] bias;
    private final int channels;
    private final int height;
    private final int width;
    private final float[] weight; // [C, k, k, O]

    FirstConvolution(Network network) {
        Architecture architecture = network.architecture();
        Convolution first = architecture.convolutions().get(0);
        kernel = first.kernel();
        stride = first.stride();
        filters = first.filters();
        rows = (int) network.activationShape(1)[0];
        columns = (int) network.activationShape(1)[1];
        channels = architecture.channels();
        height = architecture.height();
        width = architecture.width();
        Map<String, INDArray> parameters = network.export();
        bias = parameters.get("conv1.bias").data().asFloat();
        weight = parameters
                .get("conv1.weight")
                .permute(1, 2, 3, 0)
                .dup('c')
                .data()
                .asFloat();
    }

    /** Whether a network begins with a convolution in float32, and can go on from behind it. */
    static boolean begins(Network network) {
        Architecture architecture = network.architecture();
        return !architecture.convolutions().isEmpty() && architecture.plain() && network.type() == DataType.FLOAT;
    }

    /** P, [u][v][rows][columns · filters]. */
    float[][][][] taps(double[] picture) {
        float[][][][] taps = new float[kernel][kernel][rows][columns * filters];
        for (int u = 0; u < kernel; u++)
            for (int v = 0; v < kernel; v++) for (int p = 0; p < rows; p++) addTap(picture, u, v, p, taps[u][v][p]);
        return taps;
    }

    private void addTap(double[] picture, int u, int v, int p, float[] sums) {
        for (int c = 0; c < channels; c++) {
            int ofTap = ((c * kernel + u) * kernel + v) * filters;
            int pixel = (c * height + p * stride + u) * width + v;
            for (int i = 0; i < sums.length; i += filters, pixel += stride) {
                float x = (float) picture[pixel];
                for (int o = 0; o < filters; o++) sums[i + o] += weight[ofTap + o] * x;
            }
        }
    }

    /** conv(x) of what has these taps, [rows][columns · filters]. */
    float[][] of(float[][][][] taps) {
        float[][] convolved = new float[rows][columns * filters];
        for (int p = 0; p < rows; p++)
            for (int i = 0; i < convolved[p].length; i++) {
                double sum = bias[i % filters];
                for (float[][][] ofRow : taps) for (float[][] tap : ofRow) sum += tap[p][i];
                convolved[p][i] = (float) sum;
            }
        return convolved;
    }

    /**
     * For the given output columns: Σ_v w(qt+v) P, [rows][u][columns · filters].
     *
     * @param weight w, of the picture's columns; a float
     */
    float[][][] weighted(float[][][][] taps, Span columns, IntToDoubleFunction weight) {
        int from = columns.first() * filters;
        float[] weights = new float[columns.size() * filters];
        float[][][] sums = new float[rows][kernel][weights.length];
        for (int v = 0; v < kernel; v++) {
            for (int i = 0; i < weights.length; i++)
                weights[i] = (float) weight.applyAsDouble((from + i) / filters * stride + v);
            for (int u = 0; u < kernel; u++)
                for (int p = 0; p < rows; p++) Vectors.addProduct(weights, taps[u][v][p], from, sums[p][u]);
        }
        return sums;
    }
}
