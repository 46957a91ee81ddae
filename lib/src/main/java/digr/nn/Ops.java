package digr.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** The few raw ND4J operations that the layers are made of, written into the caller's outputs. */
final class Ops {
    private Ops() {}

    /** Weights [O, I, kH, kW]: ND4J's wFormat 1. */
    private static final int OIYX = 1;

    /** Padding is what the integer arguments say, not TensorFlow's "same". */
    private static final int EXPLICIT_PADDING = 0;

    private static final int NCHW = 0;

    /** y ← conv2d(x, w) + b; b may be null. */
    static void conv2d(INDArray x, INDArray w, INDArray b, INDArray y, int kernel, int stride, int padding) {
        var op = DynamicCustomOp.builder("conv2d");
        if (b == null) op.addInputs(x, w);
        else op.addInputs(x, w, b);
        Nd4j.exec(op.addOutputs(y)
                .addIntegerArguments(
                        kernel, kernel, stride, stride, padding, padding, 1, 1, EXPLICIT_PADDING, NCHW, OIYX)
                .build());
    }

    /** gx, gw, gb ← the gradients of conv2d without padding. */
    static void conv2dGradients(
            INDArray x,
            INDArray w,
            INDArray b,
            INDArray g,
            INDArray gx,
            INDArray gw,
            INDArray gb,
            int kernel,
            int stride) {
        Nd4j.exec(DynamicCustomOp.builder("conv2d_bp")
                .addInputs(x, w, b, g)
                .addOutputs(gx, gw, gb)
                .addIntegerArguments(kernel, kernel, stride, stride, 0, 0, 1, 1, EXPLICIT_PADDING, NCHW, OIYX)
                .build());
    }

    /** c ← op(a) op(b), op being the transpose where asked. On the CPU this is oneDNN, far ahead of OpenBLAS 0.3.19. */
    static void matmul(INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray c) {
        Nd4j.exec(DynamicCustomOp.builder("matmul")
                .addInputs(a, b)
                .addOutputs(c)
                .addIntegerArguments(transposeA ? 1 : 0, transposeB ? 1 : 0, 0)
                .build());
    }

    /** y ← x with the order along the given axes turned round. */
    static void reverse(INDArray x, INDArray y, int... axes) {
        Nd4j.exec(DynamicCustomOp.builder("reverse")
                .addInputs(x)
                .addOutputs(y)
                .addIntegerArguments(axes)
                .build());
    }
}
