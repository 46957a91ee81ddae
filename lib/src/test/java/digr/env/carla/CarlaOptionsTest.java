package digr.env.carla;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import digr.env.driving.HighwayOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarlaOptionsTest {
    private static final CarlaOptions DEFAULTS = CarlaOptions.defaults();

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, 0, -0.033, 1.01, Double.POSITIVE_INFINITY})
    void steeringIsAboveZeroAndUpToOne(double steer) {
        var e = assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withSteer(steer));
        assertEquals("Carla: steer must be above 0, up to 1, got " + steer, e.getMessage());
    }

    @Test
    void drivesAndLearnsAmongAsManyCarsAsOnTheEmbeddedHighway() {
        assertEquals(4, DEFAULTS.cars());
        assertEquals(HighwayOptions.defaults().traffic().cars(), DEFAULTS.cars());
        CarlaOptions training = DEFAULTS.withServer("far:2002").training();
        assertEquals(HighwayOptions.training().traffic().cars(), training.cars());
        assertEquals(0.01, training.rewardScale());
        assertEquals("far:2002", training.server());
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
                new CarlaOptions("far", 2002, Duration.ofSeconds(3), 0.05, 9, 60, 0.5),
                DEFAULTS.withServer("far", 2002)
                        .withTimeout(Duration.ofSeconds(3))
                        .withSteer(0.05)
                        .withCars(9)
                        .withFieldOfView(60)
                        .withRewardScale(0.5));
    }

    @Test
    void whatNoServerCanDoIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withServer(" ", 2000));
        assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withServer("localhost", 0));
        assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withServer("localhost", 59536));
        assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withTimeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withCars(61));
        assertThrows(IllegalArgumentException.class, () -> DEFAULTS.withRewardScale(Double.NaN));
        assertEquals(59535, DEFAULTS.withServer("localhost", 59535).port());
    }
}
