package digr.bench;

import digr.env.Breakout;
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

/** Steps of Breakout on one core, four frames each, with its observation; random actions, games reset as they end. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class BreakoutBenchmark {
    private final Breakout environment = new Breakout(Breakout.Options.evaluation());
    private final UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(1L);
    private final byte[] observation = new byte[2 * 84 * 84];
    private long game;

    @Benchmark
    public byte[] step() {
        if (environment.ended()) environment.reset(game++);
        environment.step(random.nextInt(environment.actions()));
        environment.observe(observation, 0);
        return observation;
    }

    @TearDown
    public void close() {
        environment.close();
    }
}
