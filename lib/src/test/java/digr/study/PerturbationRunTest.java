package digr.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.distill.PerturbationDataset;
import digr.distill.PerturbationGenerator;
import digr.env.RedFetchGreen;
import digr.env.VectorEnvironment;
import digr.nn.NativeThreads;
import digr.policy.Policy;
import digr.policy.PolicyFile;
import digr.run.Progress;
import digr.run.SafeFiles;
import digr.run.Seeds;
import digr.saliency.GaussianBlur;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerturbationRunTest {
    private static final int STATES = 70;

    private final Policy teacher = PolicyFile.load(Golden.path("saliency/rfg/weights.npz"));

    private final int nativeThreads = NativeThreads.count();

    @TempDir
    Path folder;

    @AfterEach
    void useAsManyThreadsAsBefore() {
        NativeThreads.use(nativeThreads);
    }

    @Test
    void cellsMakeTheBytesThatOneProgramMakes() {
        NativeThreads.use(1);
        String alone = alone();
        assertEquals(alone, written(generator -> {
            generator.collecting().run(Progress.NONE);
            return new PerturbationRun(folder.resolve("cells"), Crew.threads(1)).complete(generator, Progress.NONE);
        }));
        assertEquals(
                List.of(".lock", "states-0.npz", "states-32.npz", "states-64.npz"),
                Arrays.stream(folder.resolve("cells").toFile().list()).sorted().toList());
        String goesOn = written(generator -> {
            generator.collecting().run(Progress.NONE);
            for (int i = 0; i < 3; i++) generator.iterate(); // 8 states each
            return new PerturbationRun(folder.resolve("cells"), Crew.threads(1)).complete(generator, Progress.NONE);
        });
        assertEquals(alone, goesOn);
        Grid.delete(folder.resolve("cells"));
        assertTrue(Files.notExists(folder.resolve("cells")));
        Grid.delete(folder.resolve("cells"));
    }

    @Test
    void threadsChangeNoByte() {
        NativeThreads.use(1);
        String alone = alone();
        for (int threads : new int[] {2, 3}) { // with two the last six states are a pass by themselves
            NativeThreads.use(threads);
            assertEquals(alone, alone());
            assertEquals(threads, NativeThreads.count());
        }
    }

    private String alone() {
        return written(generator -> {
            generator.run(Progress.NONE);
            return generator.dataset();
        });
    }

    private interface Maker {
        PerturbationDataset make(PerturbationGenerator generator);
    }

    /** The SHA-256 of the dataset's file. */
    private String written(Maker maker) {
        Seeds seeds = new Seeds(3);
        try (VectorEnvironment environments = VectorEnvironment.of(4, RedFetchGreen::new, seeds)) {
            Path file = folder.resolve("masks.npz");
            maker.make(new PerturbationGenerator("rfg", teacher, new GaussianBlur(4, 32), STATES, environments, seeds))
                    .write(file);
            return SafeFiles.sha256(file);
        }
    }
}
