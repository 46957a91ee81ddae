package digr.saliency;

/**
 * Bilinear enlargement with half-pixel centres: pixel y of the result looks at (y + ½) · rows / height − ½ of the source,
 * constant beyond the outermost centres. As {@code torch.nn.functional.interpolate(mode="bilinear", align_corners=False)}.
 */
final class Bilinear {
    private Bilinear() {}

    /**
     * @param values [rows, columns]
     * @return [height, width]
     */
    static double[] resize(double[] values, int rows, int columns, int height, int width) {
        double[] resized = new double[height * width];
        for (int y = 0; y < height; y++) {
            double v = at(y, rows, height);
            int above = (int) v * columns;
            int below = Math.min((int) v + 1, rows - 1) * columns;
            for (int x = 0; x < width; x++) {
                double u = at(x, columns, width);
                int left = (int) u;
                int right = Math.min(left + 1, columns - 1);
                resized[y * width + x] =
                        (1 - v % 1) * ((1 - u % 1) * values[above + left] + u % 1 * values[above + right])
                                + v % 1 * ((1 - u % 1) * values[below + left] + u % 1 * values[below + right]);
            }
        }
        return resized;
    }

    /** Where in a side of {@code from} pixels the i-th of {@code to} pixels looks. */
    private static double at(int i, int from, int to) {
        return Math.max(0, Math.min((i + 0.5) * from / to - 0.5, from - 1));
    }
}
