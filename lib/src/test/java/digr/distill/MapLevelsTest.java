package digr.distill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class MapLevelsTest {
    @Property(tries = 1000, seed = "1")
    void levelIsTheNumberRoundedUpByLessThanFourPercent(
            @ForAll @DoubleRange(min = -4, max = 0) @Scale(6) double logarithm) {
        float v = (float) Math.pow(10, logarithm);
        byte level = MapLevels.of(new float[] {v})[0];
        float back = MapLevels.value(level);
        assertTrue(level == 0 ? v <= 1e-4f : v <= back && back < 1.0373 * v, v + " came back as " + back);
    }

    @Property(tries = 1000, seed = "2")
    void thresholdsOfTheDecadesDivideExactly(@ForAll @DoubleRange(min = -5, max = 0) @Scale(6) double logarithm) {
        float v = (float) Math.pow(10, logarithm);
        int level = MapLevels.of(new float[] {v})[0] & 255;
        for (double lambda : new double[] {1e-4, 1e-3, 1e-2, 1e-1})
            assertEquals(v <= (float) lambda, level <= MapLevels.at(lambda), v + " at " + lambda);
    }

    @Property(tries = 1000, seed = "3")
    void otherThresholdsAreRoundedDownByLessThanFourPercent(
            @ForAll @DoubleRange(min = 1e-4, max = 0.999) @Scale(6) double lambda) {
        int last = MapLevels.at(lambda);
        float top = last == 0 ? 1e-4f : MapLevels.value((byte) last);
        assertTrue(top <= (float) lambda && lambda < 1.0373 * top, lambda + " became " + top);
    }

    @Test
    void endsOfTheScale() {
        assertArrayEquals(
                new byte[] {0, 0, 1, (byte) 189, (byte) 190, (byte) 252},
                MapLevels.of(new float[] {0, 1e-4f, 1.001e-4f, 0.1f, 0.1001f, 1}));
        assertEquals(0, MapLevels.value((byte) 0));
        assertEquals(0.1f, MapLevels.value((byte) 189));
        assertEquals(1, MapLevels.value((byte) 252));
    }
}
