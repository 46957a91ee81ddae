package digr.saliency;

/**
 * Bilinear enlargement with half-pixel centres: pixel y of the result looks at (y + ½) · rows / height − ½ of the
 * source, constant beyond the outermost centres. As
 * {@code torch.nn.functional.interpolate(mode="bilinear", align_corners=False)}.
 */
final class Bilinear {
    private Bilinear() {}

    /**
     * @param values [rows, columns]
     * @return [height, width]
     */
    static double[] resize(double[] values, int rows, int columns, int height, int width) {
        double[] wide = new double[rows * width];
        for (int x = 0; x < width; x++) {
            double u = at(x, columns, width);
            int left = (int) u;
            int right = Math.min(left + 1, columns - 1);
            for (int row = 0; row < rows; row++)
                wide[row * width + x] = between(values[row * columns + left], values[row * columns + right], u - left);
        }
        double[] resized = new double[height * width];
        for (int y = 0; y < height; y++) {
            double v = at(y, rows, height);
            int above = (int) v;
            int below = Math.min(above + 1, rows - 1);
            for (int x = 0; x < width; x++)
                resized[y * width + x] = between(wide[above * width + x], wide[below * width + x], v - above);
        }
        return resized;
    }

    private static double between(double a, double b, double share) {
        return (1 - share) * a + share * b;
    }

    /** Where in a side of {@code from} pixels the i-th of {@code to} pixels looks. */
    private static double at(int i, int from, int to) {
        return Math.max(0, Math.min((i + 0.5) * from / to - 0.5, from - 1));
    }
}
