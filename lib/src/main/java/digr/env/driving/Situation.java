package digr.env.driving;

import java.util.List;
import java.util.stream.IntStream;

/** What a driver meets. Distances are along the road, from middle to middle; none may hold. */
public enum Situation {
    /** Straight on for 60 m, and no car on them. */
    FREE_ROAD,
    /** One car within 20 m ahead, straight ahead by a quarter of a lane. */
    CAR_AHEAD,
    /** One car within 20 m ahead or 4 m behind, in the next lane and at most 8 m ahead. */
    CAR_BESIDE,
    /** Two cars or more within 20 m ahead or 4 m behind, one of them straight ahead by half a lane. */
    TWO_CARS,
    /** Less than 0.8 m from the car's side to the road's edge, and no car within 40 m ahead. */
    ROAD_EDGE,
    /** A bend, with a radius of at most 300 m on all of the next 80 m, and no car on their first half. */
    BEND;

    private static final double SHARP = 300; // m
    private static final double NEAR = 20;
    private static final double BACK = -4; // a car there is still in the picture
    private static final double AT_THE_EDGE = 0.8;

    boolean holds(Vehicle own, List<Car> cars, Road road, Lanes lanes) {
        int near = count(own, cars, BACK, NEAR, 0, 1.5, lanes);
        return switch (this) {
            case FREE_ROAD -> straight(own.x, 60, road) && isFree(own, cars, 60, lanes);
            case CAR_AHEAD -> near == 1 && count(own, cars, 0, NEAR, 0, 0.25, lanes) == 1;
            case CAR_BESIDE -> near == 1 && count(own, cars, BACK, 8, 0.5, 1.5, lanes) == 1;
            case TWO_CARS -> near >= 2 && count(own, cars, 0, NEAR, 0, 0.5, lanes) >= 1;
            case ROAD_EDGE -> toEdge(own, lanes) < AT_THE_EDGE && isFree(own, cars, 40, lanes);
            case BEND -> bends(own.x, 80, road) && isFree(own, cars, 40, lanes);
        };
    }

    private static boolean straight(double from, int metres, Road road) {
        return IntStream.rangeClosed(0, metres).allMatch(i -> road.curvature[road.metre(from + i)] == 0);
    }

    private static boolean bends(double from, int metres, Road road) {
        return IntStream.rangeClosed(0, metres)
                .allMatch(i -> Math.abs(road.curvature[road.metre(from + i)]) >= 1 / SHARP);
    }

    private static double toEdge(Vehicle own, Lanes lanes) {
        return Math.min(own.y - lanes.leftEdge(), lanes.rightEdge() - own.y) - Vehicle.WIDTH / 2;
    }

    private static boolean isFree(Vehicle own, List<Car> cars, double metres, Lanes lanes) {
        return count(own, cars, BACK, metres, 0, lanes.count(), lanes) == 0;
    }

    /** How many cars are more than {@code from} and at most {@code to} metres ahead, and so many lanes aside. */
    private static int count(
            Vehicle own, List<Car> cars, double from, double to, double aside, double before, Lanes lanes) {
        int count = 0;
        for (Car car : cars) {
            double ahead = car.vehicle().x - own.x;
            double across = Math.abs(car.vehicle().y - own.y) / lanes.width();
            if (ahead > from && ahead <= to && across >= aside && across < before) count++;
        }
        return count;
    }
}
