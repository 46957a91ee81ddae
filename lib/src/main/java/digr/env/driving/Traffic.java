package digr.env.driving;

import java.util.List;

/**
 * All vehicles of the road. Every driver keeps to the lane ({@link LaneKeeping}); drivers who follow ({@link Idm}) and
 * change lanes ({@link Mobil}) agree with highway-env 1.12.1 on a straight road.
 *
 * @param vehicles in the order in which they decide; the list is the caller's, modified by {@link #step}
 */
record Traffic(Lanes lanes, Drivers drivers, List<Vehicle> vehicles) {
    private static final double HARDEST = 6; // m/s², accelerating or braking

    /** How far from a lane's centre a vehicle counts as in it, beyond half the width: a car between two is in both. */
    private static final double LANE_MARGIN = 1;

    /**
     * Every driver decides, seeing what those before have decided; then all of them move. Cars without one stand by.
     */
    void step(double dt) {
        for (Vehicle vehicle : vehicles) if (vehicle.driven()) decide(vehicle);
        for (Vehicle vehicle : vehicles) {
            if (!vehicle.driven()) continue;
            vehicle.timer += dt;
            vehicle.move(dt);
        }
    }

    void decide(Vehicle vehicle) {
        int lane = lanes.at(vehicle.y);
        if (drivers == Drivers.CHANGING_LANES) Mobil.chooseLane(vehicle, this);
        vehicle.steering = LaneKeeping.steering(vehicle, lanes.centre(vehicle.targetLane));
        if (drivers == Drivers.STEADY) return;
        double acceleration = Idm.acceleration(vehicle, front(vehicle, lane));
        if (vehicle.targetLane != lane)
            acceleration = Math.min(acceleration, Idm.acceleration(vehicle, front(vehicle, vehicle.targetLane)));
        vehicle.acceleration = Math.max(-HARDEST, Math.min(HARDEST, acceleration));
    }

    /** The nearest vehicle in a lane that is abreast or ahead, or null. */
    Vehicle front(Vehicle of, int lane) {
        Vehicle nearest = null;
        for (Vehicle other : vehicles)
            if (other != of && isIn(other, lane) && other.x >= of.x && (nearest == null || other.x < nearest.x))
                nearest = other;
        return nearest;
    }

    /** The nearest vehicle in a lane that is behind, or null. */
    Vehicle rear(Vehicle of, int lane) {
        Vehicle nearest = null;
        for (Vehicle other : vehicles)
            if (other != of && isIn(other, lane) && other.x < of.x && (nearest == null || other.x > nearest.x))
                nearest = other;
        return nearest;
    }

    private boolean isIn(Vehicle vehicle, int lane) {
        return Math.abs(vehicle.y - lanes.centre(lane)) <= lanes.width() / 2 + LANE_MARGIN;
    }
}
