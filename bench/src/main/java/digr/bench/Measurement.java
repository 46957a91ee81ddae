package digr.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was measured.
 *
 * @param name the work, such as {@code Network.forward[batch=256]}: the same for all who do it
 * @param who who did it
 * @param score time an operation, or operations a time
 * @param unit such as {@code ms/op} or {@code ops/s}
 */
record Measurement(String name, String who, double score, String unit) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads what JMH writes: of the iterations the best, for what else a machine has to do only makes it slower. */
    static List<Measurement> ofJmh(Path results) throws IOException {
        List<Measurement> all = new ArrayList<>();
        for (JsonNode result : JSON.readTree(results.toFile())) {
            JsonNode metric = result.get("primaryMetric");
            all.add(new Measurement(
                    name(result),
                    "digr",
                    best(metric.get("rawData").get(0), metric.get("scoreUnit").asText()),
                    metric.get("scoreUnit").asText()));
        }
        return all;
    }

    private static double best(JsonNode iterations, String unit) {
        double[] sorted = new double[iterations.size()];
        Arrays.setAll(sorted, i -> iterations.get(i).asDouble());
        Arrays.sort(sorted);
        return isTime(unit) ? sorted[0] : sorted[sorted.length - 1];
    }

    private static boolean isTime(String unit) {
        return unit.endsWith("/op");
    }

    /** The best of each name by each who did it, in the order of their first ones. */
    static List<Measurement> best(List<Measurement> measured) {
        Map<String, Measurement> best = new LinkedHashMap<>();
        for (Measurement m : measured) best.merge(m.name + " " + m.who, m, (a, b) -> a.timeRelativeTo(b) <= 1 ? a : b);
        return List.copyOf(best.values());
    }

    /** Reads what a peer's script writes: a list of these records. */
    static List<Measurement> ofPeer(Path results) throws IOException {
        return List.of(JSON.readValue(results.toFile(), Measurement[].class));
    }

    /** {@code digr.bench.NetworkBenchmark.forward} with its parameters becomes {@code Network.forward[batch=256]}. */
    private static String name(JsonNode result) {
        String method = result.get("benchmark").asText();
        String name = method.substring(method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1)
                .replaceFirst("Benchmark\\.", ".");
        Map<String, String> parameters = new TreeMap<>();
        if (result.has("params"))
            result.get("params")
                    .fields()
                    .forEachRemaining(
                            p -> parameters.put(p.getKey(), p.getValue().asText()));
        if (parameters.isEmpty()) return name;
        return name + parameters.entrySet().stream().map(Object::toString).collect(Collectors.joining(",", "[", "]"));
    }

    /** How long this takes, relative to another that does the same work: below 1 it is the faster. */
    double timeRelativeTo(Measurement other) {
        if (!unit.equals(other.unit))
            throw new IllegalArgumentException(
                    "Measurement: " + name + " is in " + unit + ", but " + other.who + " measured in " + other.unit);
        return isTime(unit) ? score / other.score : other.score / score;
    }
}
