package digr.env.carla;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
