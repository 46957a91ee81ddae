package digr.env.carla;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.env.driving.Crash;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The lane assistant of the bridge, and the room beside the car that it measures. The stand-in's road has four lanes of
 * 3.5 m, its cars are 2 m wide and 5 m long; a quarter of the throttle makes up for its friction at 20 m/s.
 */
class AssistantTest {
    private static Session session(int cars, double radius) {
        Session session = new Session(
                Standin.options().withTask(t -> t.withCars(cars)),
                Standin.launch(Map.of("STANDIN_RADIUS", String.valueOf(radius))));
        session.hello();
        session.open();
        return session;
    }

    private static Session.Picture drive(Session session, double drift, int ticks) {
        Session.Picture last = null;
        for (int i = 0; i < ticks; i++) last = session.step(drift, 0.25, 0, 4);
        return last;
    }

    /** 150 m; without the assistant the car would be 50 m aside. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 190, -190})
    void withoutADriftTheCarKeepsToItsLaneInBends(double radius) {
        try (Session session = session(0, radius)) {
            double free = session.reset(1, 4).free();
            Session.Picture last = drive(session, 0, 150);
            assertEquals(free, last.free(), 0.03);
            assertEquals(20, last.speed(), 0.01);
            assertEquals(Crash.NONE, last.crash());
        }
    }

    /** A fifth of a second after it began. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 190, -190})
    void aDriftCrossesTheRoadAtItsSpeed(double radius) {
        try (Session session = session(0, radius)) {
            session.reset(1, 4);
            double before = drive(session, 3, 20).free();
            double after = drive(session, 3, 1).free();
            assertEquals(3 * 0.05, Math.abs(after - before), 0.003);
        }
    }

    /** Between two lanes, too, the car is on the road; its right wheels leave it a metre before its middle does. */
    @Test
    void theRoadEndsAtTheOuterLanes() {
        try (Session session = session(0, 0)) {
            session.reset(1, 4);
            double free = Double.NaN;
            int ticks = 0;
            for (Crash crash = Crash.NONE; crash == Crash.NONE; ticks++) {
                Session.Picture picture = drive(session, 3, 1);
                crash = picture.crash();
                free = picture.free();
            }
            assertEquals(0, free, 0.55, "after " + ticks); // a corner is 2.5 · 0.15 m farther out
        }
    }

    /** An outer lane's edge is 0.75 m away, an inner one's 4.25, a car in the next lane 1.5; a car that is met −2. */
    @Test
    void theRoomBesideTheCarEndsAtEdgesAndAtCarsAbreast() {
        Set<Double> seen = new TreeSet<>();
        try (Session session = session(12, 0)) {
            for (int seed = 0; seed < 4; seed++) {
                seen.add(round(session.reset(seed, 4).free()));
                for (int i = 0; i < 250; i++)
                    seen.add(round(drive(session, 0, 1).free()));
            }
        }
        assertTrue(Set.of(-2.0, 0.75, 1.5, 4.25).containsAll(seen), seen.toString());
        assertTrue(seen.contains(1.5), seen.toString());
    }

    private static double round(double metres) {
        return Math.round(metres * 1e4) / 1e4;
    }
}
