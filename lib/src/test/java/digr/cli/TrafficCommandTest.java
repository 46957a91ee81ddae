package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.nn.Network;
import digr.paper.PaperTasks;
import digr.policy.PolicyFile;
import digr.policy.PolicyWeights;
import digr.run.Provenance;
import digr.run.SafeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

class TrafficCommandTest {
    private final Terminal terminal = new Terminal();

    @TempDir
    Path folder;

    /** A policy that always goes straight on drives as the baseline that does; without cars nobody crashes who does not drift. */
    @Test
    void allDriversSetOutFromTheSameStarts() throws IOException {
        Path policy = straightOn();
        assertEquals(
                0,
                traffic("--cars", "0", "--episodes", "3", "--removal-drives", "2", "--policy", policy.toString()),
                terminal.err());
        Table table = Table.read().csv(folder.resolve("traffic-driving.csv").toFile());
        assertEquals(
                List.of("keeps its lane", "straight on", "at random", "planner", "policy", "policy, likeliest action"),
                table.stringColumn("driver").asList());
        assertEquals(1, number(table, 0, "whole"));
        assertEquals(0.439, number(table, 0, "whole 95% low"), 0.001); // Wilson's, of 3 of 3
        assertEquals(1000, number(table, 0, "steps"));
        for (int row : new int[] {4, 5})
            for (String column : table.columnNames().subList(2, table.columnCount()))
                assertEquals(number(table, 1, column), number(table, row, column), column);
        assertEquals(1, number(table, 4, "whole"));
        assertTrue(number(table, 2, "return")
                < 0.9 * number(table, 1, "return")); // at random it drifts, which costs .2 a step
        Table removal = Table.read().csv(folder.resolve("removal-driving.csv").toFile());
        assertEquals(0, number(removal, 0, "KL"), 1e-12); // it looks at nothing
        assertEquals(0, number(removal, 0, "other action"));
        assertEquals(40, number(removal, 0, "count"));
        assertEquals(0.0876, number(removal, 0, "other action 95% high"), 1e-4); // Wilson's, of 0 of 40
        Provenance provenance = Provenance.fromJson(
                Files.readString(folder.resolve("traffic-driving.json")).strip());
        assertEquals(100, provenance.seed());
        assertEquals(SafeFiles.sha256(policy), provenance.parentSha256().get("policy"));
    }

    private Path straightOn() {
        Network network = new Network(PaperTasks.DRIVING.architecture(), DataType.FLOAT);
        INDArray parameters = network.parameters().flat();
        parameters.putScalar(parameters.length() - 2, 50); // the bias of the second of three actions
        Path file = folder.resolve("straight-on.safetensors");
        PolicyFile.write(PolicyWeights.of(network, Provenance.of("driving", Map.of(), 0)), file);
        return file;
    }

    private static double number(Table table, int row, String column) {
        Row numbers = table.row(row);
        return ((Number) numbers.getObject(column)).doubleValue();
    }

    @Test
    void carsThatCannotBeAreToldOfBeforeAnythingIsDriven() {
        assertEquals(2, traffic("--cars", "4,33"));
        assertEquals("digr: --cars must be 0 to 32, got 33\nTry ./digr traffic --help\n", terminal.err());
        assertEquals(2, traffic("--episodes", "0"));
    }

    private int traffic(String... options) {
        String[] args = new String[options.length + 3];
        args[0] = "traffic";
        args[1] = "--out";
        args[2] = folder.toString();
        System.arraycopy(options, 0, args, 3, options.length);
        return terminal.run(args);
    }
}
