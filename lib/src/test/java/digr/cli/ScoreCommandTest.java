package digr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.eval.RecordedStates;
import digr.eval.SaliencyDataset;
import digr.policy.PolicyFile;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.saliency.NamedMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** The commands states, score and time, on a random policy. */
class ScoreCommandTest {
    private static final Path WEIGHTS = Golden.path("saliency/rfg/weights.npz");

    /** Where the states are collected once for all tests. */
    @TempDir
    static Path once;

    private final Terminal terminal = new Terminal();

    @TempDir
    Path folder;

    private Path policies;
    private Path states;
    private Path results;

    @BeforeAll
    static void collectStates() {
        Terminal terminal = new Terminal();
        String command = "states --task rfg --policy " + WEIGHTS + " --count 5 --seed 2 --out " + collected();
        assertEquals(0, terminal.run(command.split(" ")), terminal.err());
    }

    private static Path collected() {
        return once.resolve("states.npz");
    }

    @BeforeEach
    void copy() throws IOException {
        policies = Files.createDirectory(folder.resolve("policies"));
        results = folder.resolve("results");
        states = folder.resolve("states.npz");
        for (String name : List.of("teacher-seed0", "digr-seed0", "digr-seed1"))
            PolicyFile.write(PolicyFile.read(WEIGHTS), policies.resolve(name + ".safetensors"));
        Files.copy(collected(), states);
    }

    @Test
    void statesCarryTheirProvenance() {
        SaliencyDataset dataset = SaliencyDataset.load(states);
        assertEquals(5, dataset.size());
        assertEquals(2, dataset.provenance().get().seed());
        assertEquals(
                SafeFiles.sha256(WEIGHTS),
                dataset.provenance().get().parentSha256().get("teacher"));
    }

    @Test
    void scoreWritesBothTablesWithTheirProvenance() throws IOException {
        assertEquals(0, run(score("--methods vanilla-gradient --count 3 --count-costly 2")), terminal.err());
        Table regions = Table.read().csv(results.resolve("table1-rfg.csv").toFile());
        assertEquals(4, regions.rowCount());
        assertEquals(
                List.of("teacher", "teacher", "digr", "digr"),
                regions.stringColumn("policy").asList());
        assertEquals(2, regions.intColumn("seeds").getInt(2));
        assertEquals(3, regions.intColumn("states").getInt(0));
        assertTrue(regions.row(0).getDouble("auc") >= regions.row(0).getDouble("auc 95% low"));
        Table checks = Table.read().csv(results.resolve("checks-rfg.csv").toFile());
        assertEquals(2, checks.rowCount());
        assertEquals(3, checks.intColumn("sensitivity states").getInt(0));
        for (String name : List.of("table1-rfg", "checks-rfg")) {
            Provenance provenance = Provenance.fromJson(
                    Files.readString(results.resolve(name + ".json")).strip());
            assertEquals(SafeFiles.sha256(states), provenance.parentSha256().get("states"));
            assertEquals("3", provenance.options().get("count"));
            assertEquals("2", provenance.options().get("count-costly"));
            assertEquals("VanillaGradient[]", provenance.options().get("method.vanilla-gradient"));
        }
        assertTrue(terminal.out().lines().allMatch(line -> line.length() <= 120), terminal.out());
        assertTrue(
                terminal.out()
                        .lines()
                        .anyMatch(
                                line -> line.matches("digr +2 +vanilla-gradient +sum99 +3 .*\\d \\[[\\d.]+, [\\d.]+]")),
                terminal.out());
    }

    @Test
    void regionsAloneLeaveTheChecksOutAndPerturbationsTakeTheirStride() throws IOException {
        String options = "--methods gaussian-blur --count 2 --regions-only --stride 9";
        assertEquals(0, run(score(options)), terminal.err());
        assertFalse(Files.exists(results.resolve("checks-rfg.csv")));
        Table regions = Table.read().csv(results.resolve("table1-rfg.csv").toFile());
        assertEquals(2, regions.intColumn("states").getInt(0));
        Provenance provenance = Provenance.fromJson(
                Files.readString(results.resolve("table1-rfg.json")).strip());
        assertEquals("GaussianBlur[radius=4.0, stride=9]", provenance.options().get("method.gaussian-blur"));
    }

    /** The map of a wall that is 3 pixels thicker is another one, and what is kept of the unshifted is not taken for it. */
    @Test
    void shiftedPicturesAreScoredAnew() throws IOException {
        String options = "--methods vanilla-gradient --regions-only --shift ";
        assertEquals(0, run(score(options + 0)), terminal.err());
        String straight = Files.readString(results.resolve("table1-rfg.csv"));
        assertEquals(0, run(score(options + 3)), terminal.err());
        assertNotEquals(straight, Files.readString(results.resolve("table1-rfg.csv")));
        Provenance provenance = Provenance.fromJson(
                Files.readString(results.resolve("table1-rfg.json")).strip());
        assertEquals("3", provenance.options().get("shift"));
    }

    @Test
    void aShiftThatMovesWhatMattersOutOfThePictureIsRefusedByTheState() {
        assertEquals(2, run(score("--methods vanilla-gradient --regions-only --shift 63")));
        assertEquals(
                "digr: --shift: ShiftedStates: shifted by 63 pixels, state 0 has no pixel left that matters; shift by"
                        + " fewer\nTry ./digr score --help\n",
                terminal.err());
    }

    @Test
    void timeWritesARowAMethodAndOneOfDigr() throws IOException {
        String room = Golden.path("saliency/rfg/counterfactual.npz").toString();
        assertEquals(0, run(time("--maps 2 --warm-up 0 --background " + room)), terminal.err());
        Table timing = Table.read().csv(results.resolve("timing-rfg.csv").toFile());
        assertEquals(NamedMethod.values().length + 1, timing.rowCount());
        assertEquals("DIGR", timing.row(0).getString("kind"));
        assertEquals("digr-seed0", timing.row(0).getString("policy"));
        for (var row : timing) assertTrue(row.getDouble("median (ms)") > 0);
        Provenance made = Provenance.fromJson(
                Files.readString(results.resolve("timing-rfg.json")).strip());
        assertTrue(made.options().containsKey("loadOfTheLastMinute"));
        assertEquals(
                SafeFiles.sha256(Golden.path("saliency/rfg/counterfactual.npz")),
                made.parentSha256().get("background"));
        assertTrue(Files.notExists(results.resolve("timing-rfg.run")), "the next run takes times of its own");
    }

    @Test
    void withoutABackgroundCounterfactualMethodsAreRefusedByNameElseLeftOut() throws IOException {
        assertEquals(1, run(score("--methods counterfactual --regions-only")));
        assertEquals(
                "Background: a median needs at least 50 states, got 5; give more states, or a file that has a background",
                terminal.err().lines().reduce((a, b) -> b).orElseThrow());
        assertEquals(0, run(time("--maps 2 --warm-up 0")), terminal.err());
        Table timing = Table.read().csv(results.resolve("timing-rfg.csv").toFile());
        assertEquals(NamedMethod.values().length - 1, timing.rowCount());
        assertTrue(terminal.err().contains("time: no counterfactual methods. Background: a median needs"));
    }

    @Test
    void statesOfAnotherTaskAreRefusedByTheirShape() {
        int[] shape = {1, 2, 2};
        byte[] marks = {1, 2, 2, 2};
        Path others = folder.resolve("others.npz");
        new SaliencyDataset(new RecordedStates(shape, new byte[4], marks), Optional.empty(), Optional.empty())
                .write(others);
        for (String command : List.of("score", "time")) {
            assertEquals(
                    1,
                    run(command + " --task rfg --states " + others + " --policies " + policies + " --out " + results));
            assertTrue(
                    terminal.err()
                            .endsWith(command + ": teacher-seed0 sees states [3, 64, 64], and those of " + others
                                    + " are [1, 2, 2]; give states and policies of one task" + System.lineSeparator()),
                    terminal.err());
        }
    }

    @Test
    void troubleIsOneLine() {
        assertEquals(1, run("states --task breakout --policy " + WEIGHTS + " --out " + folder.resolve("x.npz")));
        assertEquals(1, run("score --task rfg --states " + WEIGHTS + " --policies " + policies + " --out " + results));
        assertEquals(1, run("score --task rfg --states " + states + " --policies " + folder + " --out " + results));
        assertEquals(1, run("time --task rfg --states " + folder.resolve("none.npz") + " --policies " + policies));
        assertEquals(
                4,
                terminal.err()
                        .lines()
                        .filter(line -> !line.startsWith("states "))
                        .count(),
                terminal.err());
        for (String option :
                List.of("--count 0", "--count-costly 0", "--threads 0", "--methods none", "--shift -1", "--shift 64"))
            assertEquals(2, run(score(option)), option);
        for (String option : List.of("--maps 1", "--threads 0", "--warm-up -1", "--warm-up NaN"))
            assertEquals(2, run(time(option)), option);
        assertArrayEquals(
                new String[] {"policies", "states.npz"},
                Arrays.stream(folder.toFile().list()).sorted().toArray());
    }

    private String score(String options) {
        return "score --task rfg --states " + states + " --policies " + policies + " --out " + results + " " + options;
    }

    private String time(String options) {
        return score(options).replaceFirst("score", "time");
    }

    private int run(String arguments) {
        return terminal.run(arguments.split(" "));
    }
}
