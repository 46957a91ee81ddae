package digr.saliency;

/**
 * Gaussian blur of pictures along rows and columns, as {@code scipy.ndimage.gaussian_filter} with its defaults: the
 * kernel ends at 4 standard deviations, and beyond the border the picture is mirrored, edge pixel included
 * (dcba|abcd|dcba).
 */
final class Blur {
    private static final double TRUNCATE = 4;

    private final double[] kernel; // weights at distance 0, 1, ...

    /** @param sigma standard deviation in pixels */
    Blur(double sigma) {
        kernel = new double[(int) (TRUNCATE * sigma + 0.5) + 1];
        double sum = 0;
        for (int d = 0; d < kernel.length; d++) {
            kernel[d] = Math.exp(-d * d / (2 * sigma * sigma));
            sum += d == 0 ? kernel[d] : 2 * kernel[d];
        }
        for (int d = 0; d < kernel.length; d++) kernel[d] /= sum;
    }

    /**
     * Blurs every plane by itself.
     *
     * @param planes [any number of planes, height, width]; not modified
     */
    double[] apply(double[] planes, int height, int width) {
        return alongRows(alongRows(planes, height, width), width, height);
    }

    /** Blurs along rows, and turns rows into columns: [planes, height, width] to [planes, width, height]. */
    private double[] alongRows(double[] planes, int height, int width) {
        double[] blurred = new double[planes.length];
        int reach = kernel.length - 1;
        double[] row = new double[width + 2 * reach]; // with its mirror images
        for (int start = 0; start < planes.length; start += width) {
            for (int i = 0; i < row.length; i++) row[i] = planes[start + mirror(i - reach, width)];
            int y = start / width;
            int corner = y / height * height * width + y % height;
            for (int x = 0; x < width; x++) {
                double sum = kernel[0] * row[x + reach];
                for (int d = 1; d < kernel.length; d++) sum += kernel[d] * (row[x + reach - d] + row[x + reach + d]);
                blurred[corner + x * height] = sum;
            }
        }
        return blurred;
    }

    private static int mirror(int i, int length) {
        int j = Math.floorMod(i, 2 * length);
        return Math.min(j, 2 * length - 1 - j);
    }
}
