package digr.saliency;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The masks of {@link Rise} for pictures of one size: grids G_k of cells x cells zeros and ones, enlarged bilinearly by
 * weights t and cut at a place of their own, (top, left).
 *
 * <pre>  M_k(y, x) = Σ_ab G_k[a, b] t_a(top_k + y) t_b(left_k + x)  </pre>
 *
 * <p>Never changed, so for several threads at once.
 */
final class RiseMasks {
    final int cells;
    final int height;
    final int width;
    private final int cellHeight; // as many tops are possible
    private final int cellWidth; // as many lefts
    private final double[][] down; // t_a(i), [cells][(cells + 1) · cellHeight]
    private final double[][] across; // t_b(i), [cells][(cells + 1) · cellWidth]
    private final boolean[][] grids; // [masks][cells · cells]
    private final int[] tops;
    private final int[] lefts;

    /**
     * Draws the masks, one after the other: its grid row by row, top, left.
     *
     * @param probability of a 1
     */
    RiseMasks(int masks, int cells, double probability, int height, int width, UniformRandomProvider random) {
        this.cells = cells;
        this.height = height;
        this.width = width;
        cellHeight = (height - 1) / cells + 1;
        cellWidth = (width - 1) / cells + 1;
        down = weights(cells, (cells + 1) * cellHeight);
        across = weights(cells, (cells + 1) * cellWidth);
        grids = new boolean[masks][cells * cells];
        tops = new int[masks];
        lefts = new int[masks];
        for (int k = 0; k < masks; k++) {
            for (int i = 0; i < grids[k].length; i++) grids[k][i] = random.nextDouble() < probability;
            tops[k] = random.nextInt(cellHeight);
            lefts[k] = random.nextInt(cellWidth);
        }
    }

    private static double[][] weights(int cells, int length) {
        double[][] weights = new double[cells][];
        for (int a = 0; a < cells; a++) {
            double[] one = new double[cells];
            one[a] = 1;
            weights[a] = Bilinear.resize(one, 1, cells, 1, length);
        }
        return weights;
    }

    int count() {
        return grids.length;
    }

    int top(int k) {
        return tops[k];
    }

    int left(int k) {
        return lefts[k];
    }

    /** G_k, row by row; not a copy. */
    boolean[] grid(int k) {
        return grids[k];
    }

    /** Weights of each cell at the picture's rows, t_a(top + y), [cells][height]. */
    float[][] down(int top) {
        return cut(down, top, height);
    }

    /** Weights of each cell at the picture's columns, t_b(left + x), [cells][width]. */
    float[][] across(int left) {
        return cut(across, left, width);
    }

    private static float[][] cut(double[][] weights, int from, int length) {
        float[][] cut = new float[weights.length][length];
        for (int a = 0; a < cut.length; a++) for (int i = 0; i < length; i++) cut[a][i] = (float) weights[a][from + i];
        return cut;
    }

    /** The masks' numbers such that those with one left, and among these those with one top, follow each other. */
    int[] byPlace() {
        return IntStream.range(0, count())
                .boxed()
                .sorted(Comparator.comparingInt(k -> lefts[k] * cellHeight + tops[k]))
                .mapToInt(k -> k)
                .toArray();
    }

    /** M_k, [height · width], in [0, 1]. */
    float[] mask(int k) {
        double[][] rows = new double[cells][width]; // Σ_b G[a, b] t_b(left + x)
        for (int a = 0; a < cells; a++)
            for (int b = 0; b < cells; b++) if (grids[k][a * cells + b]) addScaled(1, across[b], lefts[k], rows[a], 0);
        double[] mask = new double[height * width];
        addColumns(rows, tops[k], mask);
        float[] narrow = new float[mask.length];
        for (int i = 0; i < narrow.length; i++) narrow[i] = (float) mask[i];
        return narrow;
    }

    /**
     * Σ_k f_k M_k, [height · width]: grids with one place are added up before they are enlarged.
     *
     * @param factors f, one a mask
     */
    double[] sum(double[] factors) {
        double[][] sums = new double[cellHeight * cellWidth][cells * cells];
        for (int k = 0; k < factors.length; k++) {
            double[] sum = sums[tops[k] * cellWidth + lefts[k]];
            for (int i = 0; i < sum.length; i++) if (grids[k][i]) sum[i] += factors[k];
        }
        double[] picture = new double[height * width];
        for (int top = 0; top < cellHeight; top++) {
            double[][] rows = new double[cells][width];
            for (int left = 0; left < cellWidth; left++)
                for (int a = 0; a < cells; a++)
                    for (int b = 0; b < cells; b++)
                        addScaled(sums[top * cellWidth + left][a * cells + b], across[b], left, rows[a], 0);
            addColumns(rows, top, picture);
        }
        return picture;
    }

    /** Adds Σ_a t_a(top + y) rows_a(x) to a picture. */
    private void addColumns(double[][] rows, int top, double[] picture) {
        for (int y = 0; y < height; y++)
            for (int a = 0; a < cells; a++) {
                double weight = down[a][top + y];
                if (weight != 0) addScaled(weight, rows[a], 0, picture, y * width);
            }
    }

    private void addScaled(double factor, double[] values, int from, double[] sums, int to) {
        for (int x = 0; x < width; x++) sums[to + x] += factor * values[from + x];
    }
}
