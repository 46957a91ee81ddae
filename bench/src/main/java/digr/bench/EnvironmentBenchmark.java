package digr.bench;

import digr.env.Environment;
import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Steps of an environment on one core, each with its observation; random actions, episodes reset as they end. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public abstract class EnvironmentBenchmark {
    private final Environment environment;
    private final UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(1L);
    private final byte[] observation;
    private long episode;

    EnvironmentBenchmark(Environment environment) {
        this.environment = environment;
        int size = 1;
        for (int side : environment.observationShape()) size *= side;
        observation = new byte[size];
    }

    @Benchmark
    public byte[] step() {
        if (environment.ended()) environment.reset(episode++);
        environment.step(random.nextInt(environment.actions()));
        environment.observe(observation, 0);
        return observation;
    }

    @TearDown
    public void close() {
        environment.close();
    }
}
