package digr.nn;

import static digr.nn.Numeric.assertClose;
import static digr.nn.Numeric.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
