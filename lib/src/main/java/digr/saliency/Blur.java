package digr.saliency;

/**
 * Gaussian blur of pictures along rows and columns, as {@code scipy.ndimage.gaussian_filter} with its defaults: the kernel
 * ends at 4 standard deviations, and beyond the border the picture is mirrored, edge pixel included (dcba|abcd|dcba).
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
        double[] rowsDone = along(planes, height, width, false);
        return along(rowsDone, height, width, true);
    }

    private double[] along(double[] planes, int height, int width, boolean columns) {
        double[] blurred = new double[planes.length];
        int length = columns ? height : width;
        int step = columns ? width : 1;
        for (int i = 0; i < planes.length; i++) {
            int at = columns ? i / width % height : i % width;
            int start = i - at * step;
            double sum = kernel[0] * planes[i];
            for (int d = 1; d < kernel.length; d++)
                sum += kernel[d]
                        * (planes[start + mirror(at - d, length) * step]
                                + planes[start + mirror(at + d, length) * step]);
            blurred[i] = sum;
        }
        return blurred;
    }

    private static int mirror(int i, int length) {
        int j = Math.floorMod(i, 2 * length);
        return Math.min(j, 2 * length - 1 - j);
    }
}
