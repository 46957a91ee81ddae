package digr.env.driving;

/**
 * A pinhole camera on a vehicle: square pixels, the axis through the middle of the picture.
 *
 * @param width in pixels
 * @param height in pixels
 * @param fieldOfView across, in degrees
 * @param mount where it sits, from the vehicle's middle on the ground
 */
record Camera(int width, int height, double fieldOfView, Pose mount) {

    /** The distance of picture and pinhole in pixels. */
    double focal() {
        return width / (2 * Math.tan(Math.toRadians(fieldOfView) / 2));
    }

    /** What it sees from a vehicle there. */
    View on(Pose vehicle) {
        double[][] body = vehicle.axes();
        double[][] own = mount.axes();
        double[][] axes = new double[3][3];
        double[] position = {vehicle.x(), vehicle.y(), vehicle.z()};
        double[] place = {mount.x(), mount.y(), mount.z()};
        for (int c = 0; c < 3; c++)
            for (int k = 0; k < 3; k++) {
                position[c] += body[k][c] * place[k];
                for (int axis = 0; axis < 3; axis++) axes[axis][c] += body[k][c] * own[axis][k];
            }
        return new View(this, position, axes);
    }
}
