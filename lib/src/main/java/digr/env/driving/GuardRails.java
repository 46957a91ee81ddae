package digr.env.driving;

/** Paints a guard rail along both sides of the road: a bent beam on posts. */
final class GuardRails {
    private static final int BEAM = 0xb4b8bc;
    private static final int GROOVE = 0x83878c;
    private static final int POST = 0x5c5e60;
    private static final double FROM_EDGE = 1.2;
    private static final double PANEL = 4; // metres from post to post
    private static final double AHEAD = 140;
    private static final double POSTS_AHEAD = 60;

    private GuardRails() {}

    /** @param x the camera's place along the road */
    static void paint(double x, Road road, Lanes lanes, Light light, View view, Samples samples, byte label) {
        double first = Math.floor(x / PANEL) * PANEL;
        for (int side = -1; side <= 1; side += 2) {
            double y = side < 0 ? lanes.leftEdge() - FROM_EDGE : lanes.rightEdge() + FROM_EDGE;
            double[] near = new double[6 * LEVELS.length];
            double[] far = new double[6 * LEVELS.length];
            see(road, view, first, y, near);
            for (double at = first; at < x + AHEAD; at += PANEL) {
                see(road, view, at + PANEL, y, far);
                panel(near, far, light, samples, label);
                if (at < x + POSTS_AHEAD) post(road, view, at, y, light, samples, label);
                double[] swap = near;
                near = far;
                far = swap;
            }
        }
    }

    /** Heights of the beam's folds. */
    private static final double[] LEVELS = {0.42, 0.53, 0.62, 0.75};

    private static final int[] COLOURS = {BEAM, GROOVE, BEAM};

    private static void see(Road road, View view, double x, double y, double[] points) {
        double[] ground = road.point(x, y);
        for (int i = 0; i < LEVELS.length; i++) view.see(ground[0], ground[1], LEVELS[i], points, 3 * i);
    }

    private static void panel(double[] near, double[] far, Light light, Samples samples, byte label) {
        double brightness = light.on(0, 0, 0.8) + light.beam(near[0], near[1]);
        double[] quad = new double[12];
        for (int i = 0; i < COLOURS.length; i++) {
            System.arraycopy(near, 3 * i, quad, 0, 6);
            System.arraycopy(far, 3 * i + 3, quad, 6, 3);
            System.arraycopy(far, 3 * i, quad, 9, 3);
            samples.paint(quad, 4, light.seen(COLOURS[i], brightness, Math.max(0, near[0])), label);
        }
    }

    private static void post(Road road, View view, double x, double y, Light light, Samples samples, byte label) {
        double[] a = road.point(x, y);
        double[] b = road.point(x + 0.14, y);
        double[] quad = new double[12];
        view.see(a[0], a[1], 0, quad, 0);
        view.see(b[0], b[1], 0, quad, 3);
        view.see(b[0], b[1], 0.78, quad, 6);
        view.see(a[0], a[1], 0.78, quad, 9);
        double brightness = light.on(0, 0, 0.5) + light.beam(quad[0], quad[1]);
        samples.paint(quad, 4, light.seen(POST, brightness, Math.max(0, quad[0])), label);
    }
}
