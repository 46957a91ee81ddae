package digr.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One of the few ND4J operations that the layers are made of, with its arguments, to be run again and again into the
 * caller's outputs. Its native context is made once: made anew for every run, as ND4J does by itself, it takes 10 to 20
 * µs, as long as many of these operations take on small batches. For one thread at a time.
 */
final class NativeOp {
    /** Weights [O, kH, kW, I]: ND4J's wFormat 2. */
    private static final int OYXI = 2;

    /** Padding is what the integer arguments say, not TensorFlow's "same". */
    private static final int EXPLICIT_PADDING = 0;

    private static final int NHWC = 1;

    private final DynamicCustomOp operation;
    private final OpContext context = Nd4j.getExecutioner().buildContext();
    private INDArray[] inputs = {};
    private INDArray output;

    private NativeOp(String name, double[] numbers, long... integers) {
        operation = DynamicCustomOp.builder(name).build();
        context.setTArguments(numbers);
        context.setIArguments(integers);
    }

    /** y ← conv2d(x, w) + b, or without b, without padding: {@code run(y, x, w, b)}. */
    static NativeOp conv2d(int kernel, int stride) {
        return convolution("conv2d", kernel, stride);
    }

    /**
     * gx ← the transposed convolution of g with w, which is the input gradient of a convolution that sees all of its
     * input: {@code run(gx, g, w)}.
     */
    static NativeOp deconv2d(int kernel, int stride) {
        return convolution("deconv2d", kernel, stride);
    }

    private static NativeOp convolution(String name, int kernel, int stride) {
        return new NativeOp(
                name, new double[0], kernel, kernel, stride, stride, 0, 0, 1, 1, EXPLICIT_PADDING, NHWC, OYXI);
    }

    /** The same as {@link #matmul(boolean, boolean, double)} with c ← op(a) op(b). */
    static NativeOp matmul(boolean transposeA, boolean transposeB) {
        return matmul(transposeA, transposeB, 0);
    }

    /**
     * c ← op(a) op(b) + β c, op being the transpose where asked: {@code run(c, a, b)}. On the CPU this is oneDNN, far
     * ahead of OpenBLAS 0.3.19.
     */
    static NativeOp matmul(boolean transposeA, boolean transposeB, double beta) {
        return new NativeOp("matmul", new double[] {1, beta}, transposeA ? 1 : 0, transposeB ? 1 : 0, 0);
    }

    /** y ← max(x, 0): {@code run(y, x)}. */
    static NativeOp relu() {
        return new NativeOp("relu", new double[] {0});
    }

    /** Computes the output from the inputs. */
    void run(INDArray output, INDArray... inputs) {
        if (output != this.output || !same(inputs)) {
            context.purge(); // else it keeps every array it was ever given, with its memory
            for (int i = 0; i < inputs.length; i++) context.setInputArray(i, inputs[i]);
            context.setOutputArray(0, output);
        }
        this.inputs = inputs; // which also keeps them in memory
        this.output = output;
        Nd4j.exec(operation, context);
    }

    private boolean same(INDArray... inputs) {
        if (inputs.length != this.inputs.length) return false;
        for (int i = 0; i < inputs.length; i++) if (inputs[i] != this.inputs[i]) return false;
        return true;
    }
}
