package digr.bench;

import digr.nn.Architecture;
import digr.nn.Initialiser;
import digr.nn.NativeThreads;
import digr.nn.Network;
import digr.nn.ParameterVector;
import digr.policy.SquaredPolicy;
import digr.run.Seeds;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Passes of the paper's network on 3x64x64 states in float32, each with the forward pass it begins with. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class NetworkBenchmark {
    /** A network with random weights. */
    @State(Scope.Thread)
    public static class Width {
        @Param({"small", "nature"})
        public String width;

        private Network network;

        @Setup
        public void make() {
            Architecture architecture =
                    width.equals("small") ? Architecture.small(3, 64, 64, 7) : Architecture.nature(3, 64, 64, 7);
            network = new Network(architecture, DataType.FLOAT);
            Initialiser.orthogonal(network, new Seeds(1).stream("initialisation"));
        }
    }

    /** One state on one thread, many on all. */
    @State(Scope.Thread)
    public static class Batch {
        @Param({"1", "256"})
        public int batch;

        private States states;

        @Setup
        public void make() {
            states = new States(batch);
        }
    }

    /** 256 states. */
    @State(Scope.Thread)
    public static class Large {
        private final States states = new States(256);
    }

    /** The paper's batch of states for an update. */
    @State(Scope.Thread)
    public static class Update {
        private final States states = new States(64);
    }

    private static final class States {
        private final INDArray pictures;
        private final INDArray gradient;

        States(int n) {
            NativeThreads.use(n == 1 ? 1 : Runtime.getRuntime().availableProcessors());
            pictures = Nd4j.rand(DataType.FLOAT, n, 3, 64, 64);
            gradient = Nd4j.rand(DataType.FLOAT, n, 7);
        }
    }

    @Benchmark
    public INDArray forward(Width width, Batch batch) {
        return width.network.forward(batch.states.pictures);
    }

    @Benchmark
    public INDArray inputGradient(Width width, Batch batch) {
        width.network.forward(batch.states.pictures);
        return width.network.inputGradient(batch.states.gradient);
    }

    @Benchmark
    public ParameterVector parameterGradient(Width width, Large large) {
        ParameterVector gradient = width.network.newVector();
        width.network.forward(large.states.pictures);
        width.network.parameterGradient(large.states.gradient, gradient);
        return gradient;
    }

    /** The parameter gradient of Σ |∂F/∂s|, what the selective loss costs. */
    @Benchmark
    public ParameterVector secondOrder(Width width, Update update) {
        Network network = width.network;
        double[][] z = network.forward(update.states.pictures).toDoubleMatrix();
        INDArray c = perState(z, z, (logits, same) -> SquaredPolicy.gradient(logits));
        INDArray v = Transforms.sign(network.inputGradient(c), true);
        double[][] dz = network.tangent(v).toDoubleMatrix();
        ParameterVector gradient = network.newVector();
        network.tangentGradient(perState(z, dz, SquaredPolicy::hessianTimes), c, gradient);
        return gradient;
    }

    private static INDArray perState(double[][] z, double[][] dz, BinaryOperator<double[]> formula) {
        double[][] result = new double[z.length][];
        for (int i = 0; i < z.length; i++) result[i] = formula.apply(z[i], dz[i]);
        return Nd4j.create(result).castTo(DataType.FLOAT);
    }
}
