package digr.env.driving;

/**
 * A camera at its place: from points of the world to points before the camera {forward, right, up}, and to the picture.
 *
 * @param position of the camera
 * @param axes forward, right and up, in the world
 */
record View(Camera camera, double[] position, double[][] axes) {

    /** Writes the point's camera coordinates at {@code to[at]} and the next two. */
    void see(double x, double y, double z, double[] to, int at) {
        double dx = x - position[0];
        double dy = y - position[1];
        double dz = z - position[2];
        for (int k = 0; k < 3; k++) to[at + k] = axes[k][0] * dx + axes[k][1] * dy + axes[k][2] * dz;
    }

    /**
     * Where a point before the camera is in the picture, {column, row}, pixel centres at +½:
     *
     * <pre>  u = w/2 + f · right / forward,   v = h/2 − f · up / forward  </pre>
     *
     * @param forward above 0
     */
    double[] project(double forward, double right, double up) {
        double scale = camera.focal() / forward;
        return new double[] {camera.width() / 2.0 + scale * right, camera.height() / 2.0 - scale * up};
    }

    /** The row of the picture, from its upper edge, in which the horizon lies; the camera does not roll. */
    double horizon() {
        double level = Math.hypot(axes[0][0], axes[0][1]);
        return camera.height() / 2.0 + camera.focal() * axes[0][2] / level;
    }

    /** The first row of pixels whose middles see the ground, a tenth of a pixel below the horizon or more. */
    int firstGroundRow() {
        int row = (int) Math.ceil(horizon() + 0.1 - 0.5);
        return Math.max(0, Math.min(camera.height(), row));
    }
}
