package digr.bench;

import digr.nn.NativeThreads;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A product of two float32 matrices of 1024 x 1024 on all cores, 2.15 GFLOP: the rate that the processor reaches at its best.
 * A network's operations over this rate are the least time that its passes can take here.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MatrixBenchmark {
    private static final int SIDE = 1024;

    @State(Scope.Thread)
    public static class Matrices {
        private INDArray a;
        private INDArray b;
        private INDArray product;

        @Setup
        public void make() {
            NativeThreads.use(Runtime.getRuntime().availableProcessors());
            a = Nd4j.rand(DataType.FLOAT, SIDE, SIDE);
            b = Nd4j.rand(DataType.FLOAT, SIDE, SIDE);
            product = Nd4j.create(DataType.FLOAT, new long[] {SIDE, SIDE}, 'f');
        }
    }

    @Benchmark
    public INDArray product(Matrices on) {
        return on.a.mmuli(on.b, on.product);
    }
}
