package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class SaliencyMapTest {
    @Test
    void isDividedByItsMaximumWhichIsKept() {
        SaliencyMap map = SaliencyMap.of(new double[] {0, 1, 2, 4}, 2, 2);
        assertArrayEquals(new float[] {0, 0.25f, 0.5f, 1}, map.values());
        assertEquals(4, map.maximum());
        assertArrayEquals(new float[] {0, 1, 2, 4}, map.raw());
    }

    @Test
    void zeroEverywhereStaysZero() {
        SaliencyMap map = SaliencyMap.of(new double[6], 2, 3);
        assertArrayEquals(new float[6], map.values());
        assertEquals(0, map.maximum());
    }

    @Test
    void tinyValuesKeepTheirRatios() {
        assertArrayEquals(
                new float[] {0.5f, 1},
                SaliencyMap.of(new double[] {1e-300, 2e-300}, 1, 2).values());
    }

    @Test
    void channelsAreReducedByAbsoluteValue() {
        var gradients = Nd4j.createFromArray(-3.0, 1, 0, 2, 1, -6).reshape(1, 3, 1, 2);
        assertArrayEquals(new float[] {3, 6}, raw(gradients, ChannelReduction.MAX), 1e-6f);
        assertArrayEquals(new float[] {4 / 3f, 3}, raw(gradients, ChannelReduction.MEAN), 1e-6f);
    }

    @Test
    void sumIsClippedAtItsPercentile() {
        double[] values = new double[202]; // two channels of 101 pixels: sums 0, 1, ..., 100; percentile 99 is 99
        for (int i = 0; i < 101; i++) {
            values[i] = i / 4.0;
            values[101 + i] = -i * 3 / 4.0;
        }
        float[] raw = raw(Nd4j.createFromArray(values).reshape(1, 2, 1, 101), ChannelReduction.SUM99);
        assertEquals(99, raw[100], 1e-4);
        assertEquals(98, raw[98], 1e-4);
    }

    @Test
    void sumOfAlmostOnlyZerosIsNotClippedAway() {
        double[] values = new double[1000];
        values[7] = 2;
        assertEquals(2, raw(Nd4j.createFromArray(values).reshape(1, 1, 10, 100), ChannelReduction.SUM99)[7]);
    }

    @Test
    void notANumberIsRefused() {
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> SaliencyMap.of(new double[] {0, 0, 0, Double.NaN}, 2, 2));
        assertEquals(
                "SaliencyMap: saliencies must be finite, none negative, got NaN at row 1, column 1;"
                        + " do the policy's logits overflow?",
                e.getMessage());
        for (ChannelReduction reduction : ChannelReduction.values())
            assertThrows(
                    IllegalArgumentException.class,
                    () -> raw(Nd4j.createFromArray(1, Double.NaN, 2, 3.0).reshape(1, 1, 2, 2), reduction),
                    reduction.toString());
    }

    private static float[] raw(org.nd4j.linalg.api.ndarray.INDArray gradients, ChannelReduction reduction) {
        return SaliencyMap.ofGradients(gradients, reduction).get(0).raw();
    }

    @Test
    void wrongSizeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SaliencyMap(new float[5], 2, 3, 1));
        float[] beyond = new float[6];
        Arrays.fill(beyond, 1.5f);
        assertThrows(IllegalArgumentException.class, () -> new SaliencyMap(beyond, 2, 3, 1));
    }
}
