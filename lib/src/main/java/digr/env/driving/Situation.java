package digr.env.driving;

import java.util.List;
import java.util.stream.IntStream;

/** What a driver meets. Distances are along the road, from middle to middle; none may hold. */
public enum Situation {
    /** Straight on for 60 m, and no car on them. */
    FREE_ROAD,
    /** A car straight ahead, at most 15 m away and a quarter of a lane aside, and none beside. */
    CAR_AHEAD,
    /** A car in the next lane, at most 8 m ahead: the camera does not see those that are abreast. */
    CAR_BESIDE,
    /** A bend, with a radius of at most 300 m on all of the next 80 m, and no car on their first half. */
    BEND;

    private static final double SHARP = 300; // m

    boolean holds(Vehicle own, List<Car> cars, Road road, Lanes lanes) {
        return switch (this) {
            case FREE_ROAD -> straight(own.x, 60, road) && !anyAhead(own, cars, 60, 0, lanes.count(), lanes);
            case CAR_AHEAD -> anyAhead(own, cars, 15, 0, 0.25, lanes) && !beside(own, cars, lanes);
            case CAR_BESIDE -> beside(own, cars, lanes);
            case BEND -> bends(own.x, 80, road) && !anyAhead(own, cars, 40, 0, lanes.count(), lanes);
        };
    }

    private static boolean straight(double from, int metres, Road road) {
        return IntStream.rangeClosed(0, metres).allMatch(i -> road.curvature[road.metre(from + i)] == 0);
    }

    private static boolean bends(double from, int metres, Road road) {
        return IntStream.rangeClosed(0, metres)
                .allMatch(i -> Math.abs(road.curvature[road.metre(from + i)]) >= 1 / SHARP);
    }

    private static boolean beside(Vehicle own, List<Car> cars, Lanes lanes) {
        return anyAhead(own, cars, 8, 0.5, 1.5, lanes);
    }

    /** Whether a car is at most so many metres ahead, and from {@code from} to {@code to} lanes aside. */
    private static boolean anyAhead(Vehicle own, List<Car> cars, double metres, double from, double to, Lanes lanes) {
        for (Car car : cars) {
            double ahead = car.vehicle().x - own.x;
            double aside = Math.abs(car.vehicle().y - own.y) / lanes.width();
            if (ahead > 0 && ahead <= metres && aside >= from && aside < to) return true;
        }
        return false;
    }
}
