package digr.nn;

import static digr.nn.Numeric.assertClose;
import static digr.nn.Numeric.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Against ND4J's own strided convolution on the plain pictures. */
class PixelBlocksTest {
    @ParameterizedTest
    @CsvSource({
        "DOUBLE, 1, 64, 64, 8, 4, 1e-12",
        "DOUBLE, 3, 50, 61, 8, 4, 1e-12",
        "DOUBLE, 2, 13, 9, 6, 2, 1e-12",
        "DOUBLE, 2, 7, 11, 3, 3, 1e-12",
        "FLOAT, 3, 64, 64, 8, 4, 2e-6",
        "FLOAT, 3, 50, 61, 8, 4, 2e-6",
        "FLOAT, 1, 84, 84, 8, 4, 2e-6"
    })
    void blocksGiveTheStridedConvolutionAndItsGradients(
            DataType type, int channels, int height, int width, int kernel, int stride, double tolerance) {
        int n = 2;
        int filters = 4;
        int rows = (height - kernel) / stride + 1;
        int columns = (width - kernel) / stride + 1;
        Random random = new Random(1);
        INDArray x = random(random, n, channels, height, width).castTo(type);
        INDArray w = random(random, filters, channels, kernel, kernel).castTo(type);
        INDArray b = random(random, filters).castTo(type);
        INDArray g = random(random, n, filters, rows, columns).castTo(type);

        INDArray y = g.ulike();
        Nd4j.exec(DynamicCustomOp.builder("conv2d")
                .addInputs(x, w, b)
                .addOutputs(y)
                .addIntegerArguments(kernel, kernel, stride, stride, 0, 0, 1, 1, 0, 0, 1)
                .build());
        INDArray gx = x.ulike();
        INDArray gw = w.ulike();
        INDArray gb = b.ulike();
        Nd4j.exec(DynamicCustomOp.builder("conv2d_bp")
                .addInputs(x, w, b, g)
                .addOutputs(gx, gw, gb)
                .addIntegerArguments(kernel, kernel, stride, stride, 0, 0, 1, 1, 0, 0, 1)
                .build());

        PixelBlocks blocks = new PixelBlocks(
                new long[] {channels, height, width},
                rows - 1 + kernel / stride,
                columns - 1 + kernel / stride,
                stride);
        Conv2d layer = new Conv2d(channels * stride * stride, filters, kernel / stride, 1);
        layer.parameters(new INDArray[] {PixelBlocks.kernelToBlocks(w, stride), b});
        INDArray inBlocks = Nd4j.create(type, Network.with(n, blocks.shape()));
        blocks.toBlocks(x, inBlocks);
        INDArray ours = Nd4j.create(type, n, rows, columns, filters);
        layer.forward(inBlocks, ours);
        assertClose(y, ours.permute(0, 3, 1, 2), tolerance);

        INDArray gLast = g.permute(0, 2, 3, 1).dup('c');
        INDArray gInBlocks = inBlocks.ulike();
        INDArray[] gradient = {PixelBlocks.kernelToBlocks(w, stride).ulike(), b.ulike()};
        layer.gradients(inBlocks, gLast, gInBlocks, gradient);
        assertClose(gw, PixelBlocks.kernelFromBlocks(gradient[0], stride), tolerance);
        assertClose(gb, gradient[1], tolerance);
        INDArray pictures = Nd4j.valueArrayOf(x.shape(), 7.0, type); // what was there before must not show
        blocks.toPictures(gInBlocks, pictures);
        assertClose(gx, pictures, tolerance);
        int seenRows = (rows - 1) * stride + kernel;
        int seenColumns = (columns - 1) * stride + kernel;
        assertEquals(0, beyond(pictures, 2, seenRows));
        assertEquals(0, beyond(pictures, 3, seenColumns));

        layer.inputGradient(inBlocks, gLast, gInBlocks, ReluRule.PLAIN);
        blocks.toPictures(gInBlocks, pictures);
        assertClose(gx, pictures, tolerance);
    }

    private static double beyond(INDArray pictures, int axis, int from) {
        if (from == pictures.size(axis)) return 0;
        var rest = NDArrayIndex.interval(from, pictures.size(axis));
        var all = NDArrayIndex.all();
        INDArray part = axis == 2 ? pictures.get(all, all, rest, all) : pictures.get(all, all, all, rest);
        return part.dup('c').amaxNumber().doubleValue();
    }

    /** Channel (c·2 + y mod 2)·2 + x mod 2; the fifth column is in no block. */
    @Test
    void twoBlocksByHand() {
        INDArray picture = Nd4j.createFromArray(1.0, 2, 3, 4, 9, 5, 6, 7, 8, 9).reshape(1, 1, 2, 5);
        PixelBlocks blocks = new PixelBlocks(new long[] {1, 2, 5}, 1, 2, 2);
        assertArrayEquals(new long[] {1, 2, 4}, blocks.shape());
        INDArray to = Nd4j.create(DataType.DOUBLE, 1, 1, 2, 4);
        blocks.toBlocks(picture, to);
        assertArrayEquals(new double[] {1, 2, 5, 6, 3, 4, 7, 8}, to.ravel().toDoubleVector());
        INDArray back = picture.ulike();
        blocks.toPictures(to, back);
        assertArrayEquals(
                new double[] {1, 2, 3, 4, 0, 5, 6, 7, 8, 0}, back.ravel().toDoubleVector());
    }

    @ParameterizedTest
    @CsvSource({"FLOAT", "DOUBLE"})
    void bytesAreDividedBy255InFloat32(DataType type) {
        byte[] bytes = new byte[1 + 2 * 2 * 4 * 4];
        new Random(2).nextBytes(bytes);
        float[] floats = new float[bytes.length - 1];
        for (int i = 0; i < floats.length; i++) floats[i] = (bytes[i + 1] & 255) / 255f;
        PixelBlocks blocks = new PixelBlocks(new long[] {2, 4, 4}, 2, 2, 2);
        INDArray expected = Nd4j.create(type, Network.with(2, blocks.shape()));
        INDArray actual = expected.ulike();
        blocks.toBlocks(Nd4j.createFromArray(floats).reshape(2, 2, 4, 4).castTo(type), expected);
        blocks.toBlocks(bytes, 1, actual);
        assertEquals(expected, actual);
    }

    @Test
    void kernelsComeBackFromBlocksUnchanged() {
        INDArray kernel = random(new Random(3), 5, 3, 6, 6);
        for (int side = 1; side <= 3; side++)
            assertEquals(kernel, PixelBlocks.kernelFromBlocks(PixelBlocks.kernelToBlocks(kernel, side), side));
    }
}
