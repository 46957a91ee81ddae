package digr.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** The few raw ND4J operations that the layers are made of, written into the caller's outputs. */
final class Ops {
    private Ops() {}

    /** Weights [O, kH, kW, I]: ND4J's wFormat 2. */
    private static final int OYXI = 2;

    /** Padding is what the integer arguments say, not TensorFlow's "same". */
    private static final int EXPLICIT_PADDING = 0;

    private static final int NHWC = 1;

    /** y ← conv2d(x, w) + b, without padding; b may be null. */
    static void conv2d(INDArray x, INDArray w, INDArray b, INDArray y, int kernel, int stride) {
        var op = DynamicCustomOp.builder("conv2d");
        if (b == null) op.addInputs(x, w);
        else op.addInputs(x, w, b);
        Nd4j.exec(op.addOutputs(y)
                .addIntegerArguments(kernel, kernel, stride, stride, 0, 0, 1, 1, EXPLICIT_PADDING, NHWC, OYXI)
                .build());
    }

    /** gx ← the transposed convolution of g with w: the input gradient of a convolution that sees all of its input. */
    static void deconv2d(INDArray g, INDArray w, INDArray gx, int kernel, int stride) {
        Nd4j.exec(DynamicCustomOp.builder("deconv2d")
                .addInputs(g, w)
                .addOutputs(gx)
                .addIntegerArguments(kernel, kernel, stride, stride, 0, 0, 1, 1, EXPLICIT_PADDING, NHWC, OYXI)
                .build());
    }

    /** c ← op(a) op(b), op being the transpose where asked. On the CPU this is oneDNN, far ahead of OpenBLAS 0.3.19. */
    static void matmul(INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray c) {
        matmul(a, transposeA, b, transposeB, 0, c);
    }

    /** c ← op(a) op(b) + β c. */
    static void matmul(INDArray a, boolean transposeA, INDArray b, boolean transposeB, double beta, INDArray c) {
        Nd4j.exec(DynamicCustomOp.builder("matmul")
                .addInputs(a, b)
                .addOutputs(c)
                .addIntegerArguments(transposeA ? 1 : 0, transposeB ? 1 : 0, 0)
                .addFloatingPointArguments(1.0, beta)
                .build());
    }
}
