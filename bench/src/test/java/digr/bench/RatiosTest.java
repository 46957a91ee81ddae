package digr.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class RatiosTest {
    @Test
    void namesWhatJmhMeasuredByClassMethodAndParametersAndTakesTheBest(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("jmh.json");
        Files.writeString(file, """
                [{"benchmark": "digr.bench.NetworkBenchmark.forward", "params": {"width": "small", "batch": "256"},
                  "primaryMetric": {"score": 41, "scoreUnit": "ms/op", "rawData": [[100, 12.5, 10.5]]}},
                 {"benchmark": "digr.bench.RedFetchGreenBenchmark.step",
                  "primaryMetric": {"score": 900, "scoreUnit": "ops/s", "rawData": [[100, 1100, 900, 1500]]}}]""");
        assertEquals(
                List.of(
                        new Measurement("Network.forward[batch=256,width=small]", "digr", 10.5, "ms/op"),
                        new Measurement("RedFetchGreen.step", "digr", 1500, "ops/s")),
                Measurement.ofJmh(file));
    }

    @Test
    void theRatioIsOfTimesWhetherTimesOrRatesWereMeasured() {
        Measurement ours = new Measurement("a", "digr", 12, "ms/op");
        assertEquals(0.75, ours.timeRelativeTo(new Measurement("a", "PyTorch", 16, "ms/op")));
        Measurement ourRate = new Measurement("b", "digr", 4000, "ops/s");
        assertEquals(0.25, ourRate.timeRelativeTo(new Measurement("b", "minigrid", 1000, "ops/s")));
        assertThrows(IllegalArgumentException.class, () -> ours.timeRelativeTo(ourRate));
    }

    @Test
    void ofSeveralTurnsTheBestCounts() {
        assertEquals(
                List.of(new Measurement("a", "digr", 9, "ms/op"), new Measurement("b", "JAX", 40, "ops/s")),
                Measurement.best(List.of(
                        new Measurement("a", "digr", 10, "ms/op"),
                        new Measurement("b", "JAX", 40, "ops/s"),
                        new Measurement("a", "digr", 9, "ms/op"),
                        new Measurement("b", "JAX", 30, "ops/s"))));
    }

    @Test
    void theFastestPeerStandsBesideOursAndWhatHasNoPeerStaysIn() {
        Table table = Ratios.table(
                List.of(
                        new Measurement("a", "digr", 10, "ms/op"),
                        new Measurement("b", "digr", 3, "ms/op"),
                        new Measurement("c", "digr", 30, "ops/s")),
                List.of(
                        new Measurement("a", "PyTorch", 20, "ms/op"),
                        new Measurement("a", "JAX", 5, "ms/op"),
                        new Measurement("c", "gymnasium", 10, "ops/s"),
                        new Measurement("c", "PyTorch", 20, "ops/s")));
        assertEquals(List.of("JAX", "", "PyTorch"), table.stringColumn("peer").asList());
        assertEquals(2, table.doubleColumn("our time / theirs").get(0));
        assertTrue(table.doubleColumn("our time / theirs").isMissing(1));
        assertTrue(table.doubleColumn("peer's").isMissing(1));
        assertEquals(20, table.doubleColumn("peer's").get(2));
        assertEquals(20 / 30.0, table.doubleColumn("our time / theirs").get(2), 1e-3);
    }
}
