package digr.env.driving;

/**
 * Steers towards the centre of a lane: the offset asks for a heading, the heading for a turning rate, that for an angle
 * of the front wheels. highway-env's cascade, e = y − centre:
 *
 * <pre>
 *  h = clip(asin(clip(−(e / 0.6) / v, ±1)), ±π/4)
 *  σ = asin(clip(2.5 · 5 (h − ψ) / v, ±1)),   δ = clip(atan(2 tan σ), ±π/3)
 * </pre>
 */
final class LaneKeeping {
    private static final double TO_CENTRE = 1 / 0.6;
    private static final double TO_HEADING = 5;

    private LaneKeeping() {}

    /** The front wheels' angle. */
    static double steering(Vehicle vehicle, double centre) {
        double speed = Idm.notZero(vehicle.speed);
        double heading = Math.asin(clip(-TO_CENTRE * (vehicle.y - centre) / speed, 1));
        double turn = TO_HEADING * wrap(clip(heading, Math.PI / 4) - vehicle.heading);
        double slip = Math.asin(clip(Vehicle.LENGTH / 2 * turn / speed, 1));
        return clip(Math.atan(2 * Math.tan(slip)), Math.PI / 3);
    }

    private static double clip(double value, double size) {
        return Math.max(-size, Math.min(size, value));
    }

    /** To [−π, π). */
    private static double wrap(double angle) {
        double turns = (angle + Math.PI) / (2 * Math.PI);
        return (turns - Math.floor(turns)) * 2 * Math.PI - Math.PI;
    }
}
