package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.policy.PolicyFile;
import digr.policy.PolicyWeights;
import digr.run.Provenance;
import digr.run.SafeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    private static final String GOLDEN = "src/test/resources/golden/saliency/rfg/weights.npz";

    private final Terminal terminal = new Terminal();

    @TempDir
    Path folder;

    @Test
    void printsAndWritesATableWithIntervals() throws IOException {
        Path csv = folder.resolve("r.csv");
        assertEquals(0, evaluate("--episodes", "2", "--threads", "1", "--csv", csv.toString()), terminal.err());
        List<String> printed = terminal.out().lines().toList();
        assertEquals(
                List.of("measure", "estimate", "95% low", "95% high"),
                List.of(printed.get(0).split("  +")));
        assertTrue(printed.get(1).matches("return +-?[0-9.]{6} +-?[0-9.]{6} +-?[0-9.]{6}"), printed.get(1));
        double shares = printed.stream()
                .skip(3)
                .mapToDouble(line -> Double.parseDouble(line.split("  +")[1]))
                .sum();
        assertEquals(1, shares, 1e-3); // of "took another object" and the like
        assertEquals(1, printed.stream().map(String::length).distinct().count());
        List<String> written = Files.readAllLines(csv);
        assertEquals("measure,estimate,95% low,95% high", written.get(0));
        Provenance made =
                Provenance.fromJson(Files.readString(folder.resolve("r.json")).strip());
        assertEquals(Map.of("episodes", "2", "greedy", "false", "strides", "[4, 2, 1]"), made.options());
        assertEquals(Map.of("policy", SafeFiles.sha256(Path.of(GOLDEN))), made.parentSha256());
        String length = printed.get(2).split(" +")[1];
        assertEquals(
                Double.parseDouble(length), Double.parseDouble(written.get(2).split(",")[1]), 1e-4);
        assertTrue(terminal.err().contains("2 episodes of rfg, sampled actions, seed 0"), terminal.err());
    }

    /** A bootstrap of one value is that value. */
    @Test
    void oneEpisodeHasNoIntervalOfItsReturn() {
        assertEquals(0, evaluate("--episodes", "1", "--threads", "1"), terminal.err());
        List<String> printed = terminal.out().lines().toList();
        for (String line : printed.subList(1, 3))
            assertTrue(line.matches("(return|length) +-?[0-9.]{6,8} +- +-"), line);
        assertTrue(printed.get(3).matches("[a-z ]+ 1[.]0000 +0[.]2065 +1[.]0000"), printed.get(3)); // Wilson's
        assertTrue(
                terminal.err()
                        .contains(
                                "1 episode of rfg, sampled actions, seed 0; the return and length of one have no interval"),
                terminal.err());
    }

    /** Its pictures have the same shape, and mean something else. */
    @Test
    void aPolicyOfAnotherTaskIsNoted() {
        Path file = folder.resolve("p.safetensors");
        for (String task : List.of("gymnasium-a-v0, id=a-v0, wrap=minigrid", "rfg, size=6")) {
            PolicyFile.write(
                    PolicyWeights.of(PolicyFile.load(Path.of(GOLDEN)).network(), Provenance.of(task, Map.of(), 0)),
                    file);
            assertEquals(0, evaluate("--policy", file.toString(), "--episodes", "1"), terminal.err());
        }
        List<String> noted =
                terminal.err().lines().filter(line -> line.startsWith("digr: ")).toList();
        assertEquals(
                List.of("digr: " + file + " was trained for gymnasium-a-v0, id=a-v0, wrap=minigrid, not for rfg"),
                noted);
    }

    @Test
    void troubleIsOneLine() {
        assertEquals(1, evaluate("--attack", "pgd", "--eps", "-1"));
        assertEquals(1, evaluate("--attack", "pgd", "--eps", "NaN"));
        assertEquals(1, evaluate("--attack", "nonsense", "--eps", "0.1"));
        assertEquals(1, evaluate("--policy", "none.npz"));
        assertEquals(4, terminal.err().lines().count(), terminal.err());
        assertEquals(2, evaluate("--episodes", "0"));
        assertEquals(2, evaluate("--threads", "0"));
        assertTrue(terminal.err().contains("digr: --episodes must be at least 1, got 0\n"), terminal.err());
        assertEquals(2, evaluate("--attack", "pgd"));
        assertEquals(2, evaluate("--episodes", "many"));
        assertEquals("", terminal.out());
    }

    private int evaluate(String... options) {
        var args = new ArrayList<>(List.of("evaluate", "--task", "rfg"));
        if (!Arrays.asList(options).contains("--policy")) args.addAll(List.of("--policy", GOLDEN));
        args.addAll(List.of(options));
        return terminal.run(args.toArray(String[]::new));
    }
}
