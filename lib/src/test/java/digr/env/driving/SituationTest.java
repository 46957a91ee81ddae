package digr.env.driving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SituationTest {
    private static final Lanes LANES = new Lanes(4, 3.5);
    private static final double AT = 100;

    @Test
    void carsAreAheadOrBesideByLaneAndDistance() {
        assertEquals(Set.of(Situation.CAR_AHEAD), on(car(20, 3.5)));
        assertEquals(Set.of(), on(car(20.1, 3.5)));
        assertEquals(Set.of(Situation.CAR_AHEAD), on(car(15, 3.5 + 0.8)));
        assertEquals(Set.of(), on(car(15, 3.5 + 0.9))); // a quarter of a lane is .875 m
        assertEquals(Set.of(Situation.CAR_BESIDE), on(car(8, 0)));
        assertEquals(Set.of(Situation.CAR_BESIDE), on(car(-3.9, 7)));
        assertEquals(Set.of(), on(car(8.1, 7)));
        assertEquals(Set.of(), on(car(8, 10.5))); // two lanes aside
    }

    @Test
    void twoCarsAreTwoNearOnesOfWhichOneIsAhead() {
        assertEquals(Set.of(Situation.TWO_CARS), on(car(15, 3.5), car(5, 7)));
        assertEquals(Set.of(), on(car(15, 0), car(5, 7)));
        assertEquals(Set.of(Situation.CAR_AHEAD), on(car(15, 3.5), car(30, 7)));
    }

    @Test
    void theRoadsEdgeIsNearWithin150Centimetres() {
        Vehicle own = new Vehicle(AT, -1.75 + 1 + 1.49, 0, 20, 20);
        assertTrue(Situation.ROAD_EDGE.holds(own, List.of(), LANES));
        assertTrue(Situation.ROAD_EDGE.holds(own, List.of(car(20.1, 0)), LANES));
        assertFalse(Situation.ROAD_EDGE.holds(own, List.of(car(20, 3.5)), LANES));
        assertTrue(Situation.ROAD_EDGE.holds(own, List.of(car(10, 7)), LANES)); // two lanes aside
        own.y += 0.02;
        assertFalse(Situation.ROAD_EDGE.holds(own, List.of(), LANES));
    }

    private static Car car(double ahead, double y) {
        return new Car(new Vehicle(AT + ahead, y, 0, 15, 15), 0, CarMesh.values()[0]);
    }

    /** What holds for a car in the second lane from the left. */
    private static Set<Situation> on(Car... cars) {
        Vehicle own = new Vehicle(AT, 3.5, 0, 20, 20);
        Set<Situation> holds = EnumSet.noneOf(Situation.class);
        for (Situation situation : Situation.values())
            if (situation.holds(own, List.of(cars), LANES)) holds.add(situation);
        return holds;
    }
}
