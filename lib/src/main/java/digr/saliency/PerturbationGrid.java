package digr.saliency;

import digr.run.UserException;
import java.util.Arrays;

/**
 * The centres at which a picture is perturbed: rows and columns 0, d, 2d, ... What is measured there is interpolated
 * linearly between the centres along both axes, and stays constant beyond the last one.
 *
 * @param stride d; with 1 every pixel is a centre
 */
record PerturbationGrid(int height, int width, int stride) {
    PerturbationGrid {
        if (stride > 1 && stride >= Math.max(height, width))
            throw new UserException("PerturbationGrid: stride must be less than the longer side of the picture, "
                    + height + "x" + width + ", or its corner alone is perturbed, got " + stride);
    }

    int rows() {
        return (height - 1) / stride + 1;
    }

    int columns() {
        return (width - 1) / stride + 1;
    }

    int size() {
        return rows() * columns();
    }

    int row(int centre) {
        return centre / columns() * stride;
    }

    int column(int centre) {
        return centre % columns() * stride;
    }

    /** Values at the centres, [rows, columns], to values at every pixel, [height, width]. */
    double[] interpolate(double[] atCentres) {
        if (stride == 1) return Arrays.copyOf(atCentres, atCentres.length);
        double[] everywhere = new double[height * width];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                int above = y / stride * columns();
                int below = Math.min(y / stride + 1, rows() - 1) * columns();
                int left = x / stride;
                int right = Math.min(left + 1, columns() - 1);
                double v = (double) (y % stride) / stride;
                double u = (double) (x % stride) / stride;
                everywhere[y * width + x] = (1 - v) * ((1 - u) * atCentres[above + left] + u * atCentres[above + right])
                        + v * ((1 - u) * atCentres[below + left] + u * atCentres[below + right]);
            }
        return everywhere;
    }
}
