package digr.saliency;

import digr.nn.Architecture.Convolution;
import digr.nn.Network;
import java.nio.FloatBuffer;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network's first convolution on all perturbed copies m(s, i) of a state, without making or convolving any of them.
 *
 * <p>It is linear, and M_i of a {@link Mixture} is a column times a row of weights w; so with D = b − s, centre i = (y,
 * x), output pixel (p, q), kernel side k and stride t
 *
 * <pre>
 *   conv(m(s, i))[p, q, o] = conv(s)[p, q, o] + Σ_u w(pt+u − y) Σ_v w(qt+v − x) P[u, v, p, q, o]
 *   P[u, v, p, q, o] = Σ_c W[o, c, u, v] D[c, pt+u, qt+v]
 * </pre>
 *
 * <p>P is made once a state and the inner sum once a column of centres, so that a centre costs k multiplications a
 * number in place of k²C: for 3 channels and k = 8, 24 times fewer. Weights below 1e-8 count as 0, see
 * {@link Mixture#weight}. For several threads at once.
 */
final class FirstLayer {
    private final int kernel;
    private final int stride;
    private final int filters;
    private final int rows;
    private final int rowLength; // columns · filters
    private final Mixture mixture;
    private final float[][] unperturbed; // conv(s), [rows][columns · filters]
    private final float[][] unperturbedActivations; // max(0, conv(s))
    private final float[][][][] patches; // P, [u][v][rows][columns · filters]

    FirstLayer(Network network, Mixture mixture) {
        Convolution first = network.architecture().convolutions().get(0);
        kernel = first.kernel();
        stride = first.stride();
        filters = first.filters();
        rows = (int) network.activationShape(1)[0];
        rowLength = (int) network.activationShape(1)[1] * filters;
        this.mixture = mixture;
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
        for (int c = 0; c < mixture.channels; c++) {
            int ofTap = ((c * kernel + u) * kernel + v) * filters;
            int pixel = (c * mixture.height + p * stride + u) * mixture.width + v;
            for (int i = 0; i < rowLength; i += filters, pixel += stride) {
                double s = mixture.state[pixel];
                float d = (float) mixture.difference[pixel];
                for (int o = 0; o < filters; o++) {
                    sums[i + o] += weight[ofTap + o] * s;
                    patch[i + o] += weight[ofTap + o] * d;
                }
            }
        }
    }

    /** max(0, conv(s)), [1, rows, columns, filters]. */
    INDArray unperturbed() {
        float[] all = new float[rows * rowLength];
        for (int p = 0; p < rows; p++) System.arraycopy(unperturbedActivations[p], 0, all, p * rowLength, rowLength);
        return Nd4j.createFromArray(all).reshape(1, rows, rowLength / filters, filters);
    }

    /** For centres of column x and the given output columns: Σ_v w(qt+v − x) P, [u][rows][columns · filters]. */
    float[][][] ofColumn(int x, Span columns) {
        int from = columns.first() * filters;
        int length = columns.size() * filters;
        float[][] weights = new float[kernel][length];
        for (int v = 0; v < kernel; v++)
            for (int i = 0; i < length; i++) weights[v][i] = mixture.weight((from + i) / filters * stride + v - x);
        float[][][] ofColumn = new float[kernel][rows][length];
        for (int u = 0; u < kernel; u++)
            for (int v = 0; v < kernel; v++)
                for (int p = 0; p < rows; p++) addProduct(weights[v], patches[u][v][p], from, ofColumn[u][p]);
        return ofColumn;
    }

    /**
     * Writes max(0, conv(m(s, i))), [rows, columns, filters], into {@code to} from {@code offset} on.
     *
     * @param ofColumn of i's column and the output columns
     * @param y i's row
     * @param rows the output rows
     * @param columns the output columns
     * @return where the next centre's go
     */
    int activations(float[][][] ofColumn, int y, Span rows, Span columns, FloatBuffer to, int offset) {
        int from = columns.first() * filters;
        float[] sums = new float[columns.size() * filters];
        for (int p = rows.first(); p <= rows.last(); p++, offset += sums.length) {
            int above = p * stride - y; // of the kernel's first row
            if (farAway(above)) {
                to.put(offset, unperturbedActivations[p], from, sums.length);
                continue;
            }
            System.arraycopy(unperturbed[p], from, sums, 0, sums.length);
            int u = 0;
            for (; u + 4 <= kernel; u += 4)
                addScaled(
                        mixture.weight(above + u),
                        ofColumn[u][p],
                        mixture.weight(above + u + 1),
                        ofColumn[u + 1][p],
                        mixture.weight(above + u + 2),
                        ofColumn[u + 2][p],
                        mixture.weight(above + u + 3),
                        ofColumn[u + 3][p],
                        sums);
            for (; u < kernel; u++) addScaled(mixture.weight(above + u), ofColumn[u][p], sums);
            for (int i = 0; i < sums.length; i++) sums[i] = Math.max(sums[i], 0);
            to.put(offset, sums);
        }
        return offset;
    }

    /** True if the weight is 0 in all rows that the kernel sees. */
    private boolean farAway(int above) {
        int nearest = above > 0 ? above : Math.min(0, above + kernel - 1);
        return mixture.weight(nearest) == 0;
    }

    // Loops over whole sums: the compiler turns them into vector instructions.

    private static void addProduct(float[] a, float[] b, int from, float[] sums) {
        for (int i = 0; i < sums.length; i++) sums[i] += a[i] * b[from + i];
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
