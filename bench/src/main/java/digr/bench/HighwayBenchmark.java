package digr.bench;

import digr.env.Step;
import digr.env.driving.Highway;
import digr.env.driving.HighwayOptions;
import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Steps of the driving task on one core, each with its picture, random actions, episodes reset as they end. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class HighwayBenchmark {
    private final Highway environment = new Highway(HighwayOptions.defaults());
    private final UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(1L);
    private final byte[] frame = new byte[3 * 128 * 128];
    private long episode;
    private boolean over = true;

    @Benchmark
    public byte[] step() {
        if (over) environment.reset(episode++);
        Step step = environment.step(random.nextInt(environment.actions()));
        over = step.terminated() || step.truncated();
        environment.observe(frame, 0);
        return frame;
    }
}
