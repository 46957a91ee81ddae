package digr.env.driving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SituationTest {
    private static final Lanes LANES = new Lanes(4, 3.5);
    private static final Road STRAIGHT = new Road(new double[500], LANES);
    private static final double AT = 100;

    @Test
    void carsAreAheadOrBesideByLaneAndDistance() {
        assertEquals(Set.of(Situation.CAR_AHEAD), on(STRAIGHT, car(20, 3.5)));
        assertEquals(Set.of(), on(STRAIGHT, car(20.1, 3.5)));
        assertEquals(Set.of(Situation.CAR_AHEAD), on(STRAIGHT, car(15, 3.5 + 0.8)));
        assertEquals(Set.of(), on(STRAIGHT, car(15, 3.5 + 0.9))); // a quarter of a lane is .875 m
        assertEquals(Set.of(Situation.CAR_BESIDE), on(STRAIGHT, car(8, 0)));
        assertEquals(Set.of(Situation.CAR_BESIDE), on(STRAIGHT, car(-3.9, 7)));
        assertEquals(Set.of(), on(STRAIGHT, car(8.1, 7)));
        assertEquals(Set.of(), on(STRAIGHT, car(8, 10.5))); // two lanes aside
    }

    @Test
    void twoCarsAreTwoNearOnesOfWhichOneIsAhead() {
        assertEquals(Set.of(Situation.TWO_CARS), on(STRAIGHT, car(15, 3.5), car(5, 7)));
        assertEquals(Set.of(), on(STRAIGHT, car(15, 0), car(5, 7)));
        assertEquals(Set.of(Situation.CAR_AHEAD), on(STRAIGHT, car(15, 3.5), car(30, 7)));
    }

    @Test
    void theRoadsEdgeIsNearBy80Centimetres() {
        Vehicle own = new Vehicle(AT, -1.75 + 1 + 0.79, 0, 20, 20);
        assertTrue(Situation.ROAD_EDGE.holds(own, List.of(), STRAIGHT, LANES));
        assertTrue(Situation.ROAD_EDGE.holds(own, List.of(car(40.1, 0)), STRAIGHT, LANES));
        assertFalse(Situation.ROAD_EDGE.holds(own, List.of(car(40, 0)), STRAIGHT, LANES));
        own.y += 0.02;
        assertFalse(Situation.ROAD_EDGE.holds(own, List.of(), STRAIGHT, LANES));
    }

    @Test
    void aRoadIsFreeFor60MetresAndWhateverIsBehind() {
        assertEquals(Set.of(Situation.FREE_ROAD), on(STRAIGHT));
        assertEquals(Set.of(Situation.FREE_ROAD), on(STRAIGHT, car(60.1, 10.5), car(-4, 0)));
        assertEquals(Set.of(), on(STRAIGHT, car(60, 10.5)));
        assertEquals(Set.of(), on(bend(160, 500, 500)));
        assertEquals(Set.of(Situation.FREE_ROAD), on(bend(161, 500, 500)));
    }

    @Test
    void aBendIsSharpOnAllOfThe80MetresThatLieAhead() {
        assertEquals(Set.of(Situation.BEND), on(bend(100, 181, 299)));
        assertEquals(Set.of(), on(bend(100, 180, 299)));
        assertEquals(Set.of(), on(bend(100, 200, 301)));
        assertEquals(Set.of(Situation.BEND), on(bend(100, 200, -280)));
        assertEquals(Set.of(), on(bend(100, 200, 280), car(40, 0)));
    }

    /** Of this radius from one metre to before another. */
    private static Road bend(int from, int to, double radius) {
        double[] curvature = new double[500];
        Arrays.fill(curvature, from, to, 1 / radius);
        return new Road(curvature, LANES);
    }

    private static Car car(double ahead, double y) {
        return new Car(new Vehicle(AT + ahead, y, 0, 15, 15), 0, CarMesh.values()[0]);
    }

    /** What holds for a car in the second lane from the left. */
    private static Set<Situation> on(Road road, Car... cars) {
        Vehicle own = new Vehicle(AT, 3.5, 0, 20, 20);
        Set<Situation> holds = EnumSet.noneOf(Situation.class);
        for (Situation situation : Situation.values())
            if (situation.holds(own, List.of(cars), road, LANES)) holds.add(situation);
        return holds;
    }
}
