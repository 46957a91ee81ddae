package digr.saliency;

import digr.nn.Architecture.Convolution;
import digr.nn.Network;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's first convolution on all perturbed copies m(s, i) of a state, without making or convolving any of them.
 *
 * <p>It is linear, and M_i is a column times a row of Gaussian weights G; so with D = blur(s) − s, centre i = (y, x), output
 * pixel (p, q), kernel side k and stride t
 *
 * <pre>
 *   conv(m(s, i))[o, p, q] = conv(s)[o, p, q] + Σ_v G(x, qt+v) Σ_u G(y, pt+u) P[u, v, o, p, q]
 *   P[u, v, o, p, q] = Σ_c W[o, c, u, v] D[c, pt+u, qt+v]
 * </pre>
 *
 * <p>P is made once a state and the inner sum once a row of centres, so that a centre costs k multiplications a number in
 * place of k²C: for 3 channels and k = 8, 24 times fewer. Nothing is left out.
 */
final class FirstLayer {
    private final int kernel;
    private final int stride;
    private final int filters;
    private final int columns;
    private final int plane; // rows · columns
    private final float[] weight; // [filters, channels, kernel, kernel]
    private final float[] bias;
    private final BlurredState state;
    private final float[] unperturbed; // conv(s), [filters, plane]
    private final float[][][] patches; // P as [v][u], each [filters, plane]

    FirstLayer(Network network, BlurredState state) {
        Convolution first = network.architecture().convolutions().get(0);
        kernel = first.kernel();
        stride = first.stride();
        filters = first.filters();
        columns = (state.width - kernel) / stride + 1;
        plane = ((state.height - kernel) / stride + 1) * columns;
        Map<String, INDArray> parameters = network.export();
        weight = parameters.get("conv1.weight").data().asFloat();
        bias = parameters.get("conv1.bias").data().asFloat();
        this.state = state;
        unperturbed = new float[filters * plane];
        patches = new float[kernel][kernel][filters * plane];
        for (int o = 0; o < filters; o++) for (int at = 0; at < plane; at++) begin(o, at);
    }

    /** Numbers a centre: filters times rows times columns. */
    int size() {
        return filters * plane;
    }

    /** Of the activations at n centres: {n, filters, rows, columns}. */
    long[] shape(int n) {
        return new long[] {n, filters, plane / columns, columns};
    }

    private void begin(int filter, int at) {
        double sum = bias[filter];
        int corner = at / columns * stride * state.width + at % columns * stride;
        for (int u = 0; u < kernel; u++)
            for (int v = 0; v < kernel; v++) {
                double patch = 0;
                for (int c = 0; c < state.channels; c++) {
                    float w = weight[((filter * state.channels + c) * kernel + u) * kernel + v];
                    int pixel = (c * state.height + u) * state.width + v + corner;
                    sum += w * state.state[pixel];
                    patch += w * state.difference[pixel];
                }
                patches[v][u][filter * plane + at] = (float) patch;
            }
        unperturbed[filter * plane + at] = (float) sum;
    }

    /** For centres of one row: Σ_u G(y, pt+u) P as [v], each [filters, plane]. */
    float[][] ofRow(int y) {
        float[][] weights = new float[kernel][plane];
        for (int u = 0; u < kernel; u++)
            for (int at = 0; at < plane; at++) weights[u][at] = state.falloff(at / columns * stride + u - y);
        float[][] sums = new float[kernel][filters * plane];
        for (int v = 0; v < kernel; v++) addProducts(patches[v], weights, sums[v], 0);
        return sums;
    }

    /** G(x, qt+v) as [v], each [plane]; the same for all rows of centres and all states of this size and radius. */
    float[][] weightsOfColumn(int x) {
        float[][] weights = new float[kernel][plane];
        for (int v = 0; v < kernel; v++)
            for (int at = 0; at < plane; at++) weights[v][at] = state.falloff(at % columns * stride + v - x);
        return weights;
    }

    /**
     * Writes max(0, conv(m(s, i))), [filters, rows, columns], into {@code to} from {@code offset} on.
     *
     * @param ofRow of i's row
     * @param ofColumn weights of i's column
     */
    void activations(float[][] ofRow, float[][] ofColumn, float[] to, int offset) {
        System.arraycopy(unperturbed, 0, to, offset, unperturbed.length);
        addProducts(ofRow, ofColumn, to, offset);
        for (int i = offset; i < offset + unperturbed.length; i++) to[i] = Math.max(to[i], 0);
    }

    /** sums += Σ_t terms[t] · weights[t], the terms [filters, plane], the weights [plane] for every filter. */
    private void addProducts(float[][] terms, float[][] weights, float[] sums, int offset) {
        int pairs = kernel / 2;
        for (int o = 0; o < filters; o++) {
            int at = o * plane;
            for (int t = 0; t < 2 * pairs; t += 2)
                addTwo(terms[t], weights[t], terms[t + 1], weights[t + 1], at, sums, offset + at);
            if (kernel % 2 == 1) addOne(terms[kernel - 1], weights[kernel - 1], at, sums, offset + at);
        }
    }

    /** The loops that the compiler turns into vector instructions. */
    private void addTwo(float[] a, float[] v, float[] b, float[] w, int at, float[] sums, int to) {
        for (int i = 0; i < plane; i++) sums[to + i] += a[at + i] * v[i] + b[at + i] * w[i];
    }

    private void addOne(float[] a, float[] v, int at, float[] sums, int to) {
        for (int i = 0; i < plane; i++) sums[to + i] += a[at + i] * v[i];
    }
}
