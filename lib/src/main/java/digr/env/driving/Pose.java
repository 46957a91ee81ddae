package digr.env.driving;

/**
 * A place and a direction in space, in CARLA's axes and conventions.
 *
 * @param pitch degrees, nose up
 * @param yaw degrees, to the right
 * @param roll degrees
 */
record Pose(double x, double y, double z, double pitch, double yaw, double roll) {

    /** The axes forward, right and up, each in the surrounding frame: {@code axes()[axis][coordinate]}. */
    double[][] axes() {
        double cp = Math.cos(Math.toRadians(pitch));
        double sp = Math.sin(Math.toRadians(pitch));
        double cy = Math.cos(Math.toRadians(yaw));
        double sy = Math.sin(Math.toRadians(yaw));
        double cr = Math.cos(Math.toRadians(roll));
        double sr = Math.sin(Math.toRadians(roll));
        return new double[][] {
            {cp * cy, cp * sy, sp},
            {cy * sp * sr - sy * cr, sy * sp * sr + cy * cr, -cp * sr},
            {-cy * sp * cr - sy * sr, -sy * sp * cr + cy * sr, cp * cr}
        };
    }
}
