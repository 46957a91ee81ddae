package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.attack.Pgd;
import digr.nn.Architecture;
import digr.nn.Network;
import digr.policy.PolicyFile;
import digr.policy.PolicyWeights;
import digr.run.Checkout;
import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import tech.tablesaw.api.Table;

class AblationsCommandTest {
    private final Terminal terminal = new Terminal();

    @TempDir
    Path folder;

    /** A trained one, whose episodes are short. */
    private Path teacher = Checkout.folder().resolve("data/policies/rfg/teacher-seed0.safetensors");

    private Path masks;

    @BeforeEach
    void writeMasks() {
        masks = folder.resolve("masks.npz");
        NdArray states = NdArray.of(new byte[3 * 64 * 64], 1, 3, 64, 64);
        NpzFile.write(masks, Map.of("states", states, "important", NdArray.of(oneOf(64 * 64), 1, 64, 64)));
    }

    private static boolean[] oneOf(int pixels) {
        boolean[] important = new boolean[pixels];
        important[0] = true;
        return important;
    }

    @Test
    void writesWhatIsFinishedWithItsProvenance() throws Exception {
        assertEquals(0, run("--only no-fill --seeds 3 --steps 1 --episodes 5"), terminal.err());
        Table table = Table.read().csv(folder.resolve("ablations-rfg.csv").toFile());
        assertEquals(List.of("no-fill"), table.stringColumn("ablation").asList());
        Provenance provenance = Provenance.fromJson(
                Files.readString(folder.resolve("ablations-rfg.json")).strip());
        assertEquals(1, provenance.steps());
        assertEquals(
                Map.of(
                        "seeds", "[3]",
                        "states", "300",
                        "episodes", "5",
                        "attack", "Threat[attack=" + Pgd.defaults() + ", eps=0.016]",
                        "attacked episodes", "1",
                        "revisions", Provenance.revisionNow()),
                provenance.options());
    }

    @Test
    void anAblationThatTakesNothingAwayIsRefused() {
        assertEquals(1, run("--only no-everywhere --seeds 3 --steps 1 --episodes 5"));
        assertTrue(
                terminal.err().contains("ablations: no-everywhere is the full method here: only counterfactual masks"),
                terminal.err());
    }

    @Test
    void wrongUsageIsTold() {
        for (String options : List.of("--steps 0", "--steps NaN", "--episodes 4", "--jobs 0", "--only no", "--seeds a"))
            assertEquals(2, run(options), options);
        assertTrue(terminal.err().contains("--steps must be at least 1, got 0"), terminal.err());
        assertTrue(terminal.err().contains("Ablation: must be one of [full, distillation-only, "), terminal.err());
        assertTrue(Files.notExists(folder.resolve("run")));
    }

    @Test
    void aTeacherOrMasksOfAnotherShapeAreToldInOneLine() {
        NdArray states = NdArray.of(new byte[2 * 84 * 84], 1, 2, 84, 84);
        NpzFile.write(masks, Map.of("states", states, "important", NdArray.of(oneOf(84 * 84), 1, 84, 84)));
        assertEquals(1, run("--steps 1"));
        assertEquals(
                "DigrTrainer: the masks must be of states [3, 64, 64] for rfg, they are of [2, 84, 84]", lastLine());
        Network other = new Network(Architecture.small(2, 84, 84, 4), DataType.FLOAT);
        teacher = folder.resolve("teacher.safetensors");
        PolicyFile.write(PolicyWeights.of(other, Provenance.of("breakout", Map.of(), 0)), teacher);
        assertEquals(1, run("--steps 1"));
        assertEquals(
                "DigrTrainer: the teacher for rfg must see [3, 64, 64] and have 7 actions, it sees [2, 84, 84] and has 4;"
                        + " is it of another task?",
                lastLine());
        teacher = folder.resolve("none.safetensors");
        assertEquals(1, run("--steps 1"));
        assertTrue(Files.notExists(folder.resolve("ablations-rfg.csv")));
    }

    private String lastLine() {
        return terminal.err().lines().reduce("", (before, line) -> line);
    }

    private int run(String options) {
        String all = "ablations --task rfg --teacher " + teacher + " --masks " + masks + " --runs "
                + folder.resolve("run") + " --out " + folder + " " + options;
        return terminal.run(all.split(" "));
    }
}
