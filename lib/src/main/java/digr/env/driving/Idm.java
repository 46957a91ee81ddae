package digr.env.driving;

/**
 * The intelligent driver model of car following, with highway-env's constants:
 *
 * <pre>  a = 3 (1 − (v / v*)⁴ − (g / d)²),   g = 10 + 1.5 v + v Δv / (2 √15)  </pre>
 *
 * d is the distance from centre to centre, Δv the approaching speed along the follower's heading. g may be negative.
 *
 * @see <a href="https://arxiv.org/abs/cond-mat/0002177">Treiber et al. 2000</a>
 * @see <a href="https://github.com/Farama-Foundation/HighwayEnv">highway-env 1.12.1</a>
 */
final class Idm {
    private static final double ACCELERATION = 3;
    private static final double BRAKING = 5;
    private static final double DISTANCE = 5 + 5; // and a car's length
    private static final double TIME = 1.5;

    private Idm() {}

    /** @param front null on a free road */
    static double acceleration(Vehicle vehicle, Vehicle front) {
        double wanted = notZero(Math.max(0, Math.min(Lanes.SPEED_LIMIT, vehicle.targetSpeed)));
        double free = Math.pow(Math.max(vehicle.speed, 0) / Math.abs(wanted), 4);
        if (front == null) return ACCELERATION * (1 - free);
        double closeness = desiredGap(vehicle, front) / notZero(front.x - vehicle.x);
        return ACCELERATION * (1 - free) - ACCELERATION * closeness * closeness;
    }

    /** g. */
    static double desiredGap(Vehicle vehicle, Vehicle front) {
        double along = vehicle.speed - front.speed * Math.cos(front.heading - vehicle.heading);
        return DISTANCE + vehicle.speed * TIME + vehicle.speed * along / (2 * Math.sqrt(ACCELERATION * BRAKING));
    }

    /** A number to divide by. */
    static double notZero(double value) {
        if (Math.abs(value) > 0.01) return value;
        return value >= 0 ? 0.01 : -0.01;
    }
}
