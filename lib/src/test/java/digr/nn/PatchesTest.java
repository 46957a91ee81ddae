package digr.nn;

import static digr.nn.Numeric.assertClose;
import static digr.nn.Numeric.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PatchesTest {
    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void everyPlaceOfASecondPictureIsARow(DataType type) {
        INDArray x = Nd4j.arange(2 * 4 * 3).castTo(type).reshape('c', 2, 4, 3, 1);
        INDArray patches = new Patches(2, 1).of(x, 1, 1); // of 12 to 23, three a row
        double[][] expected = {
            {12, 13, 15, 16}, {13, 14, 16, 17},
            {15, 16, 18, 19}, {16, 17, 19, 20},
            {18, 19, 21, 22}, {19, 20, 22, 23}
        };
        assertArrayEquals(expected, HostArrays.rows(patches));
    }

    @Test
    void aPatchHasItsChannelsLastAndItsStrideBetween() {
        INDArray x = Nd4j.arange(4 * 4 * 2).castTo(DataType.FLOAT).reshape('c', 1, 4, 4, 2);
        double[][] patches = HostArrays.rows(new Patches(2, 2).of(x, 0, 1));
        assertArrayEquals(new double[] {20, 21, 22, 23, 28, 29, 30, 31}, patches[3]);
    }

    @Test
    void aGradientOverMorePicturesThanFitAtOnceIsTheSumOfTheirs() {
        Random random = new Random(4);
        Conv2d layer = new Conv2d(16, 3, 8, 1);
        layer.parameters(new INDArray[] {random(random, 3, 8, 8, 16), random(random, 3)});
        INDArray x = random(random, 3, 40, 40, 16);
        INDArray g = random(random, 3, 33, 33, 3);
        assertEquals(1, new Patches(8, 1).picturesAtOnce(x));

        INDArray[] together = gradients(layer, x, g);
        INDArray[] sum = {Nd4j.create(DataType.DOUBLE, 3, 8, 8, 16), Nd4j.create(DataType.DOUBLE, 3)};
        for (int i = 0; i < 3; i++) {
            INDArray[] one = gradients(layer, picture(x, i), picture(g, i));
            for (int k = 0; k < sum.length; k++) sum[k].addi(one[k]);
        }
        for (int k = 0; k < sum.length; k++) assertClose(sum[k], together[k], 1e-10);
    }

    @ParameterizedTest
    @CsvSource({"1, 14, 16, 4, 2, 32", "1, 6, 32, 3, 1, 32", "3, 6, 5, 3, 1, 7", "2, 4, 1, 2, 2, 1"})
    void fewPicturesInFloat32AreConvolvedAsInFloat64(
            int n, int side, int channels, int kernel, int stride, int filters) {
        Random random = new Random(side);
        INDArray w = random(random, filters, kernel, kernel, channels);
        INDArray b = random(random, filters);
        Conv2d exact = new Conv2d(channels, filters, kernel, stride);
        exact.parameters(new INDArray[] {w, b});
        Conv2d layer = new Conv2d(channels, filters, kernel, stride);
        layer.parameters(new INDArray[] {w.castTo(DataType.FLOAT), b.castTo(DataType.FLOAT)});
        int places = (side - kernel) / stride + 1;
        INDArray y = Nd4j.create(DataType.FLOAT, n, places, places, filters);
        INDArray needed = Nd4j.create(DataType.DOUBLE, n, places, places, filters);
        for (int k = 0; k < 2; k++) { // also into buffers that were used before
            INDArray x = random(random, n, side, side, channels);
            assertTrue(new Patches(kernel, stride).areFew(x.castTo(DataType.FLOAT)));
            layer.forward(x.castTo(DataType.FLOAT), y);
            exact.forward(x, needed);
            assertClose(needed, y.castTo(DataType.DOUBLE), 1e-6);
        }
    }

    /** As parts of pictures are, which perturbations change. */
    @Test
    void pictureAfterPictureMayHaveAnotherSize() {
        Patches patches = new Patches(2, 1);
        for (int side : new int[] {5, 3, 4}) {
            INDArray x = Nd4j.arange(side * side).castTo(DataType.FLOAT).reshape('c', 1, side, side, 1);
            double[][] rows = HostArrays.rows(patches.of(x, 0, 1));
            assertEquals((side - 1) * (side - 1), rows.length);
            double last = side * side - 1;
            assertArrayEquals(new double[] {last - side - 1, last - side, last - 1, last}, rows[rows.length - 1]);
        }
    }

    /** 36 places of 4 x 4 x 16 numbers of a picture are 9,216. */
    @Test
    void patchesAreFewForOnePictureNotForTwoAndNeverInFloat64() {
        Patches patches = new Patches(4, 2);
        assertTrue(patches.areFew(Nd4j.create(DataType.FLOAT, 1, 14, 14, 16)));
        assertFalse(patches.areFew(Nd4j.create(DataType.FLOAT, 2, 14, 14, 16)));
        assertFalse(patches.areFew(Nd4j.create(DataType.DOUBLE, 1, 14, 14, 16)));
    }

    private static INDArray[] gradients(Conv2d layer, INDArray x, INDArray g) {
        INDArray[] result = {Nd4j.create(DataType.DOUBLE, 3, 8, 8, 16), Nd4j.create(DataType.DOUBLE, 3)};
        layer.gradients(x, g, null, result);
        return result;
    }

    private static INDArray picture(INDArray pictures, int i) {
        long[] shape = pictures.shape().clone();
        shape[0] = 1;
        return pictures.slice(i).dup('c').reshape('c', shape);
    }
}
