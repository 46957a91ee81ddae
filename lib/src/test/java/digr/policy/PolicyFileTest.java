package digr.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.nn.Architecture;
import digr.nn.Architecture.Convolution;
import digr.run.NdArray;
import digr.run.NpyFile;
import digr.run.NpzFile;
import digr.run.Provenance;
import digr.run.Safetensors;
import digr.run.Seeds;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PolicyFileTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/saliency/rfg");
    private static final Architecture TINY = new Architecture(
            2, 12, 10, List.of(new Convolution(3, 4, 2), new Convolution(2, 2, 1)), List.of(5), 3, false);
    private static final Provenance PROVENANCE = Provenance.of("rfg", Map.of("alpha", "0.01"), 7);

    @TempDir
    Path folder;

    @Test
    void aFileInPyTorchsNamesGivesPyTorchsLogits() {
        Policy policy = PolicyFile.load(GOLDEN.resolve("weights.npz"));
        NdArray states = NpzFile.read(GOLDEN.resolve("inputs.npz")).get("states");
        double[] expected = NpyFile.read(GOLDEN.resolve("logits.npy")).doubles();
        INDArray input = Nd4j.createFromArray(states.floats()).reshape(4, 3, 64, 64);
        double[] logits = Arrays.stream(policy.logits(input))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        assertArrayEquals(expected, logits, 2e-5);
    }

    @Test
    void aPolicyOfItsOwnFormatComesBackWithAllThatItSays() {
        for (boolean valueHead : new boolean[] {false, true}) {
            PolicyWeights policy = random(TINY.withValueHead(valueHead));
            Path file = folder.resolve("a.safetensors");
            PolicyFile.write(policy, file);
            PolicyWeights back = PolicyFile.read(file);
            assertEquals(policy.architecture(), back.architecture());
            assertEquals(Optional.of(PROVENANCE), back.provenance());
            assertSameParameters(policy, back);
        }
    }

    @Test
    void theLearningCurveBesideItTellsWhatItReached() throws IOException {
        Path file = folder.resolve("digr-seed0.safetensors");
        Path curve = folder.resolve("digr-seed0.csv");
        PolicyFile.write(random(TINY), file);
        assertEquals(Map.of(), PolicyFile.read(file).curveEnd());
        Files.writeString(curve, "done,loss,AUC\n50,0.5,0.7\n100,0.25,0.98\n150,0.125,\n");
        assertEquals(
                Map.of("done", 100.0, "loss", 0.25, "AUC", 0.98),
                PolicyFile.read(file).curveEnd());
        for (String none : List.of("", "done,loss\n", "done,loss\n50,\n", "a,b\nc,d\n", "a\n1,2\n")) {
            Files.writeString(curve, none);
            assertEquals(Map.of(), PolicyFile.read(file).curveEnd(), none);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.npz", "a.zip"})
    void anotherFormatKeepsTheParameters(String name) {
        PolicyWeights policy = random(Architecture.small(3, 64, 64, 7));
        Path file = folder.resolve(name);
        PolicyFile.write(policy, file);
        PolicyWeights back = PolicyFile.read(file);
        assertEquals(policy.architecture(), back.architecture());
        assertSameParameters(policy, back);
    }

    @Test
    void aNetworkKeepsItsParametersOnTheWayThroughAFile() {
        PolicyWeights policy = random(TINY.withValueHead(true));
        assertSameParameters(policy, PolicyWeights.of(policy.network(), PROVENANCE));
    }

    @Test
    void whatATrainingNeedsBesideIsNoPartOfThePolicy() {
        PolicyWeights policy = random(TINY);
        Safetensors file = PolicyFile.toSafetensors(policy);
        Map<String, NdArray> tensors = new LinkedHashMap<>(file.tensors());
        tensors.put(PolicyFile.TRAINING + "generator", NdArray.of(new byte[16], 16));
        Path path = folder.resolve("a.safetensors");
        new Safetensors(file.metadata(), tensors).write(path);
        assertSameParameters(policy, PolicyFile.read(path));
    }

    @Test
    void float64IsNarrowed() {
        Map<String, NdArray> doubles = new LinkedHashMap<>();
        PolicyWeights policy = random(TINY);
        policy.parameters().forEach((name, array) -> {
            double[] wide = new double[array.length()];
            for (int i = 0; i < wide.length; i++) wide[i] = array.floats()[i];
            doubles.put(name, NdArray.of(wide, array.shape()));
        });
        Path file = folder.resolve("a.npz");
        NpzFile.write(file, doubles);
        LoadOptions options = LoadOptions.defaults().withStrides(List.of(2, 1)).withInput(List.of(2, 12, 10));
        assertSameParameters(policy, PolicyFile.read(file, options));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 84, 128})
    void thePapersInputsNeedNotBeTold(int side) {
        Architecture architecture = Architecture.small(2, side, side, 4);
        Path file = folder.resolve("a.npz");
        PolicyFile.write(random(architecture), file);
        assertEquals(architecture, PolicyFile.read(file).architecture());
    }

    /** By hand: a side of 100 → 24 → 11 → 9, as 100 to 107 all do. */
    @Test
    void otherInputsMustBeTold() {
        Architecture architecture = Architecture.small(2, 101, 101, 4);
        Path file = folder.resolve("a.npz");
        PolicyFile.write(random(architecture), file);
        assertRefused(file, LoadOptions.defaults(), "its input may have 100 to 107 rows and columns");
        LoadOptions told = LoadOptions.defaults().withInput(List.of(2, 101, 101));
        assertEquals(architecture, PolicyFile.read(file, told).architecture());
    }

    @Test
    void anInputThatDoesNotFitIsRefused() {
        Path file = folder.resolve("a.npz");
        PolicyFile.write(random(Architecture.small(3, 64, 64, 7)), file);
        LoadOptions options = LoadOptions.defaults();
        assertRefused(file, options.withInput(List.of(1, 64, 64)), "conv1.weight has 3 input channels");
        assertRefused(
                file,
                options.withInput(List.of(3, 84, 84)),
                "fc1.weight has 512 inputs, which an input of [3, 84, 84]");
        assertRefused(file, options.withInput(List.of(3, 4, 4)), "which an input of [3, 4, 4] does not give");
        assertRefused(file, options.withStrides(List.of(4, 2)), "needed a stride for each of 3 convolutions");
        PolicyFile.write(random(Architecture.small(3, 64, 84, 7)), file);
        assertRefused(file, options, "the input is not square");
    }

    @Test
    void missingUnknownMisshapenAndInfiniteParametersAreRefused() {
        Map<String, NdArray> good = random(TINY).parameters();
        assertParametersRefused(good, "fc2.bias", null, "parameter fc2.bias is missing");
        assertParametersRefused(good, "conv1.weight", null, "needed parameters conv1.weight, conv1.bias, ...");
        assertParametersRefused(good, "fc3.bias", NdArray.of(new float[3], 3), "unknown parameter fc3.bias");
        assertParametersRefused(
                good, "fc1.bias", NdArray.of(new float[4], 4), "fc1.bias must be float32 [5], got float32 [4]");
        assertParametersRefused(
                good, "fc1.bias", NdArray.of(new int[5], 5), "fc1.bias must be float32 [5], got int32 [5]");
        assertParametersRefused(
                good,
                "fc1.bias",
                NdArray.of(new float[] {0, 0, Float.NaN, 0, 0}, 5),
                "fc1.bias must be finite, holds NaN");
        assertParametersRefused(
                good,
                "fc1.bias",
                NdArray.of(new double[] {0, 0, 1e300, 0, 0}, 5),
                "fc1.bias must be finite, holds Inf");
        assertParametersRefused(good, "fc2.weight", NdArray.of(new float[15], 15), "fc2.weight must have 2 axes");
        assertParametersRefused(
                good, "conv1.weight", NdArray.of(new float[0], 0, 2, 4, 4), "must have 4 axes, none empty");
        assertParametersRefused(
                good, "conv1.weight", NdArray.of(new float[96], 3, 2, 2, 8), "must have a square kernel");
    }

    @Test
    void anArchitectureThatIsNoneIsRefused() {
        Safetensors file = PolicyFile.toSafetensors(random(TINY));
        for (String change : List.of(
                "\"height\":12=\"height\":-1",
                "\"height\":12=\"height\":1000000",
                "\"height\":12=\"height\":null",
                "\"kernel\":4=\"kernel\":4.5",
                "\"actions\":3=\"actions\":3,\"more\":1",
                "\"hidden\":[5]=\"hidden\":[null]",
                "\"hidden\":[5]=\"hidden\":[6]",
                "{=[")) {
            String[] parts = change.split("=");
            Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
            metadata.compute("architecture", (key, json) -> json.replace(parts[0], parts[1]));
            Path path = folder.resolve("a.safetensors");
            new Safetensors(metadata, file.tensors()).write(path);
            assertRefused(path, LoadOptions.defaults(), "Policy: " + path + ": ");
        }
    }

    @Test
    void filesThatHoldNoPolicyAreRefused() throws IOException {
        Path array = folder.resolve("a.npy");
        NpyFile.write(array, NdArray.of(new float[4], 4));
        assertRefused(array, LoadOptions.defaults(), "no safetensors file");
        assertRefused(folder.resolve("none.npz"), LoadOptions.defaults(), "no file");
        assertRefused(folder, LoadOptions.defaults(), "is a folder");
        assertRefused(Files.createFile(folder.resolve("empty")), LoadOptions.defaults(), "too short");
        assertRefused(GOLDEN.resolve("inputs.npz"), LoadOptions.defaults(), "got states, states_u8");
        Path torch = folder.resolve("a.pt");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(torch))) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
        }
        assertRefused(torch, LoadOptions.defaults(), "a PyTorch pickle can hold anything");
    }

    @Test
    void anUnknownEndingIsRefusedAndNothingWritten() {
        Path file = folder.resolve("a.pt");
        PolicyWeights policy = random(TINY);
        String message = assertThrows(UserException.class, () -> PolicyFile.write(policy, file))
                .getMessage();
        assertEquals(
                "Policy: can't write " + file + ": its name must end with .safetensors, .npz, or .zip for DL4J",
                message);
        assertTrue(Files.notExists(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.safetensors", "a.npz", "a.zip"})
    void damagedFilesAreRefusedOrStillAPolicy(String name) throws IOException {
        Path file = folder.resolve(name);
        PolicyFile.write(random(TINY), file);
        byte[] whole = Files.readAllBytes(file);
        LoadOptions options = LoadOptions.defaults().withStrides(List.of(2, 1)).withInput(List.of(2, 12, 10));
        assertEquals(TINY, PolicyFile.read(file, options).architecture());
        UniformRandomProvider random = new Seeds(1).stream("damage");
        for (int i = 0; i < 400; i++) {
            byte[] damaged = i % 2 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (i % 2 == 1)
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--)
                    damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            try {
                PolicyFile.read(file, options).network();
                assertTrue(i % 2 == 1, "a truncated file was read");
            } catch (UserException e) {
                assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
            }
        }
    }

    private void assertParametersRefused(Map<String, NdArray> good, String name, NdArray array, String why) {
        Map<String, NdArray> bad = new LinkedHashMap<>(good);
        if (array == null) bad.remove(name);
        else bad.put(name, array);
        Path file = folder.resolve("a.npz");
        NpzFile.write(file, bad);
        assertRefused(file, LoadOptions.defaults().withStrides(List.of(2, 1)).withInput(List.of(2, 12, 10)), why);
    }

    private static void assertRefused(Path file, LoadOptions options, String why) {
        String message = assertThrows(UserException.class, () -> PolicyFile.read(file, options))
                .getMessage();
        assertTrue(message.contains(why) && message.contains(file.toString()), message);
    }

    private static void assertSameParameters(PolicyWeights expected, PolicyWeights actual) {
        assertEquals(
                List.copyOf(expected.parameters().keySet()),
                List.copyOf(actual.parameters().keySet()));
        expected.parameters().forEach((name, array) -> {
            NdArray other = actual.parameters().get(name);
            assertEquals(array.toString(), other.toString(), name);
            assertArrayEquals(array.floats(), other.floats(), name);
        });
    }

    static PolicyWeights random(Architecture architecture) {
        UniformRandomProvider random = new Seeds(5).stream("parameters");
        Map<String, NdArray> parameters = new LinkedHashMap<>();
        architecture.parameterShapes().forEach((name, shape) -> {
            int[] sizes = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
            float[] values = new float[Arrays.stream(sizes).reduce(1, (a, b) -> a * b)];
            for (int i = 0; i < values.length; i++) values[i] = (float) (random.nextDouble() - 0.5) / 8;
            parameters.put(name, NdArray.of(values, sizes));
        });
        return new PolicyWeights(architecture, parameters, Optional.of(PROVENANCE));
    }
}
