package digr.saliency;

import digr.nn.Architecture.Convolution;
import digr.nn.Network;
import java.nio.FloatBuffer;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's first convolution on all perturbed copies m(s, i) of a state, without making or convolving any of them.
 *
 * <p>It is linear, and M_i is a column times a row of Gaussian weights G; so with D = blur(s) − s, centre i = (y, x), output
 * pixel (p, q), kernel side k and stride t
 *
 * <pre>
 *   conv(m(s, i))[p, q, o] = conv(s)[p, q, o] + Σ_u G(y, pt+u) Σ_v G(x, qt+v) P[u, v, p, q, o]
 *   P[u, v, p, q, o] = Σ_c W[o, c, u, v] D[c, pt+u, qt+v]
 * </pre>
 *
 * <p>P is made once a state and the inner sum once a column of centres, so that a centre costs k multiplications a number in
 * place of k²C: for 3 channels and k = 8, 24 times fewer. Nothing is left out. For several threads at once.
 */
final class FirstLayer {
    private final int kernel;
    private final int stride;
    private final int filters;
    private final int rows;
    private final int rowLength; // columns · filters
    private final BlurredState state;
    private final float[][] unperturbed; // conv(s), [rows][columns · filters]
    private final float[][] unperturbedActivations; // max(0, conv(s))
    private final float[][][][] patches; // P, [u][v][rows][columns · filters]

    FirstLayer(Network network, BlurredState state) {
        Convolution first = network.architecture().convolutions().get(0);
        kernel = first.kernel();
        stride = first.stride();
        filters = first.filters();
        rows = (int) network.firstActivationShape()[0];
        rowLength = (int) network.firstActivationShape()[1] * filters;
        this.state = state;
        Map<String, INDArray> parameters = network.export();
        float[] weight = parameters
                .get("conv1.weight")
                .permute(1, 2, 3, 0)
                .dup('c')
                .data()
                .asFloat();
        double[][] sums = new double[rows][rowLength];
        patches = new float[kernel][kernel][rows][rowLength];
        for (int u = 0; u < kernel; u++)
            for (int v = 0; v < kernel; v++)
                for (int p = 0; p < rows; p++) addTap(weight, u, v, p, sums[p], patches[u][v][p]);
        float[] bias = parameters.get("conv1.bias").data().asFloat();
        unperturbed = new float[rows][rowLength];
        unperturbedActivations = new float[rows][rowLength];
        for (int p = 0; p < rows; p++)
            for (int i = 0; i < rowLength; i++) {
                unperturbed[p][i] = (float) (bias[i % filters] + sums[p][i]);
                unperturbedActivations[p][i] = Math.max(unperturbed[p][i], 0);
            }
    }

    /** Row p's share of the kernel's place (u, v). */
    private void addTap(float[] weight, int u, int v, int p, double[] sums, float[] patch) {
        for (int c = 0; c < state.channels; c++) {
            int ofTap = ((c * kernel + u) * kernel + v) * filters;
            int pixel = (c * state.height + p * stride + u) * state.width + v;
            for (int i = 0; i < rowLength; i += filters, pixel += stride) {
                double s = state.state[pixel];
                float d = (float) state.difference[pixel];
                for (int o = 0; o < filters; o++) {
                    sums[i + o] += weight[ofTap + o] * s;
                    patch[i + o] += weight[ofTap + o] * d;
                }
            }
        }
    }

    /** Numbers a centre: rows times columns times filters. */
    int size() {
        return rows * rowLength;
    }

    /** Of the activations at n centres: {n, rows, columns, filters}. */
    long[] shape(int n) {
        return new long[] {n, rows, rowLength / filters, filters};
    }

    /** For centres of column x: Σ_v G(x, qt+v) P, [u][rows][columns · filters]. */
    float[][][] ofColumn(int x) {
        float[][] weights = new float[kernel][rowLength];
        for (int v = 0; v < kernel; v++)
            for (int i = 0; i < rowLength; i++) weights[v][i] = state.falloff(i / filters * stride + v - x);
        float[][][] ofColumn = new float[kernel][rows][rowLength];
        for (int u = 0; u < kernel; u++)
            for (int v = 0; v < kernel; v++)
                for (int p = 0; p < rows; p++) addProduct(weights[v], patches[u][v][p], ofColumn[u][p]);
        return ofColumn;
    }

    /**
     * Writes max(0, conv(m(s, i))), [rows, columns, filters], into {@code to} from {@code offset} on.
     *
     * @param ofColumn of i's column
     * @param y i's row
     */
    void activations(float[][][] ofColumn, int y, FloatBuffer to, int offset) {
        float[] sums = new float[rowLength];
        for (int p = 0; p < rows; p++, offset += rowLength) {
            int above = p * stride - y; // of the kernel's first row
            if (farAway(above)) {
                to.put(offset, unperturbedActivations[p]);
                continue;
            }
            System.arraycopy(unperturbed[p], 0, sums, 0, rowLength);
            int u = 0;
            for (; u + 4 <= kernel; u += 4)
                addScaled(
                        state.falloff(above + u),
                        ofColumn[u][p],
                        state.falloff(above + u + 1),
                        ofColumn[u + 1][p],
                        state.falloff(above + u + 2),
                        ofColumn[u + 2][p],
                        state.falloff(above + u + 3),
                        ofColumn[u + 3][p],
                        sums);
            for (; u < kernel; u++) addScaled(state.falloff(above + u), ofColumn[u][p], sums);
            for (int i = 0; i < sums.length; i++) sums[i] = Math.max(sums[i], 0);
            to.put(offset, sums);
        }
    }

    /** Whether the mask is 0 in all rows that the kernel sees. */
    private boolean farAway(int above) {
        int nearest = above > 0 ? above : Math.min(0, above + kernel - 1);
        return state.falloff(nearest) == 0;
    }

    // Loops over whole arrays, each from its beginning: the compiler turns them into vector instructions.

    private static void addProduct(float[] a, float[] b, float[] sums) {
        for (int i = 0; i < sums.length; i++) sums[i] += a[i] * b[i];
    }

    private static void addScaled(float g, float[] a, float[] sums) {
        for (int i = 0; i < sums.length; i++) sums[i] += g * a[i];
    }

    /** Four at a time: the sums are read and written once. */
    private static void addScaled(
            float g, float[] a, float h, float[] b, float j, float[] c, float k, float[] d, float[] sums) {
        for (int i = 0; i < sums.length; i++) sums[i] += g * a[i] + h * b[i] + j * c[i] + k * d[i];
    }
}
