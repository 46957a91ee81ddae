package digr.bench;

import digr.env.VectorEnvironment;
import digr.nn.Network;
import digr.paper.PaperTasks;
import digr.rl.Ppo;
import digr.run.Seeds;
import digr.task.Task;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Environment steps a second of PPO, acting and learning, with the paper's options on all cores. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PpoBenchmark {
    /** A training under way. */
    public abstract static class Training {
        private final Task task;
        private VectorEnvironment environments;
        Ppo ppo; // private members are not inherited

        Training(Task task) {
            this.task = task;
        }

        @Setup
        public void make() {
            Seeds seeds = new Seeds(1);
            environments = VectorEnvironment.of(task.ppo().rollouts().environments(), task::trainingEnvironment, seeds);
            Network network = new Network(task.architecture().withValueHead(true), DataType.FLOAT);
            ppo = new Ppo(task.toString(), task.ppo(), environments, network, seeds);
        }

        @TearDown
        public void close() {
            environments.close();
        }
    }

    @State(Scope.Thread)
    public static class OnRfg extends Training {
        public OnRfg() {
            super(PaperTasks.RFG);
        }
    }

    @State(Scope.Thread)
    public static class OnBreakout extends Training {
        public OnBreakout() {
            super(PaperTasks.BREAKOUT);
        }
    }

    @State(Scope.Thread)
    public static class OnDriving extends Training {
        public OnDriving() {
            super(PaperTasks.DRIVING);
        }
    }

    @Benchmark
    @OperationsPerInvocation(16 * 128)
    public Map<String, Double> rfg(OnRfg training) {
        return training.ppo.iterate();
    }

    @Benchmark
    @OperationsPerInvocation(8 * 128)
    public Map<String, Double> breakout(OnBreakout training) {
        return training.ppo.iterate();
    }

    @Benchmark
    @OperationsPerInvocation(8 * 128)
    public Map<String, Double> driving(OnDriving training) {
        return training.ppo.iterate();
    }
}
