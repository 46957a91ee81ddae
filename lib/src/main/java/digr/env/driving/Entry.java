package digr.env.driving;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Where the traffic comes from: cars of random looks and wishes, at places that are free. */
record Entry(HighwayOptions options, Lanes lanes) {
    private static final double GAP = 18; // to the next car of the same lane
    private static final int TRIES = 1000;

    /**
     * A car somewhere between the two, in any lane, at the speed that its driver wishes for.
     *
     * @param others who need their room
     */
    Car between(double from, double to, List<Vehicle> others, UniformRandomProvider random) {
        double speed = options.slowestCar() + (options.fastestCar() - options.slowestCar()) * random.nextDouble();
        int paint = random.nextInt(CarPainter.PAINTS.length);
        CarMesh body = CarMesh.values()[random.nextInt(CarMesh.values().length)];
        for (int i = 0; i < TRIES; i++) {
            double x = from + (to - from) * random.nextDouble();
            double y = lanes.centre(random.nextInt(lanes.count()));
            if (isFree(x, y, others)) return new Car(Vehicle.driven(x, y, 0, speed, speed, lanes), paint, body);
        }
        throw new IllegalStateException("Highway: no room for a car between " + from + " and " + to + " m");
    }

    private boolean isFree(double x, double y, List<Vehicle> others) {
        for (Vehicle other : others)
            if (Math.abs(other.x - x) < GAP && Math.abs(other.y - y) < lanes.width()) return false;
        return true;
    }
}
