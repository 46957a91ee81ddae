package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainDigrCommandTest {
    private static final Path TEACHER = Golden.path("saliency/rfg/weights.npz");

    private final Terminal terminal = new Terminal();

    @TempDir
    Path folder;

    private int train(String... more) {
        List<String> all = new ArrayList<>(List.of("train", "distill", "--task", "rfg", "--threads", "1"));
        all.addAll(List.of("--teacher", TEACHER.toString(), "--steps", "1"));
        all.addAll(List.of("--out", folder.resolve("run").toString()));
        all.addAll(List.of(more));
        return terminal.run(all.toArray(String[]::new));
    }

    private List<String> curve() throws IOException {
        return Files.readAllLines(folder.resolve("run/curve.csv"));
    }

    @Test
    void theLearningCurveTellsHowTheStudentPlaysAndWhereItsGradientLooks() throws IOException {
        assertEquals(0, train(), terminal::err);
        assertEquals(
                "done,distillation loss,selective loss,cosine,return,length,success,important,unimportant,AUC",
                curve().get(0));
        String[] values = curve().get(1).split(",");
        double success = Double.parseDouble(values[6]);
        assertEquals(success, Math.round(100 * success) / 100.0, 1e-6); // of 100 episodes
        assertTrue(Double.parseDouble(values[4]) <= success); // +1 where it succeeds, else 0 or −1
        assertTrue(Double.parseDouble(values[5]) >= 1 && Double.parseDouble(values[5]) <= 320);
        assertTrue(Double.parseDouble(values[9]) > 0 && Double.parseDouble(values[9]) < 1);
    }

    @Test
    void validationCanBeLeftOut() throws IOException {
        assertEquals(0, train("--validate-every=0"), terminal::err);
        assertEquals("done,distillation loss,selective loss,cosine", curve().get(0));
    }

    @Test
    void wrongUsageIsToldInOneLineBeforeAnythingIsLoaded() {
        assertUsage("distill", "--validate-every must be at least 0, got -1", "--validate-every=-1");
        assertUsage("distill", "--steps must be above 0, got 0", "--steps=0");
        assertUsage("digr", "--steps must be above 0, got -5", "--steps=-5");
        assertUsage("digr", "--alpha must be above 0, got -1.0", "--alpha=-1");
        assertUsage("digr", "--alpha must be above 0, got Infinity", "--alpha=Infinity");
        String range = "--lambda must lie in [0, 0.3], got %s; pixels with Mp above 0.3 are important";
        for (String lambda : List.of("5.0", "NaN", "-0.1"))
            assertUsage("digr", String.format(range, lambda), "--lambda=" + lambda);
    }

    private void assertUsage(String method, String what, String option) {
        Terminal fresh = new Terminal();
        String line = "train " + method + " --task rfg --teacher none --masks none --out " + folder.resolve("never");
        if (method.equals("distill")) line = line.replace(" --masks none", "");
        assertEquals(2, fresh.run((line + " " + option).split(" ")), fresh.err());
        assertEquals(
                "digr: " + what + "\nTry ./digr train " + method + " --help",
                fresh.err().strip());
        assertTrue(Files.notExists(folder.resolve("never")));
    }
}
