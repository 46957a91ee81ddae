package digr.bench;

import digr.env.VectorEnvironment;
import digr.nn.Network;
import digr.paper.Task;
import digr.rl.Ppo;
import digr.run.Seeds;
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

/** Environment steps a second of PPO on Red-Fetch-Green, acting and learning, with the paper's options on all cores. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PpoBenchmark {
    private static final int STEPS = 16 * 128;

    private VectorEnvironment environments;
    private Ppo ppo;

    @Setup
    public void make() {
        Seeds seeds = new Seeds(1);
        environments = VectorEnvironment.of(Task.RFG.ppo().environments(), Task.RFG::trainingEnvironment, seeds);
        Network network = new Network(Task.RFG.architecture().withValueHead(true), DataType.FLOAT);
        ppo = new Ppo("rfg", Task.RFG.ppo(), environments, network, seeds);
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public Map<String, Double> train() {
        return ppo.iterate();
    }

    @TearDown
    public void close() {
        environments.close();
    }
}
