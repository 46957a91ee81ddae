package digr.bench;

import digr.distill.DigrOptions;
import digr.distill.DigrTrainer;
import digr.distill.ExpertAnnotation;
import digr.env.VectorEnvironment;
import digr.nn.Initialiser;
import digr.nn.NativeThreads;
import digr.nn.Network;
import digr.paper.PaperTasks;
import digr.policy.Policy;
import digr.run.Seeds;
import digr.saliency.GaussianBlur;
import digr.saliency.SaliencyMap;
import digr.task.Task;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a student costs, on all cores: states a second of its perturbation dataset, explained by blurs around every
 * second pixel of every second row, and updates a second of its training, acting included, with the task's options and
 * the selective loss at its full size. The teacher has random weights.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class StudentBenchmark {
    private static final int STATES = 8;
    private static final int UPDATES = 5;

    @State(Scope.Thread)
    public static class OnTask {
        @Param({"rfg", "breakout", "driving"})
        public String task;

        private Policy teacher;
        private INDArray states;
        private GaussianBlur blur;
        private VectorEnvironment environments;
        private DigrTrainer training;

        @Setup
        public void make() {
            Task chosen = new PaperTasks()
                    .tasks().stream()
                            .filter(one -> one.toString().equals(task))
                            .findFirst()
                            .orElseThrow();
            Seeds seeds = new Seeds(1);
            Network network = new Network(chosen.architecture(), DataType.FLOAT);
            Initialiser.orthogonal(network, seeds.stream("initialisation"));
            teacher = new Policy(network);
            DigrOptions options =
                    chosen.digr().with(chosen.digr().schedule().atOnce()).withUpdates(1_000_000); // more than are timed
            environments = VectorEnvironment.of(options.data().environments(), chosen::trainingEnvironment, seeds);
            states = teacher.states(environments.frames(), STATES);
            blur = new GaussianBlur(chosen.perturbationRadius()).withStride(2);
            training = new DigrTrainer(task, options, teacher, leftHalf(environments), environments, seeds);
            NativeThreads.use(Runtime.getRuntime().availableProcessors());
        }

        /** Masks that call the left half of each picture important. */
        private static ExpertAnnotation leftHalf(VectorEnvironment environments) {
            int[] shape = environments.observationShape();
            boolean[] important = new boolean[environments.size() * shape[1] * shape[2]];
            for (int i = 0; i < important.length; i++) important[i] = i % shape[2] < shape[2] / 2;
            return new ExpertAnnotation(shape, environments.frames().clone(), important);
        }

        @TearDown
        public void close() {
            environments.close();
        }
    }

    @Benchmark
    @OperationsPerInvocation(STATES)
    public List<SaliencyMap> explainedStates(OnTask on) {
        return on.blur.explain(on.teacher, on.states);
    }

    @Benchmark
    @OperationsPerInvocation(UPDATES)
    public Map<String, Double> updates(OnTask on) {
        return on.training.iterate(UPDATES);
    }
}
