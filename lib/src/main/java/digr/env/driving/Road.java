package digr.env.driving;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Where the road lies: its middle line as arcs of one metre, each of its own curvature, and the way between road
 * coordinates (x along the middle line, y as {@link Lanes} has it, heading from the road's) and the plane.
 */
final class Road {
    private static final double RAMP = 30; // metres over which a bend's curvature grows and fades
    private static final double BEND_FROM = 80;
    private static final double BEND_TO = 160;
    private static final double STRAIGHT_FROM = 80;
    private static final double STRAIGHT_TO = 200;

    /** By metre of the middle line: where it begins, its heading there, and its curvature, positive to the right. */
    final double[] x;

    final double[] y;
    final double[] cos;
    final double[] sin;
    final double[] curvature;
    final double middle;
    private final double[] heading;

    /** @param curvature of each metre, 1/m */
    Road(double[] curvature, Lanes lanes) {
        this.curvature = curvature;
        middle = lanes.middle();
        int n = curvature.length;
        x = new double[n];
        y = new double[n];
        heading = new double[n];
        cos = new double[n];
        sin = new double[n];
        for (int i = 0; i < n; i++) {
            if (i > 0) {
                double[] start = point(i - 1, 1, 0);
                x[i] = start[0];
                y[i] = start[1];
                heading[i] = heading[i - 1] + curvature[i - 1];
            }
            cos[i] = Math.cos(heading[i]);
            sin[i] = Math.sin(heading[i]);
        }
    }

    /**
     * Straights and bends in turn, a little more of the former; bends to both sides, their curvatures evenly between
     * the two radii'.
     *
     * @param sharpest radius of a bend; infinity, as the widest, for a straight road
     */
    static Road random(UniformRandomProvider random, int metres, double sharpest, double widest, Lanes lanes) {
        double[] curvature = new double[metres];
        double at = 0;
        while (at < metres) {
            at += random.nextDouble(STRAIGHT_FROM, STRAIGHT_TO);
            double length = random.nextDouble(BEND_FROM, BEND_TO);
            double peak = 1 / widest + (1 / sharpest - 1 / widest) * random.nextDouble();
            if (random.nextBoolean()) peak = -peak;
            for (int i = (int) at; i < Math.min(metres, at + length); i++) {
                double inside = Math.min(i - at, at + length - i) / RAMP;
                curvature[i] = peak * Math.max(0, Math.min(1, inside));
            }
            at += length;
        }
        return new Road(curvature, lanes);
    }

    /** The metre in which x lies; the first and the last reach on for ever. */
    int metre(double x) {
        return Math.max(0, Math.min(curvature.length - 1, (int) Math.floor(x)));
    }

    double heading(double x) {
        int i = metre(x);
        return heading[i] + curvature[i] * (x - i);
    }

    /** Where road coordinates are in the plane, {x, y}. */
    double[] point(double x, double y) {
        int i = metre(x);
        return point(i, x - i, y - middle);
    }

    private double[] point(int i, double along, double across) {
        double turn = curvature[i] * along;
        double chord = turn == 0 ? along : 2 * Math.sin(turn / 2) / curvature[i];
        double direction = heading[i] + turn / 2;
        double end = heading[i] + turn;
        return new double[] {
            x[i] + chord * Math.cos(direction) - across * Math.sin(end),
            y[i] + chord * Math.sin(direction) + across * Math.cos(end)
        };
    }

    /**
     * The road coordinates {x, y} of a point of the plane, by Newton's steps along the road.
     *
     * @param near a road x not far from it
     */
    double[] locate(double px, double py, double near) {
        double s = near;
        double across = 0;
        for (int k = 0; k < 20; k++) {
            double[] foot = point(s, middle);
            double direction = heading(s);
            double dx = px - foot[0];
            double dy = py - foot[1];
            double along = dx * Math.cos(direction) + dy * Math.sin(direction);
            across = dy * Math.cos(direction) - dx * Math.sin(direction);
            double step = along / Math.max(0.2, 1 - curvature[metre(s)] * across);
            s += step;
            if (Math.abs(step) < 1e-10) break;
        }
        return new double[] {s, across + middle};
    }
}
