package digr.saliency;

import digr.nn.Network;
import java.nio.FloatBuffer;
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
    private final FirstConvolution first;
    private final Mixture mixture;
    private final float[][] unperturbed; // conv(s), [rows][columns · filters]
    private final float[][] unperturbedActivations; // max(0, conv(s))
    private final float[][][][] taps; // P, [u][v][rows][columns · filters]

    FirstLayer(Network network, Mixture mixture) {
        first = new FirstConvolution(network);
        this.mixture = mixture;
        taps = first.taps(mixture.difference);
        unperturbed = first.of(first.taps(mixture.state));
        unperturbedActivations = new float[first.rows][];
        for (int p = 0; p < first.rows; p++) {
            unperturbedActivations[p] = unperturbed[p].clone();
            Vectors.rectify(unperturbedActivations[p]);
        }
    }

    /** max(0, conv(s)), [1, rows, columns, filters]. */
    INDArray unperturbed() {
        return Nd4j.createFromArray(unperturbedActivations).reshape(1, first.rows, first.columns, first.filters);
    }

    /** For centres of column x and the given output columns: Σ_v w(qt+v − x) P, [rows][u][columns · filters]. */
    float[][][] ofColumn(int x, Span columns) {
        return first.weighted(taps, columns, column -> mixture.weight(column - x));
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
        int from = columns.first() * first.filters;
        float[] sums = new float[columns.size() * first.filters];
        float[] weights = new float[first.kernel];
        for (int p = rows.first(); p <= rows.last(); p++, offset += sums.length) {
            int above = p * first.stride - y; // of the kernel's first row
            if (farAway(above)) {
                to.put(offset, unperturbedActivations[p], from, sums.length);
                continue;
            }
            System.arraycopy(unperturbed[p], from, sums, 0, sums.length);
            for (int u = 0; u < first.kernel; u++) weights[u] = mixture.weight(above + u);
            Vectors.addScaled(weights, ofColumn[p], sums);
            Vectors.rectify(sums);
            to.put(offset, sums);
        }
        return offset;
    }

    /** True if the weight is 0 in all rows that the kernel sees. */
    private boolean farAway(int above) {
        int nearest = above > 0 ? above : Math.min(0, above + first.kernel - 1);
        return mixture.weight(nearest) == 0;
    }
}
