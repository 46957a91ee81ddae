package digr.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NativeOpTest {
    private static final int MEGABYTE = 1 << 20;

    private final INDArray a = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}});
    private final INDArray b = Nd4j.createFromArray(new float[][] {{5, 6}, {7, 8}});

    @Test
    void multipliesTransposesAndAdds() {
        INDArray c = Nd4j.ones(DataType.FLOAT, 2, 2);
        NativeOp.matmul(false, false).run(c, a, b);
        assertEquals(Nd4j.createFromArray(new float[][] {{19, 22}, {43, 50}}), c);
        NativeOp.matmul(true, false).run(c, a, b);
        assertEquals(Nd4j.createFromArray(new float[][] {{26, 30}, {38, 44}}), c);
        NativeOp.matmul(false, true, 2).run(c, a, b);
        assertEquals(Nd4j.createFromArray(new float[][] {{17 + 52, 23 + 60}, {39 + 76, 53 + 88}}), c);
    }

    /** What is no number stays so, to be found: of either sign, as a processor makes the negative one. */
    @Test
    void rectifies() {
        float none = Float.intBitsToFloat(0xffc00000);
        float[] x = new float[1 << 15];
        for (int i = 0; i < x.length; i += 4)
            System.arraycopy(new float[] {2 + i, -3 - i, Float.NaN, none}, 0, x, i, 4);
        INDArray y = Nd4j.create(DataType.FLOAT, x.length);
        NativeOp.relu().run(y, Nd4j.createFromArray(x));
        for (int i = 0; i < x.length; i += 4) {
            assertEquals(2 + i, y.getFloat(i));
            assertEquals(0, y.getFloat(i + 1));
            assertEquals(Float.NaN, y.getFloat(i + 2));
            assertEquals(Float.NaN, y.getFloat(i + 3));
        }
    }

    @Test
    void everyRunSeesTheArraysItIsGiven() {
        NativeOp product = NativeOp.matmul(false, false);
        INDArray c = Nd4j.create(DataType.FLOAT, 2, 2);
        INDArray d = Nd4j.create(DataType.FLOAT, 2, 2);
        product.run(c, a, b);
        product.run(d, b, a);
        assertEquals(Nd4j.createFromArray(new float[][] {{19, 22}, {43, 50}}), c);
        assertEquals(Nd4j.createFromArray(new float[][] {{23, 34}, {31, 46}}), d);
        a.putScalar(0, 0, 2); // the same arrays, other numbers
        product.run(d, b, a);
        assertEquals(Nd4j.createFromArray(new float[][] {{28, 34}, {38, 46}}), d);
    }

    @Test
    void letsGoOfTheArraysOfEarlierRuns() throws InterruptedException {
        NativeOp product = NativeOp.matmul(false, false);
        INDArray one = Nd4j.ones(DataType.FLOAT, 1, 1);
        INDArray out = Nd4j.create(DataType.FLOAT, 4 * MEGABYTE, 1);
        long before = Pointer.physicalBytes();
        for (int i = 0; i < 64; i++) { // 16 MB each
            product.run(out, Nd4j.ones(DataType.FLOAT, 4 * MEGABYTE, 1), one);
            if (i % 8 == 7) {
                System.gc();
                Thread.sleep(50); // memory is freed by a thread of its own
            }
        }
        long grown = (Pointer.physicalBytes() - before) / MEGABYTE;
        assertTrue(grown < 512, "64 arrays of 16 MB left " + grown + " MB behind");
    }
}
