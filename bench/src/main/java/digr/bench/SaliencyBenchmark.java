package digr.bench;

import digr.nn.Architecture;
import digr.nn.Initialiser;
import digr.nn.NativeThreads;
import digr.nn.Network;
import digr.policy.Policy;
import digr.run.Seeds;
import digr.saliency.Background;
import digr.saliency.GaussianBlur;
import digr.saliency.NamedMethod;
import digr.saliency.SaliencyMap;
import digr.saliency.SaliencyMethod;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One state's map by each method with its defaults, perturbations at every pixel; the paper's network in float32,
 * widths {@code small}. Methods of one backward pass run on one thread, where one state is the fastest, the others on
 * all. Before the background of the counterfactual ones every pixel differs, so that they take a pass a window.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SaliencyBenchmark {
    private static final Set<NamedMethod> ONE_PASS = Set.of(
            NamedMethod.VANILLA_GRADIENT,
            NamedMethod.INPUT_X_GRADIENT,
            NamedMethod.GUIDED_BACKPROP,
            NamedMethod.GRAD_CAM);

    /** Red-Fetch-Green's shape. */
    @State(Scope.Thread)
    public static class Small {
        @Param
        public NamedMethod method;

        private Work work;

        @Setup
        public void make() {
            Background black = Background.of(new byte[50 * 3 * 64 * 64], new int[] {3, 64, 64});
            work = new Work(64, method.with(new GaussianBlur(4), black, 0), ONE_PASS.contains(method));
        }
    }

    /** The driving task's shape. */
    @State(Scope.Thread)
    public static class Large {
        private Work work;

        @Setup
        public void make() {
            work = new Work(128, new GaussianBlur(5), false);
        }
    }

    private static final class Work {
        private final SaliencyMethod method;
        private final Policy policy;
        private final INDArray state;

        Work(int side, SaliencyMethod method, boolean onePass) {
            NativeThreads.use(onePass ? 1 : Runtime.getRuntime().availableProcessors());
            Network network = new Network(Architecture.small(3, side, side, 7), DataType.FLOAT);
            Initialiser.orthogonal(network, new Seeds(1).stream("initialisation"));
            this.method = method;
            policy = new Policy(network);
            state = Nd4j.rand(DataType.FLOAT, 1, 3, side, side);
        }

        List<SaliencyMap> map() {
            return method.explain(policy, state);
        }
    }

    @Benchmark
    public List<SaliencyMap> map(Small small) {
        return small.work.map();
    }

    @Benchmark
    public List<SaliencyMap> gaussianBlurOf128x128(Large large) {
        return large.work.map();
    }
}
