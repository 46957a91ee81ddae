package digr.bench;

import digr.nn.Architecture;
import digr.nn.DataParallel;
import digr.nn.HostArrays;
import digr.nn.Initialiser;
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

/**
 * Passes of the paper's network on 3x64x64 states in float32, each with the forward pass it begins with: one state on
 * one thread, many in parts on all cores, as the trainings compute them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class NetworkBenchmark {
    private static final int PARTS = 4;
    private static final int UPDATE_PARTS = 2;

    /** A network with random weights. */
    @State(Scope.Thread)
    public static class Width {
        @Param({"small", "nature"})
        public String width;

        private Network network;
        private DataParallel parallel;
        private ParameterVector gradient;

        @Setup
        public void make() {
            Architecture architecture =
                    width.equals("small") ? Architecture.small(3, 64, 64, 7) : Architecture.nature(3, 64, 64, 7);
            network = new Network(architecture, DataType.FLOAT);
            Initialiser.orthogonal(network, new Seeds(1).stream("initialisation"));
            parallel = new DataParallel(network, PARTS, Runtime.getRuntime().availableProcessors());
            gradient = network.newVector();
        }
    }

    /** One state, or many. */
    @State(Scope.Thread)
    public static class Batch {
        @Param({"1", "256"})
        public int batch;

        private States states;

        @Setup
        public void make() {
            states = new States(batch, PARTS);
        }
    }

    /** 256 states. */
    @State(Scope.Thread)
    public static class Large {
        private final States states = new States(256, PARTS);
    }

    /** The paper's batch of states for an update. */
    @State(Scope.Thread)
    public static class Update {
        private final States states = new States(64, UPDATE_PARTS);
    }

    /** States and an outputs' gradient, in parts of one size. */
    private static final class States {
        private final INDArray[] pictures;
        private final INDArray[] gradient;

        States(int n, int most) {
            int parts = Math.min(n, most);
            pictures = new INDArray[parts];
            gradient = new INDArray[parts];
            for (int i = 0; i < parts; i++) {
                pictures[i] = Nd4j.rand(DataType.FLOAT, n / parts, 3, 64, 64);
                gradient[i] = Nd4j.rand(DataType.FLOAT, n / parts, 7);
            }
        }

        int parts() {
            return pictures.length;
        }
    }

    @Benchmark
    public INDArray[] forward(Width width, Batch batch) {
        INDArray[] results = new INDArray[batch.states.parts()];
        width.parallel.compute(
                results.length, (i, network, unused) -> results[i] = network.forward(batch.states.pictures[i]));
        return results;
    }

    @Benchmark
    public INDArray[] inputGradient(Width width, Batch batch) {
        INDArray[] results = new INDArray[batch.states.parts()];
        width.parallel.compute(results.length, (i, network, unused) -> {
            network.forward(batch.states.pictures[i]);
            results[i] = network.inputGradient(batch.states.gradient[i]);
        });
        return results;
    }

    @Benchmark
    public ParameterVector parameterGradient(Width width, Large large) {
        width.parallel.compute(PARTS, (i, network, gradient) -> {
            network.forward(large.states.pictures[i]);
            network.parameterGradient(large.states.gradient[i], gradient);
        });
        width.parallel.sum(0, PARTS, width.gradient);
        return width.gradient;
    }

    /** The parameter gradient of Σ |∂F/∂s|, what the selective loss costs. */
    @Benchmark
    public ParameterVector secondOrder(Width width, Update update) {
        width.parallel.compute(UPDATE_PARTS, (i, network, gradient) -> {
            double[][] z = HostArrays.rows(network.forward(update.states.pictures[i]));
            INDArray c = perState(z, z, (logits, same) -> SquaredPolicy.gradient(logits));
            INDArray v = Transforms.sign(network.inputGradient(c), false);
            double[][] dz = HostArrays.rows(network.tangent(v));
            network.tangentGradient(perState(z, dz, SquaredPolicy::hessianTimes), c, gradient);
        });
        width.parallel.sum(0, UPDATE_PARTS, width.gradient);
        return width.gradient;
    }

    private static INDArray perState(double[][] z, double[][] dz, BinaryOperator<double[]> formula) {
        double[][] result = new double[z.length][];
        for (int i = 0; i < z.length; i++) result[i] = formula.apply(z[i], dz[i]);
        return HostArrays.array(result, DataType.FLOAT);
    }
}
