package digr.env.carla;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.env.VectorEnvironment;
import digr.env.bridge.Launch;
import digr.run.ConnectionLostException;
import digr.run.NdArray;
import digr.run.Progress;
import digr.run.Safetensors;
import digr.run.Seeds;
import digr.run.Training;
import digr.run.TrainingRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training whose server dies in mid-episode. */
class LostTrainingTest {
    /** Two iterations of four steps straight on; it learns nothing. */
    private static final class Driving implements Training {
        private final VectorEnvironment environments;
        private long done;

        private Driving(VectorEnvironment environments) {
            this.environments = environments;
        }

        @Override
        public long done() {
            return done;
        }

        @Override
        public long total() {
            return 2;
        }

        @Override
        public Map<String, Double> iterate() {
            for (int i = 0; i < 4; i++) environments.step(new int[] {1});
            done++;
            return Map.of("reward", (double) environments.rewards()[0]);
        }

        @Override
        public Safetensors checkpoint() {
            byte[] state = environments.saveState();
            return new Safetensors(
                    Map.of(),
                    Map.of("done", NdArray.of(new long[] {done}, 1), "state", NdArray.of(state, state.length)));
        }

        @Override
        public void restore(Safetensors checkpoint) {
            done = checkpoint.tensors().get("done").longs()[0];
            environments.restoreState(checkpoint.tensors().get("state").bytes());
        }
    }

    @TempDir
    Path folder;

    private static VectorEnvironment environments(Launch launch) {
        return new VectorEnvironment(List.of(new CarlaHighway(Standin.options(), launch)), new Seeds(2), 1);
    }

    @Test
    void isSavedAndGoesOnWithTheNextServer() {
        TrainingRun run = new TrainingRun(folder, Duration.ofHours(1));
        int step = 6; // of the episode: the second of the second iteration; 11 ticks come before the first
        byte[] afterFive;
        try (var environments = environments(Standin.failing("kill:" + (11 + step)))) {
            var training = new Driving(environments);
            var e = assertThrows(ConnectionLostException.class, () -> run.complete(training, false, Progress.NONE));
            assertTrue(e.getMessage().contains("code 137 at STEP"), e.getMessage());
            assertTrue(e.getMessage().endsWith("; saved in " + run.checkpoint() + ", go on with --resume"));
            assertEquals(1, training.done());
            afterFive = environments.frames().clone();
        }
        try (var environments = environments(Standin.launch())) {
            var training = new Driving(environments);
            training.restore(Safetensors.read(run.checkpoint()));
            assertArrayEquals(afterFive, environments.frames());
            run.complete(training, true, Progress.NONE);
            assertEquals(2, training.done());
        }
    }
}
