package digr.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColormapTest {
    /** Entries 0, 64, 128, 191 and 255 of the tables in matplotlib 3.9.0. */
    @ParameterizedTest
    @CsvSource({
        "VIRIDIS, 0, 68, 1, 84",
        "VIRIDIS, 64, 59, 82, 139",
        "VIRIDIS, 128, 33, 145, 140",
        "VIRIDIS, 191, 92, 200, 99",
        "VIRIDIS, 255, 253, 231, 37",
        "INFERNO, 0, 0, 0, 4",
        "INFERNO, 64, 87, 16, 110",
        "INFERNO, 128, 188, 55, 84",
        "INFERNO, 191, 249, 140, 10",
        "INFERNO, 255, 252, 255, 164"
    })
    void agreesWithMatplotlibsTables(Colormap map, int entry, int red, int green, int blue) {
        Color colour = map.at(entry / 255.0);
        double largest = map == Colormap.VIRIDIS ? 0.013 : 0.034;
        assertEquals(red, colour.getRed(), 255 * largest + 1);
        assertEquals(green, colour.getGreen(), 255 * largest + 1);
        assertEquals(blue, colour.getBlue(), 255 * largest + 1);
    }

    @ParameterizedTest
    @EnumSource
    void lightnessRisesWithTheValueAndNearlyEvenly(Colormap map) {
        double first = lightness(map.at(0));
        double last = lightness(map.at(1));
        assertTrue(last - first > 75, "from " + first + " to " + last);
        for (int i = 1; i <= 64; i++) {
            double before = lightness(map.at((i - 1) / 64.0));
            double now = lightness(map.at(i / 64.0));
            assertTrue(now > before + 0.3, map + " at " + i + " of 64: " + before + ", then " + now);
            assertEquals(first + (last - first) * i / 64, now, 6);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNotInTheUnitInterval(double value) {
        assertThrows(IllegalArgumentException.class, () -> Colormap.VIRIDIS.at(value));
    }

    @Test
    void lightnessHereIsThatOfCielab() {
        assertEquals(100, lightness(Color.WHITE), 0.01);
        assertEquals(53.59, lightness(new Color(128, 128, 128)), 0.01);
    }

    /** L* of CIELAB under D65. */
    private static double lightness(Color c) {
        double y = 0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue());
        return y > 216 / 24389.0 ? 116 * Math.cbrt(y) - 16 : y * 24389 / 27;
    }

    private static double linear(int level) {
        double v = level / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }
}
