package digr.env.driving;

import digr.env.driving.TrafficOptions.Stretch;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Where the traffic comes from: cars of random looks and wishes, at places that leave a way past them. */
record Entry(TrafficOptions options, Lanes lanes) {
    private static final int TRIES = 1000;
    private static final int TRIES_WITHIN = 50; // then a metre farther each time

    /**
     * A car in any lane, at the speed that its driver wishes for; beyond the stretch where that has no place.
     *
     * @param origin where the stretch is ahead of
     * @param others who need their room
     */
    Car on(Stretch stretch, double origin, List<Vehicle> others, UniformRandomProvider random) {
        double speed = options.slowest() + (options.fastest() - options.slowest()) * random.nextDouble();
        int paint = random.nextInt(CarPainter.PAINTS.length);
        CarMesh body = CarMesh.values()[random.nextInt(CarMesh.values().length)];
        for (int i = 0; i < TRIES; i++) {
            double length = stretch.to() - stretch.from() + Math.max(0, i - TRIES_WITHIN);
            double x = origin + stretch.from() + length * random.nextDouble();
            int lane = random.nextInt(lanes.count());
            double y = lanes.centre(lane);
            if (isFree(x, y, others) && isPassable(x, lane, others))
                return new Car(Vehicle.driven(x, y, 0, speed, speed, lanes), paint, body);
        }
        throw new IllegalStateException(
                "Highway: no room for a car on " + stretch + "; fewer cars or more room are needed");
    }

    private boolean isFree(double x, double y, List<Vehicle> others) {
        for (Vehicle other : others)
            if (Math.abs(other.x - x) < options.gap() && Math.abs(other.y - y) < lanes.width()) return false;
        return true;
    }

    /** Whether a car there leaves enough lanes free on every stretch that holds it; such a stretch begins at a car. */
    private boolean isPassable(double x, int lane, List<Vehicle> others) {
        if (options.freeLanes() == 0) return true;
        if (freeLanes(x, lane, others) < options.freeLanes()) return false;
        for (Vehicle first : others) {
            boolean holdsIt = first.x <= x && first.x >= x - options.freeWithin();
            if (holdsIt && freeLanes(first.x, lane, others) < options.freeLanes()) return false;
        }
        return true;
    }

    /** Of the stretch that begins there. */
    private int freeLanes(double start, int taken, List<Vehicle> others) {
        int lanesTaken = 1 << taken;
        for (Vehicle other : others)
            if (other.driven() && other.x >= start && other.x <= start + options.freeWithin())
                lanesTaken |= 1 << lanes.at(other.y);
        return lanes.count() - Integer.bitCount(lanesTaken);
    }
}
