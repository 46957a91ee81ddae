package digr.env.driving;

import java.util.Arrays;

/** Polygons painted at two by two samples a pixel, the nearest in front; flat in colour, in any order. */
final class Samples {
    /** Along each side of a pixel. */
    static final int PER_PIXEL = 2;

    private static final double NEAREST = 0.2;
    private static final int CORNERS = 16;

    final int width;
    final int height;
    final int[] colour;
    final byte[] label; // 0 where nothing is
    private final float[] nearness; // 1 / forward
    private final double focal;
    private final double[] from; // by row, while a polygon is painted
    private final double[] to;
    private final double[] clipped = new double[3 * CORNERS]; // the polygon that is being painted
    private final double[] column = new double[CORNERS]; // and where its corners are
    private final double[] line = new double[CORNERS];
    private int top;
    private int bottom; // rows from top to before bottom have been painted

    Samples(Camera camera) {
        width = camera.width() * PER_PIXEL;
        height = camera.height() * PER_PIXEL;
        focal = camera.focal() * PER_PIXEL;
        colour = new int[width * height];
        label = new byte[width * height];
        nearness = new float[width * height];
        from = new double[height];
        to = new double[height];
        top = height;
    }

    /** Rows of pixels in which something may be: the first, and the one after the last. */
    int firstRow() {
        return top / PER_PIXEL;
    }

    int endRow() {
        return (bottom + PER_PIXEL - 1) / PER_PIXEL;
    }

    void clear() {
        if (top < bottom) {
            Arrays.fill(label, top * width, bottom * width, (byte) 0);
            Arrays.fill(nearness, top * width, bottom * width, 0);
        }
        top = height;
        bottom = 0;
    }

    /**
     * Paints a plane convex polygon, seen from either side.
     *
     * @param points camera coordinates {forward, right, up} of corner after corner
     * @param corners at most 15
     * @param mark not 0
     */
    void paint(double[] points, int corners, int paint, byte mark) {
        int n = clip(points, corners);
        if (n < 3) return;
        // nearness is linear in the picture: with normal N and k = N · p, (N_f + N_r a − N_u b) / k at a = (u − cx)/f,
        // ...
        double nf = 0;
        double nr = 0;
        double nu = 0;
        for (int i = 0; i < n; i++) {
            int p = 3 * i;
            int q = 3 * ((i + 1) % n);
            nf += (clipped[p + 1] - clipped[q + 1]) * (clipped[p + 2] + clipped[q + 2]);
            nr += (clipped[p + 2] - clipped[q + 2]) * (clipped[p] + clipped[q]);
            nu += (clipped[p] - clipped[q]) * (clipped[p + 1] + clipped[q + 1]);
        }
        double k = nf * clipped[0] + nr * clipped[1] + nu * clipped[2];
        if (Math.abs(k) < 1e-9) return; // seen from its edge
        double highest = Double.POSITIVE_INFINITY;
        double lowest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            double scale = focal / clipped[3 * i];
            column[i] = width / 2.0 + scale * clipped[3 * i + 1];
            line[i] = height / 2.0 - scale * clipped[3 * i + 2];
            highest = Math.min(highest, line[i]);
            lowest = Math.max(lowest, line[i]);
        }
        int first = Math.max(0, (int) Math.ceil(highest - 0.5));
        int end = Math.min(height, (int) Math.ceil(lowest - 0.5));
        if (first >= end) return;
        spans(n, first, end);
        top = Math.min(top, first);
        bottom = Math.max(bottom, end);
        double alongRow = nr / k / focal;
        for (int row = first; row < end; row++) {
            int left = Math.max(0, (int) Math.ceil(from[row] - 0.5));
            int right = Math.min(width, (int) Math.ceil(to[row] - 0.5));
            double b = (row + 0.5 - height / 2.0) / focal;
            double near = (nf - nu * b) / k + alongRow * (left + 0.5 - width / 2.0);
            for (int at = row * width + left; at < row * width + right; at++, near += alongRow) {
                if (near <= nearness[at]) continue;
                nearness[at] = (float) near;
                colour[at] = paint;
                label[at] = mark;
            }
        }
    }

    /** Keeps what lies before the plane at {@link #NEAREST}; returns the number of corners. */
    private int clip(double[] points, int corners) {
        int n = 0;
        for (int i = 0; i < corners; i++) {
            int p = 3 * i;
            int q = 3 * ((i + 1) % corners);
            boolean here = points[p] >= NEAREST;
            if (here) {
                System.arraycopy(points, p, clipped, 3 * n, 3);
                n++;
            }
            if (here != points[q] >= NEAREST) {
                double share = (NEAREST - points[p]) / (points[q] - points[p]);
                for (int c = 0; c < 3; c++)
                    clipped[3 * n + c] = points[p + c] + share * (points[q + c] - points[p + c]);
                n++;
            }
        }
        return n;
    }

    /** Where the polygon begins and ends in each row of sample centres. */
    private void spans(int n, int first, int end) {
        Arrays.fill(from, first, end, Double.POSITIVE_INFINITY);
        Arrays.fill(to, first, end, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < n; i++) {
            int next = (i + 1) % n;
            int p = line[i] <= line[next] ? i : next; // the upper end
            int q = p == i ? next : i;
            int row = Math.max(first, (int) Math.ceil(line[p] - 0.5));
            int edgeEnd = Math.min(end, (int) Math.ceil(line[q] - 0.5));
            if (row >= edgeEnd) continue;
            double slope = (column[q] - column[p]) / (line[q] - line[p]);
            for (; row < edgeEnd; row++) {
                double at = column[p] + slope * (row + 0.5 - line[p]);
                if (at < from[row]) from[row] = at;
                if (at > to[row]) to[row] = at;
            }
        }
    }
}
