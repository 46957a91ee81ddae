package digr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import digr.distill.MaskSource;
import digr.env.Recording;
import digr.env.RedFetchGreen;
import digr.env.Room;
import digr.eval.RoomStates;
import digr.eval.SaliencyDataset;
import digr.lab.MaskPad;
import digr.nn.Architecture;
import digr.nn.Architecture.Convolution;
import digr.nn.Initialiser;
import digr.nn.Network;
import digr.policy.LoadOptions;
import digr.policy.PolicyFile;
import digr.policy.PolicyWeights;
import digr.run.CurveText;
import digr.run.NdArray;
import digr.run.NpyFile;
import digr.run.NpzFile;
import digr.run.Provenance;
import digr.run.Safetensors;
import digr.run.Seeds;
import digr.run.UserException;
import digr.study.Cell;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Files of every kind, damaged by the thousand: each is read as what was written, or refused in one line. What carries no
 * check sum may be read as something else, but then as something that can be: it is used, too.
 */
class MutatedFilesTest {
    /** Of each kind; of a zip file's as many from without and from within. */
    private static final int FILES = 1000;

    private static final long MOST_NANOS = 2_000_000_000L;
    private static final Provenance PROVENANCE = Provenance.of("rfg", Map.of("width", "4"), 3);
    private static final Architecture ARCHITECTURE =
            new Architecture(1, 6, 6, List.of(new Convolution(2, 2, 2)), List.of(3), 2, false);
    private static final LoadOptions OPTIONS =
            LoadOptions.defaults().withStrides(List.of(2)).withInput(List.of(1, 6, 6));
    private static final Pattern CHECKSUM = Pattern.compile(",\"digr.sha256\":\"[0-9a-f]{64}\"");

    @TempDir
    private Path folder;

    @Test
    void policies() throws IOException {
        PolicyWeights policy = policy();
        for (String ending : List.of("safetensors", "npz", "zip")) {
            Path file = folder.resolve("policy." + ending);
            PolicyFile.write(policy, file);
            sameOrRefused(file, path -> {
                PolicyWeights read = PolicyFile.read(path, OPTIONS);
                return read.architecture() + text(read.parameters());
            });
        }
    }

    /** Those of other programs, and of this one before it knew of any: what is read must play, or say why it can't. */
    @Test
    void policiesWithoutACheckSum() throws IOException {
        Path file = folder.resolve("policy.safetensors");
        PolicyFile.write(policy(), file);
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        String spaces = " ".repeat(",'digr.sha256':''".length() + 64);
        Files.writeString(file, CHECKSUM.matcher(bytes).replaceFirst(spaces), StandardCharsets.ISO_8859_1);
        readOrRefused(file, MutatedFilesTest::play);
        for (String ending : List.of("npz", "zip")) {
            Path zip = folder.resolve("policy." + ending);
            PolicyFile.write(policy(), zip);
            readOrRefusedInside(zip, MutatedFilesTest::play);
        }
    }

    /** What is of another architecture than what was written is tried. */
    private static Object play(Path path) {
        PolicyWeights read = PolicyFile.read(path, OPTIONS);
        Architecture of = read.architecture();
        if (of.equals(ARCHITECTURE)) return of;
        return read.policy().logits(new byte[of.channels() * of.height() * of.width()], 1);
    }

    @Test
    void masks() {
        Path file = folder.resolve("masks.npz");
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put("states", NdArray.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 1, 2, 2));
        arrays.put("levels", NdArray.of(new byte[8], 2, 2, 2));
        arrays.put("background", NdArray.of(new byte[] {1, 1, 2, 2}, 1, 2, 2));
        NpzFile.write(file, arrays, PROVENANCE);
        sameOrRefused(file, MutatedFilesTest::masks);
        readOrRefusedInside(file, MutatedFilesTest::masks);
        arrays.keySet().retainAll(List.of("states"));
        arrays.put("important", NdArray.of(new boolean[8], 2, 2, 2));
        NpzFile.write(file, arrays);
        sameOrRefused(file, MutatedFilesTest::masks);
        readOrRefusedInside(file, MutatedFilesTest::masks);
    }

    private static String masks(Path path) {
        MaskSource read = MaskSource.load(path);
        boolean[] unimportant = read.unimportant(0.1);
        assertEquals(unimportant.length * read.stateShape()[0], read.states().length);
        return Arrays.toString(read.states()) + Arrays.toString(unimportant);
    }

    @Test
    void statesWithRegions() {
        Path file = folder.resolve("states.npz");
        NdArray regions = NdArray.of(new byte[] {0, 1, 2, 0, 0, 1, 2, 0}, 2, 2, 2);
        NpzFile.write(file, Map.of("states", NdArray.of(new byte[8], 2, 1, 2, 2), "regions", regions), PROVENANCE);
        sameOrRefused(file, MutatedFilesTest::states);
        readOrRefusedInside(file, MutatedFilesTest::states);
        Seeds seeds = new Seeds(4);
        RedFetchGreen game = new RedFetchGreen();
        List<Room> rooms = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            game.reset(seeds.split("room", i).seed());
            rooms.add(game.room());
        }
        new SaliencyDataset(new RoomStates(rooms), Optional.of(PROVENANCE), Optional.empty()).write(file);
        sameOrRefused(file, MutatedFilesTest::states);
        readOrRefusedInside(file, MutatedFilesTest::states);
    }

    private static String states(Path path) {
        SaliencyDataset read = SaliencyDataset.load(path);
        return read.provenance() + Arrays.toString(read.first(1).frames());
    }

    @Test
    void keptCells() {
        Path file = folder.resolve("cell.npz");
        new Cell(Map.of("return", new double[] {1, -1}), PROVENANCE).write(file);
        sameOrRefused(file, MutatedFilesTest::cell);
        readOrRefusedInside(file, MutatedFilesTest::cell);
    }

    private static String cell(Path path) {
        double[] returns = Cell.kept(path, PROVENANCE, List.of(Map.of("return", 2)))
                .orElseThrow(() -> new UserException("of another run"))
                .values()
                .get("return");
        assertTrue(Arrays.stream(returns).allMatch(Double::isFinite), Arrays.toString(returns));
        return Arrays.toString(returns);
    }

    @Test
    void arraysAndTexts() throws IOException {
        Path npy = folder.resolve("states.npy");
        NpyFile.write(npy, NdArray.of(new byte[24], 2, 3, 2, 2));
        readOrRefused(npy, path -> NpyFile.read(path).length());
        Path episodes = Files.writeString(folder.resolve("episodes.json"), """
                {"episodes": [{"actions": [2, 1, 3], "seed": 4, "initial": {"agent": {"x": 3, "y": 6, "dir": 3},
                 "objects": [{"type": "key", "colour": "green", "x": 4, "y": 5}]}}]}""");
        readOrRefused(episodes, Recording::read);
        Path provenance = Files.writeString(folder.resolve("provenance.json"), PROVENANCE.toJson());
        readOrRefused(provenance, path -> Provenance.fromJson(Files.readString(path, StandardCharsets.ISO_8859_1))
                .toJson());
        Path csv = Files.writeString(folder.resolve("curve.csv"), "done,return,AUC\n50,0.5,\n100,0.75,.99\n");
        readOrRefused(csv, path -> CurveText.read("Performance", path));
        Path pad = Files.writeString(folder.resolve("pad.txt"), "2x3: 1 2 3");
        readOrRefused(pad, path -> MaskPad.mask(Files.readString(path, StandardCharsets.ISO_8859_1)));
    }

    @Test
    void longOrDeepTextsDoNotOverflowTheStack() throws IOException {
        assertThrows(UserException.class, () -> MaskPad.mask("2x3:" + " 1".repeat(100_000)));
        Path json = Files.writeString(folder.resolve("deep.json"), "{\"episodes\": " + "[".repeat(100_000));
        assertThrows(UserException.class, () -> Recording.read(json));
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + "1,".repeat(30_000) + "), }";
        byte[] start = {
            (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), (byte) (header.length() >> 8)
        };
        Path npy = folder.resolve("deep.npy");
        Files.write(npy, start);
        Files.writeString(npy, header, StandardOpenOption.APPEND);
        assertThrows(UserException.class, () -> NpyFile.read(npy));
    }

    @Test
    void metadataOfOthersIsNotOurs() {
        PolicyWeights policy = policy();
        Path file = folder.resolve("foreign.safetensors");
        Map<String, String> metadata = Map.of("architecture", "NatureCNN", "provenance", "trained by Ann");
        new Safetensors(metadata, policy.parameters()).write(file);
        PolicyWeights read = PolicyFile.read(file, OPTIONS);
        assertEquals(policy.architecture(), read.architecture());
        assertTrue(read.provenance().isEmpty());
    }

    @Test
    void aStrideThatEndsTheNativeLibraryIsRefused() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new Convolution(4, 2, Integer.MAX_VALUE));
        assertEquals(
                "Convolution: filters, kernel and stride must be 1 to 65536, got 4, 2, 2147483647", e.getMessage());
    }

    @Test
    void aPolicyWhoseLogitsOverflowIsRefusedWhenItPlays() {
        PolicyWeights policy = policy();
        Map<String, NdArray> huge = new LinkedHashMap<>(policy.parameters());
        huge.replaceAll((name, array) -> {
            float[] numbers = new float[array.length()];
            Arrays.fill(numbers, 3e38f);
            return NdArray.of(numbers, array.shape());
        });
        PolicyWeights overflowing = new PolicyWeights(policy.architecture(), huge, policy.provenance());
        byte[] white = new byte[36];
        Arrays.fill(white, (byte) 255);
        UserException e =
                assertThrows(UserException.class, () -> overflowing.policy().logits(white, 1));
        assertTrue(e.getMessage().startsWith("Policy: its logits of a state must be finite, got ["), e.getMessage());
    }

    private static PolicyWeights policy() {
        Network network = new Network(ARCHITECTURE, DataType.FLOAT);
        Initialiser.orthogonal(network, new Seeds(5).stream("initialisation"));
        return PolicyWeights.of(network, PROVENANCE);
    }

    private interface Reader {
        Object read(Path path) throws IOException;
    }

    private interface Damage {
        byte[] of(byte[] file) throws IOException;
    }

    private void sameOrRefused(Path sound, Function<Path, String> reader) {
        String content = reader.apply(sound);
        each(sound, isZip(sound) ? FILES / 2 : FILES, new Mutation(7)::of, path -> {
            assertEquals(content, reader.apply(path));
            return content;
        });
    }

    private void readOrRefused(Path sound, Reader reader) {
        each(sound, FILES, new Mutation(7)::of, reader);
    }

    /** Damages what a zip file holds, below its own check sums. */
    private void readOrRefusedInside(Path sound, Reader reader) {
        each(sound, FILES / 2, new Mutation(8)::ofEntry, reader);
    }

    private static boolean isZip(Path file) {
        return !file.toString().endsWith(".safetensors");
    }

    private void each(Path sound, int files, Damage damage, Reader reader) {
        String name = sound.getFileName().toString();
        Path damaged = folder.resolve("damaged" + name.substring(name.lastIndexOf('.')));
        int refused = 0;
        for (int i = 0; i < files; i++) {
            long before = cpuNanos();
            try {
                byte[] bytes = Files.readAllBytes(sound);
                Files.write(damaged, damage.of(bytes));
                reader.read(damaged);
            } catch (UserException e) {
                refused++;
                String message = e.getMessage();
                assertTrue(message.length() <= 1000 && message.chars().noneMatch(c -> c < ' '), message);
            } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
                fail(name + ", damage " + i + ": " + e, e);
            }
            assertTrue(cpuNanos() - before < MOST_NANOS, name + ", damage " + i + " takes seconds");
        }
        assertTrue(refused > files / 4, name + ": only " + refused + " refused");
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Names, types, shapes and numbers. */
    private static String text(Map<String, NdArray> arrays) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(arrays)
                .forEach((name, array) -> text.append(name).append(array).append(Arrays.toString(array.floats())));
        return text.toString();
    }
}
