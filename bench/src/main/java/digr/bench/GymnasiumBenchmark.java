package digr.bench;

import digr.env.VectorEnvironment;
import digr.env.gymnasium.GymnasiumEnvironment;
import digr.env.gymnasium.GymnasiumOptions;
import digr.env.gymnasium.Wrap;
import digr.run.Seeds;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Agent steps a second of Pong over the bridge to Gymnasium, eight games on all cores; random actions. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class GymnasiumBenchmark {
    private static final int GAMES = 8;

    private final UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(1L);
    private final int[] actions = new int[GAMES];
    private final VectorEnvironment games = VectorEnvironment.of(
            GAMES, () -> new GymnasiumEnvironment(GymnasiumOptions.of("ALE/Pong-v5", Wrap.ATARI)), new Seeds(1));

    @Benchmark
    @OperationsPerInvocation(GAMES)
    public byte[] pong() {
        Arrays.setAll(actions, i -> random.nextInt(games.actions()));
        games.step(actions);
        return games.frames();
    }

    @TearDown
    public void close() {
        games.close();
    }
}
