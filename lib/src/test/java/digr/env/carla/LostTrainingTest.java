package digr.env.carla;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.env.VectorEnvironment;
import digr.nn.Architecture;
import digr.nn.Network;
import digr.rl.Ppo;
import digr.rl.PpoOptions;
import digr.run.ConnectionLostException;
import digr.run.Progress;
import digr.run.Safetensors;
import digr.run.Seeds;
import digr.run.TrainingRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

/** A training whose server dies in mid-episode. */
class LostTrainingTest {
    /** Two rollouts of 4 steps. */
    private static final PpoOptions OPTIONS =
            new PpoOptions(1, 4, 1, 1, 8, 0.99, 0.95, 0.2, 0.01, 0.5, 0.5, 1e-3, false, false);

    @TempDir
    Path folder;

    private static Ppo ppo(VectorEnvironment environments) {
        Network network = new Network(Architecture.small(3, 128, 128, 3).withValueHead(true), DataType.FLOAT);
        return new Ppo("driving", OPTIONS, environments, network, new Seeds(2));
    }

    private static VectorEnvironment environments(Launch launch) {
        return new VectorEnvironment(List.of(new CarlaHighway(Standin.options(), launch)), new Seeds(2), 1);
    }

    @Test
    void isSavedAndGoesOnWithTheNextServer() {
        TrainingRun run = new TrainingRun(folder, Duration.ofHours(1));
        int step = 6; // of the episode: the second of the second rollout; 11 ticks come before the first
        byte[] afterFive;
        try (var environments = environments(Standin.failing("kill:" + (11 + step)))) {
            Ppo ppo = ppo(environments);
            var e = assertThrows(ConnectionLostException.class, () -> run.complete(ppo, false, Progress.NONE));
            assertTrue(e.getMessage().contains("code 137 at STEP"), e.getMessage());
            assertTrue(
                    e.getMessage().endsWith("; saved in " + run.checkpoint() + ", go on with --resume"),
                    e.getMessage());
            assertEquals(4, ppo.done());
            afterFive = environments.frames().clone();
        }
        try (var environments = environments(Standin.launch())) {
            Ppo ppo = ppo(environments);
            ppo.restore(Safetensors.read(run.checkpoint()));
            assertArrayEquals(afterFive, environments.frames());
            run.complete(ppo, true, Progress.NONE);
            assertEquals(8, ppo.done());
        }
    }
}
