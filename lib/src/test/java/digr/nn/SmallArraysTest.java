package digr.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SmallArraysTest {
    private final SmallArrays small = new SmallArrays();

    @Test
    void whereXIsNotPositiveNothingPasses() {
        INDArray x = floats(2, 0, -1, Float.NaN, -0f);
        INDArray out = floats(9, 9, 9, 9, 9);
        small.rectify(x, floats(-5, 6, 7, 8, 4), out);
        assertArrayEquals(new float[] {-5, 0, 0, 8, 0}, out.toFloatVector());
        small.rectify(x, x, x);
        assertArrayEquals(new float[] {2, 0, 0, Float.NaN, 0}, x.toFloatVector());
    }

    /** As {@code g} where {@code !(x <= 0)}, over floats of all kinds: subnormal, infinite, no numbers of either sign. */
    @Test
    void rectifiesAsAComparisonWould() {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(1L);
        float[] x = new float[1 << 14];
        for (int i = 0; i < x.length; i++) x[i] = Float.intBitsToFloat(random.nextInt());
        float[] kinds = {Float.MIN_VALUE, -Float.MIN_VALUE, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY};
        System.arraycopy(kinds, 0, x, 0, kinds.length);
        x[4] = Float.intBitsToFloat(0xffc00000); // what a processor makes of ∞ − ∞
        float[] g = new float[x.length];
        for (int i = 0; i < g.length; i++) g[i] = random.nextFloat() - 0.5f;
        INDArray out = Nd4j.create(DataType.FLOAT, x.length);
        small.rectify(floats(x), floats(g), out);
        float[] needed = g.clone();
        for (int i = 0; i < x.length; i++) if (x[i] <= 0) needed[i] = 0;
        assertEquals(g[4], needed[4]);
        assertArrayEquals(needed, out.toFloatVector());
    }

    /** As a layer's bias is a part of all parameters. */
    @Test
    void aRowMayBeAViewOfALongerVector() {
        INDArray all = floats(1, 2, 3, 4, 5);
        INDArray y = floats(10, 20, 30, 40).reshape(2, 2);
        small.addRow(y, all.get(interval(2, 4)));
        assertArrayEquals(new float[] {13, 24, 33, 44}, y.data().asFloat());
        small.copy(floats(1, 2, 3, 4), y);
        assertArrayEquals(new float[] {1, 2, 3, 4}, y.data().asFloat());
    }

    @Test
    void manyNumbersDoublesAndViewsAreForNd4j() {
        assertTrue(SmallArrays.isSmall(Nd4j.create(DataType.FLOAT, 1 << 14)));
        assertFalse(SmallArrays.isSmall(Nd4j.create(DataType.FLOAT, (1 << 14) + 1)));
        assertFalse(SmallArrays.isSmall(Nd4j.create(DataType.DOUBLE, 2)));
        INDArray matrix = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}});
        assertTrue(SmallArrays.isSmall(matrix));
        assertFalse(SmallArrays.isSmall(matrix.getColumn(1)));
        assertFalse(SmallArrays.isSmall(matrix.transpose()));
    }

    private static INDArray floats(float... numbers) {
        return Nd4j.createFromArray(numbers);
    }
}
