package digr.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PowerLawTest {
    @Test
    void findsTheLawThatMadeThePoints() {
        PowerLaw law = PowerLaw.of(new double[] {1, 2, 4, 8}, new double[] {3, 12, 48, 192});
        assertEquals(2, law.exponent(), 1e-12);
        assertEquals(3, law.factor(), 1e-12);
        assertEquals(3 * 100, law.at(10), 1e-9);
    }

    /** Logarithms to base 2: x 0, 1, 2; y 0, 2, 1. The slope is (-1·-1 + 0 + 1·0) / 2. */
    @Test
    void isTheLeastSquaresOfTheLogarithms() {
        PowerLaw law = PowerLaw.of(new double[] {1, 2, 4}, new double[] {1, 4, 2});
        assertEquals(0.5, law.exponent(), 1e-12);
        assertEquals(Math.sqrt(2), law.factor(), 1e-12); // 2 to the power of 1 - 0.5 · 1
    }

    @Test
    void refusesWhatHasNoLogarithmOrNoSlope() {
        double[] two = {1, 2};
        assertThrows(IllegalArgumentException.class, () -> PowerLaw.of(two, new double[] {0, 1}));
        assertThrows(IllegalArgumentException.class, () -> PowerLaw.of(two, new double[] {1}));
        assertThrows(IllegalArgumentException.class, () -> PowerLaw.of(new double[] {2, 2}, two));
    }
}
