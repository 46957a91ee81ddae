package digr.env.driving;

/**
 * When to change lanes: MOBIL without politeness, with highway-env's constants. A driver thinks of it once a second,
 * and goes where the new follower need not brake harder than 2 m/s² and {@link Idm} would accelerate by 0.2 m/s² more;
 * right if both sides are fine. A change under way is given up for a car close ahead that is on its way into the same
 * lane.
 *
 * @see <a href="https://doi.org/10.3141/1999-10">Kesting et al. 2007</a>
 */
final class Mobil {
    private static final double PAUSE = 1;
    private static final double GAIN = 0.2;
    private static final double IMPOSED_BRAKING = 2;
    private static final double SLOWEST = 1; // m/s

    private Mobil() {}

    /** Sets the vehicle's target lane and timer. */
    static void chooseLane(Vehicle vehicle, Traffic traffic) {
        int lane = traffic.lanes().at(vehicle.y);
        if (lane != vehicle.targetLane) {
            if (isCutOff(vehicle, traffic)) vehicle.targetLane = lane;
            return;
        }
        if (!(vehicle.timer > PAUSE)) return;
        vehicle.timer = 0;
        for (int side : new int[] {lane - 1, lane + 1})
            if (isReachable(vehicle, side, traffic.lanes()) && isBetter(vehicle, lane, side, traffic))
                vehicle.targetLane = side;
    }

    private static boolean isCutOff(Vehicle vehicle, Traffic traffic) {
        for (Vehicle other : traffic.vehicles()) {
            if (other == vehicle || !other.driven() || other.targetLane != vehicle.targetLane) continue;
            if (traffic.lanes().at(other.y) == vehicle.targetLane) continue;
            double distance = other.x - vehicle.x;
            if (distance > 0 && distance < Idm.desiredGap(vehicle, other)) return true;
        }
        return false;
    }

    private static boolean isReachable(Vehicle vehicle, int side, Lanes lanes) {
        return lanes.has(side)
                && Math.abs(vehicle.y - lanes.centre(side)) <= 2 * lanes.width()
                && Math.abs(vehicle.speed) >= SLOWEST;
    }

    static boolean isBetter(Vehicle vehicle, int lane, int side, Traffic traffic) {
        Vehicle follower = traffic.rear(vehicle, side);
        if (follower != null && Idm.acceleration(follower, vehicle) < -IMPOSED_BRAKING) return false;
        double now = Idm.acceleration(vehicle, traffic.front(vehicle, lane));
        double then = Idm.acceleration(vehicle, traffic.front(vehicle, side));
        return then - now >= GAIN;
    }
}
