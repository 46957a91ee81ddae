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
    private final float[][] unperturbed; // conv(s), [filters][plane]
    private final float[][][][] patches; // P, [filters][v][u][plane]
    private final float[] sums; // one filter's

    FirstLayer(Network network, BlurredState state) {
        Convolution first = network.architecture().convolutions().get(0);
        kernel = first.kernel();
        stride = first.stride();
        filters = first.filters();
        columns = (int) network.firstActivationShape()[1];
        plane = (int) network.firstActivationShape()[0] * columns;
        Map<String, INDArray> parameters = network.export();
        weight = parameters.get("conv1.weight").data().asFloat();
        bias = parameters.get("conv1.bias").data().asFloat();
        this.state = state;
        unperturbed = new float[filters][plane];
        patches = new float[filters][kernel][kernel][plane];
        sums = new float[plane];
        for (int o = 0; o < filters; o++) for (int at = 0; at < plane; at++) begin(o, at);
    }

    /** Numbers a centre: rows times columns times filters. */
    int size() {
        return filters * plane;
    }

    /** Of the activations at n centres: {n, rows, columns, filters}. */
    long[] shape(int n) {
        return new long[] {n, plane / columns, columns, filters};
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
                patches[filter][v][u][at] = (float) patch;
            }
        unperturbed[filter][at] = (float) sum;
    }

    /** For centres of row y: Σ_u G(y, pt+u) P, [filters][v][plane]. */
    float[][][] ofRow(int y) {
        float[][] weights = new float[kernel][plane];
        for (int u = 0; u < kernel; u++)
            for (int at = 0; at < plane; at++) weights[u][at] = state.falloff(at / columns * stride + u - y);
        float[][][] ofRow = new float[filters][kernel][plane];
        for (int o = 0; o < filters; o++)
            for (int v = 0; v < kernel; v++) addProducts(patches[o][v], weights, ofRow[o][v]);
        return ofRow;
    }

    /** G(x, qt+v), [v][plane]; the same for all rows of centres, and for all states of this size and radius. */
    float[][] weightsOfColumn(int x) {
        float[][] weights = new float[kernel][plane];
        for (int v = 0; v < kernel; v++)
            for (int at = 0; at < plane; at++) weights[v][at] = state.falloff(at % columns * stride + v - x);
        return weights;
    }

    /**
     * Writes max(0, conv(m(s, i))), [rows, columns, filters], into {@code to} from {@code offset} on.
     *
     * @param ofRow of i's row
     * @param ofColumn weights of i's column
     */
    void activations(float[][][] ofRow, float[][] ofColumn, float[] to, int offset) {
        for (int o = 0; o < filters; o++) {
            System.arraycopy(unperturbed[o], 0, sums, 0, plane);
            addProducts(ofRow[o], ofColumn, sums);
            for (int at = 0; at < plane; at++) to[offset + at * filters + o] = Math.max(sums[at], 0);
        }
    }

    /** sums += Σ_t terms[t] · weights[t], number by number. */
    private static void addProducts(float[][] terms, float[][] weights, float[] sums) {
        for (int t = 0; t < terms.length; t++) addProduct(terms[t], weights[t], sums);
    }

    /** A loop over whole arrays, each from its beginning: the compiler turns it into vector instructions. */
    private static void addProduct(float[] term, float[] weight, float[] sums) {
        for (int i = 0; i < sums.length; i++) sums[i] += term[i] * weight[i];
    }
}
