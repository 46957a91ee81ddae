package digr.env.driving;

import java.util.List;

/** What a driver meets. Distances are along the road, from middle to middle; none may hold. */
public enum Situation {
    /** One car within 20 m ahead, straight ahead by a quarter of a lane. */
    CAR_AHEAD,
    /** One car within 20 m ahead or 4 m behind, in the next lane and at most 8 m ahead. */
    CAR_BESIDE,
    /** Two cars or more within 20 m ahead or 4 m behind, one of them straight ahead by half a lane. */
    TWO_CARS,
    /**
     * Less than 1.5 m from the car's side to the road's edge, as in an outer lane, and in this lane and the
     * next no car within 20 m ahead or 4 m behind.
     */
    ROAD_EDGE;

    private static final double NEAR = 20;
    private static final double BACK = -4; // a car there is still in the picture
    private static final double AT_THE_EDGE = 1.5;

    boolean holds(Vehicle own, List<Car> cars, Lanes lanes) {
        int near = count(own, cars, BACK, NEAR, 0, 1.5, lanes);
        return switch (this) {
            case CAR_AHEAD -> near == 1 && count(own, cars, 0, NEAR, 0, 0.25, lanes) == 1;
            case CAR_BESIDE -> near == 1 && count(own, cars, BACK, 8, 0.5, 1.5, lanes) == 1;
            case TWO_CARS -> near >= 2 && count(own, cars, 0, NEAR, 0, 0.5, lanes) >= 1;
            case ROAD_EDGE -> near == 0 && toEdge(own, lanes) < AT_THE_EDGE;
        };
    }

    private static double toEdge(Vehicle own, Lanes lanes) {
        return Math.min(own.y - lanes.leftEdge(), lanes.rightEdge() - own.y) - Vehicle.WIDTH / 2;
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
