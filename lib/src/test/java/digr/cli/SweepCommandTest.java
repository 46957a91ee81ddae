package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.nn.Architecture;
import digr.nn.Network;
import digr.policy.PolicyFile;
import digr.policy.PolicyWeights;
import digr.run.Provenance;
import digr.run.SafeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

/** The commands sweep and performance, on a random policy. */
class SweepCommandTest {
    private static final Path WEIGHTS = Golden.path("saliency/rfg/weights.npz");

    private final Terminal terminal = new Terminal();

    @TempDir
    Path folder;

    private Path policies;
    private Path results;

    @BeforeEach
    void copyPolicies() throws IOException {
        policies = Files.createDirectory(folder.resolve("policies"));
        results = folder.resolve("results");
        for (String name : List.of("teacher-seed0", "digr-seed0"))
            PolicyFile.write(PolicyFile.read(WEIGHTS), policies.resolve(name + ".safetensors"));
    }

    @Test
    void sweepWritesThreeTablesWithTheirProvenance() throws IOException {
        assertEquals(0, run("sweep", "--attacks fgsm,noise --eps 0.02 --episodes 1"), terminal.err());
        Table points = Table.read().csv(results.resolve("robustness-rfg.csv").toFile());
        assertEquals(2 * (1 + 2), points.rowCount());
        assertEquals(1, points.intColumn("episodes").getInt(0));
        Table areas =
                Table.read().csv(results.resolve("robustness-areas-rfg.csv").toFile());
        assertEquals(
                List.of("fgsm", "noise", "fgsm", "noise"),
                areas.stringColumn("attack").asList());
        assertEquals(0.02, areas.doubleColumn("largest eps").getDouble(0));
        Table checks =
                Table.read().csv(results.resolve("robustness-checks-rfg.csv").toFile());
        assertTrue(checks.stringColumn("check").asList().contains("fgsm as strong as noise"));
        for (String name : List.of("robustness-rfg", "robustness-areas-rfg", "robustness-checks-rfg")) {
            Provenance provenance = Provenance.fromJson(
                    Files.readString(results.resolve(name + ".json")).strip());
            assertEquals("Fgsm[]", provenance.options().get("attack.fgsm"));
            assertEquals(
                    SafeFiles.sha256(policies.resolve("digr-seed0.safetensors")),
                    provenance.parentSha256().get("digr-seed0"));
        }
    }

    @Test
    void aSweepThatIsStoppedWritesThePointsThatAreFinished() throws IOException {
        assertEquals(0, run("sweep", "--attacks noise --eps 0.02 --episodes 1"), terminal.err());
        String areas = Files.readString(results.resolve("robustness-areas-rfg.csv"));
        Files.delete(results.resolve("robustness-rfg.csv"));
        Thread.currentThread().interrupt();
        assertEquals(1, run("sweep", "--attacks noise --eps 0.02,0.03 --episodes 1"));
        assertTrue(terminal.err().endsWith("sweep: interrupted; the same command goes on\n"), terminal.err());
        Table points = Table.read().csv(results.resolve("robustness-rfg.csv").toFile());
        assertEquals(List.of(0.0, 0.02, 0.0, 0.02), points.doubleColumn("eps").asList());
        assertTrue(Files.readString(results.resolve("robustness-rfg.json")).contains("\"finished cells\":4.0"));
        assertEquals(areas, Files.readString(results.resolve("robustness-areas-rfg.csv")));
    }

    @Test
    void seedsOfOneKindWithDifferentNetworksAreNamed() {
        Network other = new Network(Architecture.small(3, 64, 64, 7).withFirstKernel(4), DataType.FLOAT);
        PolicyFile.write(
                PolicyWeights.of(other, Provenance.of("rfg", Map.of(), 1)), policies.resolve("digr-seed1.safetensors"));
        assertEquals(0, run("sweep", "--attacks noise --eps 0.02 --episodes 1"), terminal.err());
        assertEquals(
                1,
                terminal.err()
                        .lines()
                        .filter(
                                "digr: digr-seed1 has another network than the first digr; means over seeds mix both"
                                        ::equals)
                        .count(),
                terminal.err());
    }

    /** A driver who always steers left leaves the road: 20 points lost, and no more than a step a point won. */
    @Test
    void drivingHasReturnsOfPointsAndNoSuccess() throws IOException {
        Path drivers = Files.createDirectory(folder.resolve("drivers"));
        Network left = new Network(Architecture.small(3, 128, 128, 3), DataType.FLOAT);
        INDArray parameters = left.parameters().flat();
        parameters.putScalar(parameters.length() - 3, 50); // the bias of the first of three actions
        PolicyFile.write(
                PolicyWeights.of(left, Provenance.of("driving", Map.of(), 0)),
                drivers.resolve("teacher-seed0.safetensors"));
        String options = " --task driving --policies " + drivers + " --out " + results;
        assertEquals(
                0,
                terminal.run(("sweep --attacks noise --eps 0.01 --episodes 2" + options).split(" ")),
                terminal.err());
        Table points =
                Table.read().csv(results.resolve("robustness-driving.csv").toFile());
        assertEquals(List.of("policy", "seed", "attack", "eps", "episodes", "return", "length"), points.columnNames());
        for (int i = 0; i < points.rowCount(); i++) {
            double length = points.numberColumn("length").getDouble(i);
            assertTrue(
                    points.numberColumn("return").getDouble(i) <= length - 100,
                    points.row(i).toString()); // a crash
            assertTrue(length < 100, points.row(i).toString());
        }
        assertEquals(0, terminal.run(("performance --episodes 2" + options).split(" ")), terminal.err());
        Table level =
                Table.read().csv(results.resolve("performance-driving.csv").toFile());
        assertFalse(level.containsColumn("success"));
        assertEquals(
                points.numberColumn("return").getDouble(0),
                level.numberColumn("return").getDouble(0),
                1e-9,
                "the same two drives");
    }

    @Test
    void performanceWritesTheStudentsCurvesAndTheTeachersLevel() throws IOException {
        Files.writeString(policies.resolve("digr-seed0.csv"), "done,success,return\n500,0.5,0.25\n1000,1,1\n");
        assertEquals(0, run("performance", "--episodes 2"), terminal.err());
        Table table = Table.read().csv(results.resolve("performance-rfg.csv").toFile());
        assertEquals(
                List.of("digr", "digr", "teacher"), table.stringColumn("policy").asList());
        assertTrue(table.column("updates").isMissing(2));
        assertEquals(0.25, table.doubleColumn("return").getDouble(0));
        assertTrue(Files.readString(results.resolve("performance-rfg.json"))
                .contains(SafeFiles.sha256(policies.resolve("digr-seed0.csv"))));
    }

    @Test
    void aBadSizeIsToldInOneLineBeforeAnythingIsPlayed() {
        for (String eps : List.of("-0.1", "NaN", "1.5")) assertEquals(1, run("sweep", "--eps 0.01," + eps), eps);
        assertEquals(1, run("sweep", "--attacks fsgm"));
        assertEquals(4, terminal.err().lines().count(), terminal.err());
        assertEquals(
                "Attack: eps must be in [0, 1], got -0.1; pixels are in [0, 1], so 8/255 is 0.031",
                terminal.err().lines().findFirst().get());
        assertTrue(Files.notExists(results));
    }

    @Test
    void wrongUsageIsTold() {
        for (String options : List.of("--eps small", "--eps 0", "--eps 0,0", "--episodes 0", "--threads 0", "--eps="))
            assertEquals(2, run("sweep", options), options);
        assertEquals(2, run("performance", "--episodes 0"));
    }

    @Test
    void aPolicyOfAnotherShapeIsToldBeforeAnythingIsPlayed() {
        Network other = new Network(Architecture.small(2, 84, 84, 4), DataType.FLOAT);
        PolicyFile.write(
                PolicyWeights.of(other, Provenance.of("breakout", Map.of(), 0)),
                policies.resolve("digr-seed1.safetensors"));
        assertEquals(1, run("sweep", "--episodes 1"));
        assertTrue(
                terminal.err().contains("digr-seed1.safetensors was trained for breakout, not for rfg"),
                terminal.err());
        assertEquals(
                "sweep: digr-seed1: ReturnEvaluator: the policy must see [3, 64, 64] and have 7 actions, it sees "
                        + "[2, 84, 84] and has 4; is it of another task?",
                terminal.lastError());
    }

    @Test
    void aStudentWithoutACurveIsTold() {
        assertEquals(1, run("performance", "--episodes 1"));
        assertTrue(terminal.err().contains("Performance: no learning curve at "), terminal.err());
        assertTrue(Files.notExists(results.resolve("performance-rfg.csv")));
    }

    private int run(String command, String options) {
        String all = command + " --task rfg --policies " + policies + " --out " + results + " " + options;
        return terminal.run(all.split(" "));
    }
}
