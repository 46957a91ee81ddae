package digr.distill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.DamagedCheckpoint;
import digr.FaultyEnvironment;
import digr.Golden;
import digr.env.Environment;
import digr.env.RedFetchGreen;
import digr.env.VectorEnvironment;
import digr.env.driving.Highway;
import digr.env.driving.HighwayOptions;
import digr.nn.Architecture;
import digr.nn.Initialiser;
import digr.nn.Network;
import digr.policy.Policy;
import digr.run.ConnectionLostException;
import digr.run.NdArray;
import digr.run.Progress;
import digr.run.SafeFiles;
import digr.run.Safetensors;
import digr.run.Seeds;
import digr.run.TrainingRun;
import digr.run.UserException;
import digr.saliency.GaussianBlur;
import digr.saliency.SaliencyMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PerturbationDatasetTest {
    private static final GaussianBlur METHOD = new GaussianBlur(4, 8);
    private static final Policy TEACHER = new Policy(Golden.rfgNetwork("weights.npz", DataType.FLOAT));

    @TempDir
    Path folder;

    private static PerturbationGenerator generator(int size, long seed) {
        Seeds seeds = new Seeds(seed);
        VectorEnvironment environments = VectorEnvironment.of(4, RedFetchGreen::new, seeds);
        return new PerturbationGenerator("rfg", TEACHER, METHOD, size, environments, seeds);
    }

    /** In driving, from masks of removed cars. */
    private static PerturbationGenerator removing(int size, long seed) {
        Seeds seeds = new Seeds(seed);
        VectorEnvironment environments = VectorEnvironment.of(4, () -> new Highway(HighwayOptions.defaults()), seeds);
        Network network = new Network(Architecture.small(3, 128, 128, 3), DataType.FLOAT);
        Initialiser.orthogonal(network, new Seeds(1).stream("initialisation"));
        return PerturbationGenerator.removing("driving", new Policy(network), size, environments, seeds);
    }

    private static PerturbationDataset generate(int size, long seed) {
        return made(generator(size, seed));
    }

    private static PerturbationDataset made(PerturbationGenerator generator) {
        generator.run(Progress.NONE);
        return generator.dataset();
    }

    @Test
    void mapsAndMasksAreThoseOfTheMethod() {
        PerturbationDataset dataset = generate(5, 1);
        assertEquals(5, dataset.size());
        float[] scaled = new float[3 * 64 * 64];
        for (int i = 0; i < 5; i++) {
            for (int k = 0; k < scaled.length; k++) scaled[k] = (dataset.states()[i * scaled.length + k] & 255) / 255f;
            INDArray state = Nd4j.createFromArray(scaled).reshape(1, 3, 64, 64);
            SaliencyMap map = METHOD.explain(TEACHER, state).get(0);
            for (double lambda : new double[] {0.001, 0.01, 0.1}) {
                boolean[] expected = new boolean[4096];
                for (int p = 0; p < 4096; p++) expected[p] = map.values()[p] <= (float) lambda;
                boolean[] masks = dataset.unimportant(lambda);
                assertArrayEquals(expected, Arrays.copyOfRange(masks, i * 4096, (i + 1) * 4096), "lambda " + lambda);
            }
            for (int p = 0; p < 4096; p++)
                assertEquals(map.values()[p], dataset.map(i).values()[p], 0.0373 * map.values()[p] + 1e-4);
        }
    }

    @Test
    void fileGivesTheSameDatasetBack() throws IOException {
        PerturbationDataset dataset = generate(3, 2);
        dataset.write(folder.resolve("a.npz"));
        PerturbationDataset read =
                assertInstanceOf(PerturbationDataset.class, MaskSource.load(folder.resolve("a.npz")));
        assertArrayEquals(dataset.states(), read.states());
        assertArrayEquals(dataset.unimportant(0.02), read.unimportant(0.02));
        assertArrayEquals(new int[] {3, 64, 64}, read.stateShape());
        assertEquals(dataset.provenance(), read.provenance());
        assertEquals(
                "GaussianBlur[radius=4.0, stride=8]",
                read.provenance().options().get("method"));
        assertEquals(Map.of(), read.provenance().parentSha256()); // the teacher is from no file
        assertEquals(
                SafeFiles.sha256(folder.resolve("a.npz")),
                read.source().orElseThrow().sha256());
        read.write(folder.resolve("b.npz"));
        assertEquals(-1, Files.mismatch(folder.resolve("a.npz"), folder.resolve("b.npz")));
    }

    @Test
    void stoppedAndResumedRunGivesTheSameFile() throws IOException {
        assertResumed(() -> generator(6, 3));
        assertResumed(() -> removing(6, 3));
    }

    /** In step 31 of the last environment; the others have taken it. */
    @Test
    void aRunWhoseEnvironmentIsLostGivesTheSameFileWhenItGoesOn() throws IOException {
        made(generator(12, 3)).write(folder.resolve("whole.npz"));
        Runnable lost = () -> {
            throw new ConnectionLostException("gone");
        };
        Seeds seeds = new Seeds(3);
        List<Environment> rooms = new ArrayList<>();
        for (int i = 0; i < 3; i++) rooms.add(new RedFetchGreen());
        rooms.add(FaultyEnvironment.inStep(31, new RedFetchGreen(), lost));
        VectorEnvironment environments = new VectorEnvironment(rooms, seeds);
        TrainingRun run = new TrainingRun(folder.resolve("lost"), Duration.ofHours(1));
        var losing = new PerturbationGenerator("rfg", TEACHER, METHOD, 12, environments, seeds);
        assertThrows(ConnectionLostException.class, () -> run.complete(losing, false, Progress.NONE));
        PerturbationGenerator resumed = generator(12, 3);
        run.complete(resumed, true, Progress.NONE);
        resumed.dataset().write(folder.resolve("resumed.npz"));
        assertEquals(-1, Files.mismatch(folder.resolve("whole.npz"), folder.resolve("resumed.npz")));
    }

    private void assertResumed(Supplier<PerturbationGenerator> maker) throws IOException {
        made(maker.get()).write(folder.resolve("whole.npz"));
        PerturbationGenerator first = maker.get();
        while (first.done() < 3) first.iterate();
        TrainingRun run = new TrainingRun(folder.resolve("run"), Duration.ZERO);
        Files.createDirectories(run.folder());
        first.checkpoint().write(run.checkpoint());
        PerturbationGenerator second = maker.get();
        run.complete(second, true, Progress.NONE);
        second.dataset().write(folder.resolve("resumed.npz"));
        assertEquals(-1, Files.mismatch(folder.resolve("whole.npz"), folder.resolve("resumed.npz")));
    }

    @Test
    void aDamagedCheckpointIsRefusedWhateverIsDamaged() {
        PerturbationGenerator half = generator(12, 3);
        while (half.done() == 0) half.iterate();
        PerturbationGenerator other = generator(12, 3);
        DamagedCheckpoint.assertRefused(half.checkpoint(), other::restore);
        PerturbationGenerator removing = removing(12, 3);
        while (removing.done() == 0) removing.iterate();
        DamagedCheckpoint.assertRefused(removing.checkpoint(), removing(12, 3)::restore);
    }

    /** Where the state's environment is gone. */
    @Test
    void statesWithoutTheirMapsOfRemovalAreRefused() {
        PerturbationGenerator removing = removing(12, 3);
        while (removing.done() == 0) removing.iterate();
        Safetensors checkpoint = removing.checkpoint();
        Map<String, NdArray> tensors = new TreeMap<>(checkpoint.tensors());
        long[] counts = tensors.get("counts").longs().clone();
        counts[1]--;
        tensors.put("counts", NdArray.of(counts, 4));
        byte[] levels = tensors.get("levels").bytes();
        int left = (int) counts[1] * removing.pixels();
        tensors.put("levels", NdArray.of(Arrays.copyOf(levels, left), left));
        Exception e = assertThrows(
                UserException.class, () -> removing(12, 3).restore(new Safetensors(checkpoint.metadata(), tensors)));
        assertTrue(e.getMessage().contains("it is damaged"), e.getMessage());
    }

    @Test
    void resumingAnotherRunIsRefused() {
        PerturbationGenerator other = generator(6, 4);
        other.iterate();
        Exception e = assertThrows(UserException.class, () -> generator(6, 5).restore(other.checkpoint()));
        assertEquals("Checkpoint: it is of another run: seed: 4 → 5", e.getMessage());
    }

    @Test
    void oneStateInTwentyIsKept() {
        long steps = generate(40, 6).provenance().steps();
        // after a kept state the next one can't be: 40 · 21 = 840 steps, standard deviation 125
        assertTrue(500 < steps && steps < 1200, "40 states in " + steps + " steps");
    }

    @Test
    void lambdaFinerThanTheMapsIsRefused() {
        PerturbationDataset dataset = generate(1, 7);
        for (double lambda : new double[] {0, 0.00009, 1, Double.NaN}) {
            Exception e = assertThrows(IllegalArgumentException.class, () -> dataset.unimportant(lambda));
            assertEquals(
                    "PerturbationDataset: lambda must be at least 1.0E-4 and below 1, got " + lambda
                            + "; maps are kept no finer",
                    e.getMessage());
        }
    }

    @Test
    void truncatedFileIsRefused() throws IOException {
        generate(1, 8).write(folder.resolve("a.npz"));
        byte[] whole = Files.readAllBytes(folder.resolve("a.npz"));
        Files.write(folder.resolve("b.npz"), Arrays.copyOf(whole, whole.length / 2));
        assertThrows(UserException.class, () -> PerturbationDataset.load(folder.resolve("b.npz")));
        assertThrows(UserException.class, () -> PerturbationDataset.load(Golden.path("saliency/rfg/weights.npz")));
    }
}
