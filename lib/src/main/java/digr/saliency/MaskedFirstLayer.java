package digr.saliency;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A network's first convolution on masked copies s ⊙ M_k of a state, without making or convolving any of them.
 *
 * <p>It is linear, and a mask of {@link RiseMasks} is a sum of cells; so with P of {@link FirstConvolution} for s, all
 * masks of one place (top, left) are sums of the same responses R, one a cell:
 *
 * <pre>
 *   conv(s ⊙ M_k)[p, q, o] = bias[o] + Σ_ab G_k[a, b] R[a, b, p, q, o]
 *   R[a, b, p, q, o] = Σ_u t_a(top + pt+u) Σ_v t_b(left + qt+v) P[u, v, p, q, o]
 * </pre>
 *
 * <p>A kernel's window meets few cells. For 3 channels, k = 8 and 7x7 cells on 64x64 pixels R is not 0 for 7 of 49
 * cells an output, half of which are seen: 3 or 4 additions in place of 192 multiplications. One thread's.
 */
final class MaskedFirstLayer {
    private final FirstConvolution first;
    private final float[][][][] taps; // P, [u][v][rows][columns · filters]
    private final RiseMasks masks;
    private final int rowLength; // columns · filters
    private final float[] biases; // a row of conv(0)
    private final float[] sums; // a row of what is asked for
    private final float[][] seen; // the cells' rows of R that it is the sum of
    private final Span[] rows; // of outputs that see a cell of row a from the present top
    private final Span[] columns; // of outputs that see a cell of column b from the present left
    private final float[][][][] ofColumns; // Σ_v, [b][rows][u][columns[b] · filters]
    private final float[][][] responses; // rows of R that are not 0, [a · cells + b][rows[a]][columns · filters]
    private int top = -1;
    private int left = -1;

    /** @param taps P of the state */
    MaskedFirstLayer(FirstConvolution first, float[][][][] taps, RiseMasks masks) {
        this.first = first;
        this.taps = taps;
        this.masks = masks;
        rowLength = first.columns * first.filters;
        biases = new float[rowLength];
        for (int i = 0; i < rowLength; i++) biases[i] = first.bias[i % first.filters];
        sums = new float[rowLength];
        seen = new float[masks.cells * masks.cells][];
        rows = new Span[masks.cells];
        columns = new Span[masks.cells];
        ofColumns = new float[masks.cells][][][];
        responses = new float[masks.cells * masks.cells][][];
    }

    /**
     * Writes max(0, conv(s ⊙ M_k)), [rows, columns, filters], into {@code to} from {@code offset} on. Fastest for one
     * mask after the other of {@link RiseMasks#byPlace}.
     */
    void activations(int k, FloatBuffer to, int offset) {
        if (masks.left(k) != left) moveToLeft(masks.left(k));
        if (masks.top(k) != top) moveToTop(masks.top(k));
        boolean[] grid = masks.grid(k);
        for (int p = 0; p < first.rows; p++) {
            System.arraycopy(biases, 0, sums, 0, rowLength);
            int n = 0;
            for (int a = 0; a < masks.cells; a++)
                if (rows[a].holds(p))
                    for (int cell = a * masks.cells; cell < (a + 1) * masks.cells; cell++)
                        if (grid[cell]) seen[n++] = responses[cell][p - rows[a].first()];
            Vectors.add(seen, n, sums);
            Vectors.rectify(sums);
            to.put(offset + p * rowLength, sums);
        }
    }

    private void moveToLeft(int left) {
        this.left = left;
        top = -1;
        float[][] weights = masks.across(left);
        for (int b = 0; b < masks.cells; b++) {
            columns[b] = seeing(weights[b], first.columns);
            float[] ofCell = weights[b];
            ofColumns[b] = first.weighted(taps, columns[b], column -> ofCell[column]);
        }
    }

    private void moveToTop(int top) {
        this.top = top;
        float[][] weights = masks.down(top);
        for (int a = 0; a < masks.cells; a++) {
            rows[a] = seeing(weights[a], first.rows);
            for (int b = 0; b < masks.cells; b++)
                responses[a * masks.cells + b] = response(weights[a], rows[a], ofColumns[b], columns[b]);
        }
    }

    /** Those of the first convolution's outputs along an axis that see a weight other than 0. */
    private Span seeing(float[] weights, int outputs) {
        int from = outputs;
        int to = -1;
        for (int p = 0; p < outputs; p++)
            for (int u = 0; u < first.kernel; u++)
                if (weights[p * first.stride + u] != 0) {
                    from = Math.min(from, p);
                    to = p;
                }
        return new Span(from, Math.max(to, from - 1));
    }

    private float[][] response(float[] weights, Span rows, float[][][] ofColumn, Span columns) {
        float[][] response = new float[rows.size()][rowLength];
        float[] some = new float[first.kernel];
        float[] sums = new float[columns.size() * first.filters];
        for (int p = rows.first(); p <= rows.last(); p++) {
            System.arraycopy(weights, p * first.stride, some, 0, first.kernel);
            Arrays.fill(sums, 0);
            Vectors.addScaled(some, ofColumn[p], sums);
            System.arraycopy(sums, 0, response[p - rows.first()], columns.first() * first.filters, sums.length);
        }
        return response;
    }
}
