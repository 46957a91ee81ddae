package digr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.JavaProgram;
import digr.nn.Architecture;
import digr.policy.PolicyFile;
import digr.policy.PolicyWeights;
import digr.run.NdArray;
import digr.run.NpyFile;
import digr.run.NpzFile;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.saliency.NamedMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainCommandTest {
    private static final String GOLDEN = "saliency/rfg/";

    private Terminal terminal = new Terminal();

    @TempDir
    Path folder;

    private Path states;
    private Path out;

    @BeforeEach
    void writeStates() {
        states = folder.resolve("states.npy");
        out = folder.resolve("maps.npy");
        NpyFile.write(states, bytes());
    }

    private static NdArray bytes() {
        return NpzFile.read(Golden.path(GOLDEN + "inputs.npz")).get("states_u8");
    }

    @Test
    void vanillaGradientIsThatOfPytorchFromBytesAndFloats() {
        assertEquals(0, explain("vanilla-gradient"), terminal.err());
        assertAgrees("vanilla_pixel_max.npy", 3e-6);
        NpyFile.write(states, NpzFile.read(Golden.path(GOLDEN + "inputs.npz")).get("states"));
        assertEquals(0, explain("vanilla-gradient"), terminal.err());
        assertAgrees("vanilla_pixel_max.npy", 3e-6);
    }

    @Test
    void rawMapsAreNotDivided() throws IOException {
        assertEquals(0, explain("vanilla-gradient", "--raw", "--channels", "mean"), terminal.err());
        Provenance made = Provenance.fromJson(
                Files.readString(folder.resolve("maps.json")).strip());
        assertEquals(
                Map.of("method", "VanillaGradient[]", "channels", "mean", "raw", "true", "strides", "[4, 2, 1]"),
                made.options());
        assertEquals(SafeFiles.sha256(states), made.parentSha256().get("states"));
        var maxima = Golden.json(GOLDEN + "expected.json").at("/maximum_before_normalising/vanilla_pixel_mean");
        float[] maps = NpyFile.read(out).floats();
        for (int n = 0; n < 4; n++) {
            float most = 0;
            for (int p = 0; p < 4096; p++) most = Math.max(most, maps[n * 4096 + p]);
            assertEquals(maxima.get(n).doubleValue(), most, 1e-7);
        }
    }

    @Test
    void gaussianBlurOnACoarseGridIsThatOfPytorchAtItsCentres() {
        assertEquals(0, explain("gaussian-blur", "--radius", "4", "--stride", "16", "--raw"), terminal.err());
        float[] scores = NpyFile.read(out).floats();
        double[] expected = NpyFile.read(Golden.path(GOLDEN + "perturb_kl.npy")).doubles();
        for (int i = 0; i < scores.length; i++)
            if (i / 64 % 16 == 0 && i % 16 == 0) assertEquals(expected[i], scores[i], 1e-6);
    }

    @ParameterizedTest
    @CsvSource({"grad-cam, gradcam_map.npy, 1e-6", "sarfa, sarfa.npy, 1e-6"})
    void mapsAreThoseOfPytorch(String method, String golden, double tolerance) {
        String raw = method.equals("sarfa") ? "--raw" : "--channels=max";
        assertEquals(0, explain(method, raw), terminal.err());
        double[] expected = Golden.array(GOLDEN + golden).data().asDouble();
        float[] maps = NpyFile.read(out).floats();
        for (int i = 0; i < maps.length; i++) assertEquals(expected[i], maps[i], tolerance);
    }

    @ParameterizedTest
    @EnumSource(NamedMethod.class)
    void everyMethodMarksEveryState(NamedMethod method) {
        NpyFile.write(states, NdArray.of(Arrays.copyOf(bytes().bytes(), 2 * 3 * 64 * 64), 2, 3, 64, 64));
        String room = Golden.path(GOLDEN + "counterfactual.npz").toString();
        assertEquals(0, explain(method.toString(), "--stride", "16", "--background", room), terminal.err());
        float[] maps = NpyFile.read(out).floats();
        for (int n = 0; n < 2; n++) {
            float most = 0;
            for (int i = 0; i < 4096; i++) most = Math.max(most, maps[n * 4096 + i]);
            assertEquals(1, most);
        }
    }

    @ParameterizedTest
    @CsvSource({"counterfactual, background policy states", "vanilla-gradient, policy states"})
    void theBackgroundIsAParentOfMapsThatNeedIt(String method, String parents) throws IOException {
        Path room = Golden.path(GOLDEN + "counterfactual.npz");
        assertEquals(0, explain(method, "--stride", "32", "--background", room.toString()), terminal.err());
        Map<String, String> named = Provenance.fromJson(
                        Files.readString(folder.resolve("maps.json")).strip())
                .parentSha256();
        assertEquals(parents, String.join(" ", named.keySet()));
        if (named.containsKey("background")) assertEquals(SafeFiles.sha256(room), named.get("background"));
    }

    @Test
    void theBackgroundIsAnInputTooAndIsNotWrittenOver() throws IOException {
        out = Files.copy(Golden.path(GOLDEN + "counterfactual.npz"), folder.resolve("room.npz"));
        String before = SafeFiles.sha256(out);
        assertEquals(1, explain("counterfactual", "--background", out.toString()));
        assertEquals(
                "can't write " + out + ": it is the input " + out + "; name another file for the result",
                terminal.err().strip());
        assertEquals(before, SafeFiles.sha256(out));
    }

    @Test
    void statesThatAreAllAlikeAreTheirOwnBackground() {
        byte[] one = Arrays.copyOf(bytes().bytes(), 3 * 64 * 64);
        byte[] alike = new byte[50 * one.length];
        for (int i = 0; i < 50; i++) System.arraycopy(one, 0, alike, i * one.length, one.length);
        NpyFile.write(states, NdArray.of(alike, 50, 3, 64, 64));
        assertEquals(0, explain("counterfactual", "--stride", "32"), terminal.err());
        assertTrue(terminal.err().contains("explain: 50 of 50 maps are zero everywhere"), terminal.err());
    }

    @Test
    void aMedianOfFourStatesIsRefused() {
        assertEquals(1, explain("counterfactual"));
        assertEquals(
                "Background: a median needs at least 50 states, got 4; give more states, or a file that has a background",
                terminal.lastError());
    }

    @Test
    void seedDecidesTheNoise() {
        assertEquals(0, explain("smoothgrad"), terminal.err());
        float[] first = NpyFile.read(out).floats();
        assertEquals(0, explain("smoothgrad", "--seed", "0"));
        assertArrayEquals(first, NpyFile.read(out).floats());
        assertEquals(0, explain("smoothgrad", "--seed", "1"));
        assertFalse(Arrays.equals(first, NpyFile.read(out).floats()));
    }

    @Test
    void integratedGradientsReportTheirCompleteness() {
        assertEquals(0, explain("integrated-gradients"), terminal.err());
        // of the four errors in expected.json the mean is 8.0e-4 and the greatest 1.4e-3
        assertTrue(terminal.err().contains("by 0.00080 on average, 0.0014 at most"), terminal.err());
    }

    @Test
    void moreStepsMakeIntegratedGradientsComplete() throws IOException {
        assertEquals(0, explain("integrated-gradients", "--steps", "1000"), terminal.err());
        String missed = terminal.err().replaceAll("(?s).* in size, by ([0-9.e-]+) on average.*", "$1");
        assertTrue(Double.parseDouble(missed) < 0.0004, terminal.err());
        String made = Files.readString(folder.resolve("maps.json"));
        assertTrue(made.contains("IntegratedGradients[steps=1000, baseline=0.0]"), made);
    }

    @Test
    void aStrideThatLeavesTheCornerAloneIsRefused() {
        assertEquals(1, explain("gaussian-blur", "--stride", "64"));
        assertEquals(
                "PerturbationGrid: stride must be less than the longer side of the picture, 64x64, or its corner alone is"
                        + " perturbed, got 64",
                terminal.lastError());
        assertArrayEquals(new String[] {"states.npy"}, folder.toFile().list());
    }

    @Test
    void stepsAreForIntegratedGradientsAlone() {
        assertEquals(2, explain("smoothgrad", "--steps", "100"));
        assertTrue(terminal.err().contains("--steps changes nothing for --method smoothgrad"), terminal.err());
        assertEquals(2, explain("integrated-gradients", "--steps", "0"));
        assertTrue(terminal.err().contains("--steps must be 1 to 1000000, got 0"), terminal.err());
        assertArrayEquals(new String[] {"states.npy"}, folder.toFile().list());
    }

    @Test
    void mapsOfAPolicyThatHasNoChoiceAreZeroAndSaidToBe() {
        Architecture architecture = Architecture.small(3, 64, 64, 1);
        Map<String, NdArray> zeros = new LinkedHashMap<>();
        architecture.parameterShapes().forEach((name, shape) -> {
            int[] sizes = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
            zeros.put(name, NdArray.of(new float[Arrays.stream(sizes).reduce(1, (a, b) -> a * b)], sizes));
        });
        Path policy = folder.resolve("one.zip");
        PolicyFile.write(new PolicyWeights(architecture, zeros, Optional.empty()), policy);
        assertEquals(0, run("--policy", policy.toString(), "--method", "sarfa", "--stride", "32"), terminal.err());
        assertTrue(terminal.err().contains("explain: 4 of 4 maps are zero everywhere"), terminal.err());
        for (float v : NpyFile.read(out).floats()) assertEquals(0, v);
    }

    @Test
    void radiusFarBeyondThePictureGivesAFlatMap() {
        assertEquals(0, explain("gaussian-blur", "--radius", "1e6", "--stride", "16"), terminal.err());
        for (float v : NpyFile.read(out).floats()) assertEquals(1, v, 1e-4);
    }

    @Test
    void aMethodThatIsNoneIsToldTheOthersOnce() {
        assertEquals(2, explain("removal"));
        String names = Arrays.toString(NamedMethod.values());
        assertEquals(
                "digr: Invalid value for option '--method': NamedMethod: must be one of " + names
                        + ", got removal\nTry ./digr explain --help\n",
                terminal.err());
        assertEquals(0, explain("Vanilla-Gradient", "--channels", "SUM99"), terminal.err()); // in any case
    }

    @Test
    void folderOfTheResultIsLookedAtBeforeTheWork() {
        out = folder.resolve("none/maps.npy");
        states = folder.resolve("no-states.npy");
        assertEquals(1, explain("vanilla-gradient"));
        assertTrue(terminal.err().contains("no folder"), terminal.err());
    }

    @Test
    void picturesAreWritten() throws IOException {
        Path pictures = folder.resolve("png");
        assertEquals(0, explain("vanilla-gradient", "--png", pictures.toString()), terminal.err());
        String[] names = pictures.toFile().list();
        Arrays.sort(names);
        assertArrayEquals(
                new String[] {"state-00000.png", "state-00001.png", "state-00002.png", "state-00003.png"}, names);
        for (String name : names)
            assertTrue(ImageIO.read(pictures.resolve(name).toFile()).getWidth() > 3 * 128);
    }

    /** 37 MB of states and 49 MB of maps in a heap of 64 MB. */
    @Test
    void moreStatesThanTheMemoryHoldsAreExplained() throws IOException, InterruptedException {
        int n = 3000;
        byte[] many = new byte[n * 3 * 64 * 64];
        byte[] four = bytes().bytes();
        for (int at = 0; at < many.length; at += four.length) System.arraycopy(four, 0, many, at, four.length);
        NpyFile.write(states, NdArray.of(many, n, 3, 64, 64));
        String[] line = {
            "explain",
            "--policy",
            Golden.path(GOLDEN + "weights.npz").toString(),
            "--method",
            "vanilla-gradient",
            "--states",
            states.toString(),
            "--out",
            out.toString()
        };
        JavaProgram.succeedsInSmallHeap(Main.class, line);
        float[] maps = NpyFile.read(out).floats();
        assertEquals(n * 4096, maps.length);
        for (int i = 0; i < maps.length; i++) assertEquals(maps[i % (4 * 4096)], maps[i], 1e-6f);
    }

    @Test
    void badStatesAreOneLineAndLeaveNothing() {
        float[] ones = new float[3 * 64 * 64];
        Arrays.fill(ones, 1);
        float[] beyond = ones.clone();
        beyond[5] = 255;
        float[] nan = ones.clone();
        nan[7] = Float.NaN;
        assertFails("none empty", NdArray.of(new byte[0], 0, 3, 64, 64));
        assertFails("[n, C, H, W]", NdArray.of(new byte[3 * 64 * 64], 3, 64, 64));
        assertFails("must be [n, C, H, W]", NdArray.of(new double[3 * 64 * 64], 1, 3, 64, 64));
        assertFails("divide by 255", NdArray.of(beyond, 1, 3, 64, 64));
        assertFails("got NaN in state 0", NdArray.of(nan, 1, 3, 64, 64));
        assertFails("3 input channels", NdArray.of(new byte[3 * 64 * 64], 3, 1, 64, 64));
        assertFails("does not give", NdArray.of(new byte[3 * 64 * 96], 1, 3, 64, 96));
    }

    @Test
    void statesOfAnotherShapeThanThePolicysFileSaysAreRefused() {
        Path policy = folder.resolve("policy.safetensors");
        String[] convert = {"convert", Golden.path(GOLDEN + "weights.npz").toString(), policy.toString()};
        assertEquals(0, new Terminal().run(convert));
        NpyFile.write(states, NdArray.of(new byte[3 * 64 * 63], 1, 3, 63, 64));
        assertEquals(1, run("--policy", policy.toString(), "--method", "vanilla-gradient"));
        assertEquals(
                "States: " + states + " must be [n, 3, 64, 64] for this policy, got uint8 [1, 3, 63, 64]",
                terminal.err().strip());
    }

    @Test
    void wrongOptionsAreWrongUsage() {
        for (String radius : List.of("0", "-1", "NaN", "abc"))
            assertEquals(2, explain("gaussian-blur", "--radius", radius));
        assertEquals(2, explain("gaussian-blur", "--stride", "0"));
        assertEquals(2, explain("no-such-method"));
        assertEquals(2, explain("vanilla-gradient", "--channels", "min"));
        assertTrue(terminal.err().contains("GaussianBlur: radius must be greater than 0 pixels, got NaN"));
        assertTrue(terminal.err().contains("vanilla-gradient"), terminal.err());
        assertArrayEquals(new String[] {"states.npy"}, folder.toFile().list());
    }

    @Test
    void missingFilesAreOneLine() throws IOException {
        Files.delete(states);
        assertEquals(1, explain("vanilla-gradient"));
        assertEquals(1, terminal.err().lines().count(), terminal.err());
    }

    private void assertAgrees(String golden, double tolerance) {
        NdArray maps = NpyFile.read(out);
        float[] expected = NpyFile.read(Golden.path(GOLDEN + golden)).floats();
        assertArrayEquals(new int[] {4, 64, 64}, maps.shape());
        for (int i = 0; i < expected.length; i++) assertEquals(expected[i], maps.floats()[i], tolerance);
    }

    private void assertFails(String message, NdArray array) {
        NpyFile.write(states, array);
        terminal = new Terminal();
        assertEquals(1, explain("vanilla-gradient"));
        assertEquals(1, terminal.err().lines().count(), terminal.err());
        assertTrue(terminal.err().contains(message), terminal.err());
        assertArrayEquals(new String[] {"states.npy"}, folder.toFile().list());
    }

    private int explain(String method, String... options) {
        List<String> all = new ArrayList<>(
                List.of("--policy", Golden.path(GOLDEN + "weights.npz").toString()));
        all.addAll(List.of("--method", method));
        all.addAll(List.of(options));
        return run(all.toArray(String[]::new));
    }

    private int run(String... options) {
        List<String> all = new ArrayList<>(List.of("explain", "--states", states.toString(), "--out", out.toString()));
        all.addAll(List.of(options));
        return terminal.run(all.toArray(String[]::new));
    }
}
