package digr.rl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import digr.env.RedFetchGreen;
import digr.env.VectorEnvironment;
import digr.nn.Architecture;
import digr.nn.Architecture.Convolution;
import digr.nn.Network;
import digr.run.Progress;
import digr.run.Safetensors;
import digr.run.Seeds;
import digr.run.TrainingRun;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

class PpoTest {
    private static final int ITERATIONS = 3;

    /** 2 environments, 18 steps, 2 epochs of 2 minibatches. */
    private static final PpoOptions OPTIONS =
            new PpoOptions(2, 18, 2, 2, ITERATIONS * 36, 0.99, 0.95, 0.2, 0.01, 0.5, 0.5, 1e-3, true, false);

    @TempDir
    Path folder;

    private interface Use {
        void of(Ppo ppo) throws IOException;
    }

    private static void with(PpoOptions options, long seed, int filters, Use use) throws IOException {
        Seeds seeds = new Seeds(seed);
        try (VectorEnvironment environments = VectorEnvironment.of(options.environments(), RedFetchGreen::new, seeds)) {
            use.of(new Ppo("rfg", options, environments, new Network(architecture(filters), DataType.FLOAT), seeds));
        }
    }

    private static Architecture architecture(int filters) {
        return new Architecture(3, 64, 64, List.of(new Convolution(filters, 8, 8)), List.of(8), 7, true);
    }

    private TrainingRun run(String name) {
        return new TrainingRun(folder.resolve(name), Duration.ofHours(1));
    }

    private static Progress interruptAt(long when) {
        return (done, total, message) -> {
            if (done == when) Thread.currentThread().interrupt();
        };
    }

    @Test
    void aRunStoppedAnywhereAndResumedEndsInTheSameBytes() throws IOException {
        with(OPTIONS, 1, 4, ppo -> run("whole").complete(ppo, false, Progress.NONE));
        for (int stop = 0; stop < ITERATIONS; stop++) {
            TrainingRun run = run("stopped" + stop);
            Progress interrupt = interruptAt(stop * 36L);
            with(
                    OPTIONS,
                    1,
                    4,
                    ppo -> assertThrows(CancellationException.class, () -> run.complete(ppo, false, interrupt)));
            with(OPTIONS, 1, 4, ppo -> run.complete(ppo, true, Progress.NONE));
            assertEquals(-1, Files.mismatch(run("whole").checkpoint(), run.checkpoint()), "stopped at " + stop);
            assertEquals(-1, Files.mismatch(run("whole").curve(), run.curve()));
        }
        assertEquals(ITERATIONS + 1, Files.readAllLines(run("whole").curve()).size());
    }

    @Test
    void aCheckpointOfAnotherRunIsRefusedWithWhatDiffers() throws IOException {
        with(OPTIONS, 1, 4, ppo -> {
            ppo.iterate();
            Safetensors checkpoint = ppo.checkpoint();
            refused("another run: seed: 1 → 2", OPTIONS, 2, 4, checkpoint);
            refused("another run: options.totalSteps: 108 → 9", OPTIONS.withTotalSteps(9), 1, 4, checkpoint);
            refused(
                    "another run: options.annealed: true → false; options.learningRate: 0.001 → 0.5",
                    OPTIONS.withLearningRate(0.5, false),
                    1,
                    4,
                    checkpoint);
            refused(
                    "another network: " + ppo.network().architecture() + ", needed " + architecture(5),
                    OPTIONS,
                    1,
                    5,
                    checkpoint);
        });
    }

    @Test
    void aLossThatIsNotFiniteEndsTheTraining() throws IOException {
        with(OPTIONS.withLearningRate(1e30, false), 1, 4, ppo -> {
            UserException e = assertThrows(UserException.class, ppo::iterate);
            assertEquals(
                    "train: the loss is not finite after 36 steps; a lower learning rate may help, the last checkpoint"
                            + " is from before",
                    e.getMessage());
        });
    }

    private static void refused(String message, PpoOptions options, long seed, int filters, Safetensors checkpoint)
            throws IOException {
        with(options, seed, filters, other -> {
            UserException e = assertThrows(UserException.class, () -> other.restore(checkpoint));
            assertEquals("train: the checkpoint is of " + message, e.getMessage());
        });
    }
}
