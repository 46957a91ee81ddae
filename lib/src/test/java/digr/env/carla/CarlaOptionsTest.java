package digr.env.carla;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import digr.env.driving.HighwayOptions;
import digr.env.driving.Light;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarlaOptionsTest {
    private static final CarlaOptions DEFAULTS = CarlaOptions.defaults();

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, 0, 0.99, -70, 90.1, Double.POSITIVE_INFINITY})
    void theLockIsOneToNinetyDegrees(double lock) {
        var e = assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withLock(lock));
        assertEquals("Carla: the lock must be 1 to 90 degrees, got " + lock, e.getMessage());
    }

    @Test
    void theTaskIsTheEmbeddedHighwaysToLearnAndToBeJudged() {
        assertEquals(HighwayOptions.defaults(), DEFAULTS.task());
        CarlaOptions training = DEFAULTS.withServer("far:2002").withLock(55).training();
        assertEquals(HighwayOptions.training(), training.task());
        assertEquals(4, training.task().hold());
        assertEquals(0.01, training.task().reward().scale());
        assertEquals("far:2002", training.server());
        assertEquals(55, training.lock());
    }

    @Test
    void roadAndLightAreTheTowns() {
        var road = assertThrows(
                IllegalArgumentException.class, () -> DEFAULTS.withTask(t -> t.withRoad(r -> r.withLanes(3))));
        assertEquals(
                "Carla: the road is Town04's and cannot be chosen, got RoadOptions[lanes=3, laneWidth=3.5,"
                        + " sharpestRadius=250.0, widestRadius=600.0]; leave it as it is",
                road.getMessage());
        var light = assertThrows(
                IllegalArgumentException.class,
                () -> DEFAULTS.withTask(t -> t.withCamera(c -> c.withLight(Light.DUSK))));
        assertEquals("Carla: it is day there, got DUSK", light.getMessage());
    }

    @Test
    void aServerIsNamedByHostAndPort() {
        assertEquals(DEFAULTS.withServer("10.0.0.5", 2004), DEFAULTS.withServer("10.0.0.5:2004"));
        for (String server : new String[] {"", "localhost", "localhost:", ":2000", "localhost:x", "a:b:2", "a b:2"}) {
            var e = assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withServer(server));
            assertEquals("Carla: a server is HOST:PORT, as in 127.0.0.1:2000, got '" + server + "'", e.getMessage());
        }
        var e = assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withServer("localhost:60000"));
        assertEquals("Carla: port must be 1 to 59535, got 60000", e.getMessage());
    }

    @Test
    void eachOptionIsSetByItselfAndKeepsTheOthers() {
        assertEquals(
                new CarlaOptions(
                        "far",
                        2002,
                        Duration.ofSeconds(3),
                        50,
                        HighwayOptions.defaults().withHold(2).withCars(9)),
                DEFAULTS.withServer("far", 2002)
                        .withTimeout(Duration.ofSeconds(3))
                        .withLock(50)
                        .withTask(t -> t.withHold(2))
                        .withTask(t -> t.withCars(9)));
    }

    @Test
    void whatNoServerCanDoIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withServer(" ", 2000));
        assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withServer("localhost", 0));
        assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withServer("localhost", 59536));
        assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withTimeout(Duration.ZERO));
        assertEquals(59535, DEFAULTS.withServer("localhost", 59535).port());
    }
}
