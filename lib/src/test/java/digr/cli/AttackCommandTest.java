package digr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.JavaProgram;
import digr.run.NdArray;
import digr.run.NpyFile;
import digr.run.NpyRows;
import digr.run.NpzFile;
import digr.run.Provenance;
import digr.run.SafeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttackCommandTest {
    private static final Path RFG = Golden.path("saliency/rfg/weights.npz").getParent();

    private final Terminal terminal = new Terminal();

    @TempDir
    Path folder;

    private Path states;
    private Path out;

    @BeforeEach
    void writeStates() {
        states = folder.resolve("s.npy");
        out = folder.resolve("adv.npy");
        NpyFile.write(states, NpzFile.read(RFG.resolve("inputs.npz")).get("states_u8"));
    }

    @Test
    void writesTheGoldenAdversarialStates() {
        assertEquals(0, attack("pgd", "0.03"), terminal.err());
        NdArray expected = NpzFile.read(RFG.resolve("attacks.npz")).get("pgd_0_03");
        NdArray actual = NpyFile.read(out);
        assertEquals("float32 [4, 3, 64, 64]", actual.toString());
        assertArrayEquals(expected.floats(), actual.floats(), 2e-7f);
    }

    @Test
    void itsProvenanceLiesBesideIt() throws IOException {
        assertEquals(0, attack("fgsm", "0.03", "--seed", "4"), terminal.err());
        Provenance made =
                Provenance.fromJson(Files.readString(folder.resolve("adv.json")).strip());
        assertEquals(Map.of("attack", "Fgsm[]", "eps", "0.03", "strides", "[4, 2, 1]"), made.options());
        assertEquals(4, made.seed());
        assertEquals("unknown", made.task()); // of an .npz file
        assertEquals(
                Map.of("policy", SafeFiles.sha256(RFG.resolve("weights.npz")), "states", SafeFiles.sha256(states)),
                made.parentSha256());
        out = folder.resolve("adv.json");
        assertEquals(1, attack("fgsm", "0.03"));
        assertEquals(
                "can't write " + out + ": there its provenance goes; give it another ending", terminal.lastError());
    }

    @Test
    void theSeedDecidesTheNoise() {
        assertEquals(0, attack("noise", "0.1"));
        float[] first = NpyFile.read(out).floats();
        assertEquals(0, attack("noise", "0.1"));
        assertArrayEquals(first, NpyFile.read(out).floats());
        assertEquals(0, attack("noise", "0.1", "--seed", "1"));
        assertTrue(NpyFile.read(out).floats()[5] != first[5]);
    }

    /** 18 MB of states and 74 MB of results in a heap of 64 MB. */
    @Test
    void moreResultsThanTheMemoryHoldsAreWritten() throws IOException, InterruptedException {
        int n = 1500;
        NpyFile.write(states, NdArray.of(new byte[n * 3 * 64 * 64], n, 3, 64, 64));
        String[] line = {
            "attack",
            "--policy",
            RFG.resolve("weights.npz").toString(),
            "--attack",
            "fgsm",
            "--eps",
            "0.1",
            "--states",
            states.toString(),
            "--out",
            out.toString()
        };
        JavaProgram.succeedsInSmallHeap(Main.class, line);
        try (NpyRows attacked = NpyRows.open(out)) {
            assertEquals("float32 [1500, 3, 64, 64]", attacked.toString());
            assertArrayEquals(
                    attacked.read(0, 1).floats(), attacked.read(n - 1, n).floats());
        }
    }

    @Test
    void troubleIsOneLineAndLeavesNothing() {
        assertEquals(1, attack("fgsm", "-0.1"));
        assertEquals(1, attack("fgsm", "NaN"));
        assertEquals(1, attack("fgsm", "8"));
        assertEquals(1, attack("fsgm", "0.1"));
        assertEquals(1, attack("fgsm", "0.1", "--strides", "4,2"));
        NpyFile.write(states, NdArray.of(new float[] {0, Float.NaN, 0}, 1, 3, 1, 1));
        assertEquals(1, attack("fgsm", "0.1"));
        NpyFile.write(states, NdArray.of(new byte[0], 0, 3, 64, 64));
        assertEquals(1, attack("fgsm", "0.1"));
        NpyFile.write(states, NdArray.of(new byte[2 * 84 * 84], 1, 2, 84, 84));
        assertEquals(1, attack("fgsm", "0.1"));
        assertEquals(8, terminal.err().lines().count(), terminal.err());
        assertEquals(2, attack("fgsm", "small"));
        assertTrue(Files.notExists(out));
    }

    private int attack(String method, String eps, String... options) {
        var args = new ArrayList<>(
                List.of("attack", "--policy", RFG.resolve("weights.npz").toString()));
        args.addAll(List.of("--states", states.toString(), "--attack", method, "--eps", eps, "--out", out.toString()));
        args.addAll(List.of(options));
        return terminal.run(args.toArray(String[]::new));
    }
}
