package digr.env;

import java.util.Arrays;

/**
 * Shrinks a gray picture by area averaging: an output pixel is the mean of the input that it covers, a pixel covered in
 * part weighted by that part.
 *
 * <p>In float32 and in the order of OpenCV's INTER_AREA, so that every pixel comes out as there: first along the rows,
 * then along the columns, then rounded half to even.
 *
 * @see <a href="https://github.com/opencv/opencv/blob/4.x/modules/imgproc/src/resize.cpp">OpenCV:
 *     ResizeArea_Invoker</a>
 */
final class AreaResize {
    private final int width;
    private final int height;
    private final int outWidth;
    private final int outHeight;
    private final Cover[] columns;
    private final Cover[] rows;
    private final float[][] buffers;
    private final float[][] narrow;
    private final float[] sum;

    /** What an output pixel covers along one axis: input {@code first} and the following, and their weights. */
    private record Cover(int first, float[] weights) {
        private static final double NEGLIGIBLE = 1e-3;

        static Cover[] of(int size, int outSize) {
            double scale = (double) size / outSize;
            var covers = new Cover[outSize];
            Arrays.setAll(covers, i -> of(i * scale, Math.min(i * scale + scale, size)));
            return covers;
        }

        private static Cover of(double from, double to) {
            int first = (int) (Math.ceil(from) - from > NEGLIGIBLE ? Math.floor(from) : Math.ceil(from));
            int end = (int) (to - Math.floor(to) > NEGLIGIBLE ? Math.ceil(to) : Math.floor(to));
            var weights = new float[end - first];
            for (int i = first; i < end; i++)
                weights[i - first] = (float) ((Math.min(i + 1, to) - Math.max(i, from)) / (to - from));
            return new Cover(first, weights);
        }
    }

    AreaResize(int width, int height, int outWidth, int outHeight) {
        this.width = width;
        this.height = height;
        this.outWidth = outWidth;
        this.outHeight = outHeight;
        columns = Cover.of(width, outWidth);
        rows = Cover.of(height, outHeight);
        buffers = new float[height][outWidth];
        narrow = new float[height][];
        sum = new float[outWidth];
    }

    /**
     * Shrinks a picture.
     *
     * @param picture uint8 [height, width]
     * @param out modified: uint8 [outHeight, outWidth] from {@code offset} on
     */
    void shrink(byte[] picture, byte[] out, int offset) {
        for (int y = 0; y < height; y++) narrow[y] = sameAsAbove(picture, y) ? narrow[y - 1] : narrow(picture, y);
        for (int y = 0; y < outHeight; y++) {
            Cover cover = rows[y];
            Arrays.fill(sum, 0);
            for (int i = 0; i < cover.weights.length; i++) add(narrow[cover.first + i], cover.weights[i], sum);
            for (int x = 0; x < outWidth; x++) out[offset + y * outWidth + x] = (byte) (int) Math.rint(sum[x]);
        }
    }

    /** Screens of games are mostly such rows: walls, bricks, empty space. */
    private boolean sameAsAbove(byte[] picture, int y) {
        int start = y * width;
        return y > 0 && Arrays.equals(picture, start, start + width, picture, start - width, start);
    }

    private float[] narrow(byte[] picture, int y) {
        float[] out = buffers[y];
        for (int x = 0; x < outWidth; x++) {
            Cover cover = columns[x];
            float mean = 0;
            for (int i = 0; i < cover.weights.length; i++)
                mean += (picture[y * width + cover.first + i] & 255) * cover.weights[i];
            out[x] = mean;
        }
        return out;
    }

    private static void add(float[] row, float weight, float[] sum) {
        for (int x = 0; x < sum.length; x++) sum[x] += row[x] * weight;
    }
}
