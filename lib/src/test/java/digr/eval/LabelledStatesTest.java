package digr.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.ToyEnvironment;
import digr.env.Marked;
import digr.env.Regions;
import digr.env.driving.Highway;
import digr.env.driving.HighwayOptions;
import digr.nn.Architecture;
import digr.nn.Initialiser;
import digr.nn.NativeThreads;
import digr.nn.Network;
import digr.policy.Policy;
import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Progress;
import digr.run.Seeds;
import digr.run.UserException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

class LabelledStatesTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void oneThread() {
        NativeThreads.use(1);
    }

    private static SaliencyDataset drive(int count) {
        return SaliencyDataset.collect(
                "driving", StateCollector.ofMarked(LabelledStatesTest::highway), policy(), count, 1, Progress.NONE);
    }

    private static Highway highway() {
        return new Highway(HighwayOptions.defaults().withMaxSteps(60));
    }

    private static Policy policy() {
        Network network = new Network(Architecture.small(3, 128, 128, 3), DataType.FLOAT);
        Initialiser.orthogonal(network, new Seeds(1).stream("initialisation"));
        return new Policy(network);
    }

    @Test
    void everyStateOfADriveShowsANearCarAndASkyThatDoesNotMatter() {
        RecordedStates states = (RecordedStates) drive(5).states();
        assertEquals(5, states.size());
        for (int i = 0; i < 5; i++) {
            Regions regions = states.regions(i);
            assertTrue(regions.unimportant()[64]); // the sky
            int cars = 0;
            for (boolean pixel : regions.important()) if (pixel) cars++;
            assertTrue(cars >= 8 && cars < 8000, cars + " important pixels");
        }
        assertArrayEquals(states.frames(), ((RecordedStates) drive(5).states()).frames());
    }

    @Test
    void comesBackFromItsFile() {
        SaliencyDataset dataset = drive(3);
        Path file = folder.resolve("driving.npz");
        dataset.write(file);
        SaliencyDataset back = SaliencyDataset.load(file);
        assertArrayEquals(dataset.first(3).frames(), back.first(3).frames());
        assertArrayEquals(
                dataset.first(3).regions(2).important(),
                back.first(3).regions(2).important());
        assertEquals("driving", back.provenance().get().task());
        assertEquals("20", back.provenance().get().options().get("statesAnEpisode"));
    }

    @Test
    void aDamagedFileIsRefused() {
        Path file = folder.resolve("driving.npz");
        drive(2).write(file);
        Map<String, NdArray> good = NpzFile.read(file);
        refused(file, good, NdArray.of(new byte[2 * 128 * 128 - 1], 1, 1, 2 * 128 * 128 - 1), "regions [n, H, W]");
        refused(file, good, NdArray.of(new byte[2 * 128 * 128], 2 * 128 * 128), "regions [n, H, W]");
        byte[] three = new byte[2 * 128 * 128];
        three[7] = 4;
        refused(file, good, NdArray.of(three, 2, 128, 128), "a mark is 0, 1, 2 or 3, got 4");
    }

    private static void refused(Path file, Map<String, NdArray> good, NdArray regions, String why) {
        Map<String, NdArray> bad = new LinkedHashMap<>(good);
        bad.put("regions", regions);
        NpzFile.write(file, bad);
        UserException e = assertThrows(UserException.class, () -> SaliencyDataset.load(file));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void everyStateOfAnEpisodeIsEquallyLikely() {
        int[] counts = new int[10];
        for (int seed = 0; seed < 100; seed++)
            for (int step :
                    new StateSampler<>(Ten::new, Ten::steps).draw(tenPolicy(), 4, 3, new Seeds(seed), Progress.NONE))
                counts[step]++;
        // 1,200 draws over 10 states: 120 each, standard deviation 9.2 without replacement
        for (int step = 0; step < 10; step++) assertEquals(120, counts[step], 4 * 9.2, "step " + step);
    }

    @Test
    void ofAShortEpisodeAllStatesAreTaken() {
        assertEquals(
                20,
                new StateSampler<>(Ten::new, Ten::steps)
                        .draw(tenPolicy(), 2, 30, new Seeds(1), Progress.NONE)
                        .size());
    }

    @Test
    void theFirstStatesAreOfDifferentEpisodes() {
        List<Long> starts =
                new StateSampler<>(Ten::new, ten -> ten.start).draw(tenPolicy(), 4, 3, new Seeds(1), Progress.NONE);
        assertEquals(12, starts.size());
        assertEquals(4, Set.copyOf(starts.subList(0, 4)).size());
        assertEquals(starts.subList(0, 4), starts.subList(4, 8));
        assertEquals(starts.subList(0, 4), starts.subList(8, 12));
    }

    @Test
    void ofAnEnvironmentThatMarksNothingThatIsSaid() {
        StateCollector collector = StateCollector.ofMarked(Ten::new);
        UserException e = assertThrows(
                UserException.class, () -> collector.collect(tenPolicy(), 1, new Seeds(1), "test", Progress.NONE));
        assertEquals(
                "StateCollector: " + Ten.class.getName() + " does not say which pixels matter; a digr.env.Marked does",
                e.getMessage());
    }

    @Test
    void whereNothingMattersThatIsSaid() {
        final class Blind extends ToyEnvironment implements Marked {
            Blind() {
                super(2);
            }

            @Override
            public Regions regions() {
                return new Regions(new boolean[1], new boolean[1]);
            }
        }
        StateCollector collector = StateCollector.ofMarked(Blind::new);
        UserException e = assertThrows(
                UserException.class, () -> collector.collect(tenPolicy(), 1, new Seeds(1), "test", Progress.NONE));
        assertEquals(
                "StateCollector: 1 states that show what matters were needed, and 64 episodes have fewer; of which pixels"
                        + " do the regions say that they matter?",
                e.getMessage());
    }

    private static Policy tenPolicy() {
        return new Policy(new Network(new Architecture(1, 1, 1, List.of(), List.of(), 2, false), DataType.FLOAT));
    }

    private static final class Ten extends ToyEnvironment {
        private long start;

        Ten() {
            super(10);
        }

        @Override
        public void reset(long seed) {
            super.reset(seed);
            start = seed;
        }

        int steps() {
            return steps;
        }
    }
}
