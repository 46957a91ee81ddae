package digr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.distill.PerturbationDataset;
import digr.run.Checkout;
import digr.run.SafeFiles;
import digr.saliency.Background;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerturbCommandTest {
    private static final Path TEACHER = Golden.path("saliency/rfg/weights.npz");

    private final Terminal terminal = new Terminal();

    @TempDir
    Path folder;

    @Test
    void writesTheDatasetAndLeavesNothingElse() {
        assertEquals(0, perturb(TEACHER, "--states", "3", "--seed", "4", "--stride", "16"), terminal.err());
        assertArrayEquals(new String[] {"masks.npz"}, folder.toFile().list());
        PerturbationDataset dataset = PerturbationDataset.load(folder.resolve("masks.npz"));
        assertEquals(3, dataset.size());
        assertEquals(4, dataset.provenance().seed());
        assertEquals(
                "GaussianBlur[radius=4.0, stride=16]",
                dataset.provenance().options().get("method"));
        assertEquals(
                SafeFiles.sha256(TEACHER), dataset.provenance().parentSha256().get("teacher"));
    }

    @Test
    void counterfactualMasksKeepTheirBackground() {
        String[] options = {"--method", "counterfactual", "--states", "50", "--stride", "8"};
        assertEquals(0, perturb(TEACHER, options), terminal.err());
        PerturbationDataset dataset = PerturbationDataset.load(folder.resolve("masks.npz"));
        String room =
                Background.read(Golden.path("saliency/rfg/counterfactual.npz")).toString();
        assertEquals(room, dataset.background().orElseThrow().toString());
        assertEquals(
                "Counterfactual[background=" + room + ", side=8, stride=8, margin=1]",
                dataset.provenance().options().get("method"));
        assertEquals("median of 50 states", dataset.provenance().options().get("background"));
        assertEquals(SafeFiles.sha256(TEACHER), dataset.teacherSha256().orElseThrow());
    }

    @Test
    void removalMarksAFewCars() {
        Path teacher = Checkout.folder().resolve("data/policies/driving/teacher-seed0.safetensors");
        assertEquals(0, run("driving", teacher, "--method", "removal", "--states", "3"), terminal.err());
        PerturbationDataset dataset = PerturbationDataset.load(folder.resolve("masks.npz"));
        assertEquals("removal", dataset.provenance().options().get("method"));
        boolean[] unimportant = dataset.unimportant(0.1);
        long rest = IntStream.range(0, unimportant.length)
                .filter(i -> unimportant[i])
                .count();
        assertTrue(0.8 * unimportant.length < rest && rest < unimportant.length, rest + " pixels don't matter");
    }

    @Test
    void nothingIsRemovedWhereTheEnvironmentCannot() {
        assertEquals(1, perturb(TEACHER, "--method", "removal"));
        assertEquals(
                "PerturbationGenerator: things can be removed one by one where the environment can draw its picture"
                        + " without them, as that of driving can; that of rfg can't",
                terminal.err().strip());
        assertEquals(2, perturb(TEACHER, "--method", "removing"));
        assertTrue(terminal.err().contains("occlusion, rise, counterfactual"), terminal.err());
        assertArrayEquals(new String[0], folder.toFile().list());
    }

    @Test
    void anOptionThatChangesNothingIsRefused() {
        assertEquals(2, perturb(TEACHER, "--method", "removal", "--radius", "5"));
        assertTrue(terminal.err().startsWith("digr: --radius changes nothing for --method removal; leave it out"));
        assertEquals(2, perturb(TEACHER, "--method", "rise", "--stride", "1"));
        assertTrue(terminal.err().contains("--stride changes nothing for --method rise"), terminal.err());
        assertArrayEquals(new String[0], folder.toFile().list());
    }

    @Test
    void aMedianNeedsFiftyStates() {
        assertEquals(1, perturb(TEACHER, "--method", "counterfactual", "--states", "49"));
        assertEquals(
                "Background: a median needs at least 50 states, got 49; give more states, or a file that has a background",
                terminal.err().strip());
        assertArrayEquals(new String[0], folder.toFile().list());
    }

    /** No number of states helps there, so it is not asked for more. */
    @Test
    void whereTheViewMovesThereIsNoMedianHoweverManyTheStates() {
        Path teacher = Checkout.folder().resolve("data/policies/driving/teacher-seed0.safetensors");
        for (String states : List.of("12", "2500")) {
            Terminal fresh = new Terminal();
            assertEquals(1, run(fresh, "driving", teacher, "--method", "counterfactual", "--states", states));
            assertTrue(
                    fresh.err().startsWith("Background: needed states before a fixed background, 0.90 of their pixels"),
                    fresh.err());
            assertTrue(fresh.err().strip().endsWith("; use another method where the view moves"), fresh.err());
        }
        assertArrayEquals(new String[0], folder.toFile().list());
    }

    @Test
    void troubleIsOneLineAndLeavesNothing() {
        assertEquals(1, perturb(folder.resolve("missing.safetensors")));
        assertEquals(1, perturb(Golden.path("saliency/rfg/logits.npy")));
        assertEquals(2, terminal.err().lines().count(), terminal.err());
        for (String option : List.of("--states=0", "--radius=0", "--radius=NaN", "--stride=0", "--threads=0"))
            assertEquals(2, perturb(TEACHER, option), option);
        assertTrue(terminal.err().contains("GaussianBlur: radius must be greater than 0 pixels, got NaN"));
        assertArrayEquals(new String[0], folder.toFile().list());
    }

    @Test
    void moreStatesThanAFileIsReadWithAreRefusedBeforeTheWork() {
        assertEquals(1, perturb(TEACHER, "--states", "100000"));
        assertEquals(
                "perturb: 100000 states take 1562 MiB, and a file is read up to 1024 MiB; ask for at most 65472",
                terminal.err().strip());
        assertArrayEquals(new String[0], folder.toFile().list());
    }

    private int perturb(Path teacher, String... options) {
        return run("rfg", teacher, options);
    }

    private int run(String task, Path teacher, String... options) {
        return run(terminal, task, teacher, options);
    }

    private int run(Terminal terminal, String task, Path teacher, String... options) {
        List<String> all = new ArrayList<>(List.of("perturb", "--task", task, "--policy", teacher.toString()));
        all.addAll(List.of("--out", folder.resolve("masks.npz").toString()));
        all.addAll(List.of(options));
        return terminal.run(all.toArray(String[]::new));
    }
}
