package digr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceTest {
    private static final String HASH = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final Provenance EXAMPLE = new Provenance(
            "rfg",
            Map.of("alpha", "0.01", "lambda", "0.1"),
            3,
            1_000_000,
            "4ba1",
            Map.of("teacher", HASH),
            "Linux amd64, JDK 17",
            Map.of("success", 0.9995),
            "./digr train digr --task rfg");

    @Test
    void jsonIsSortedAndReadBackEqual() {
        assertEquals(
                "{\"task\":\"rfg\",\"options\":{\"alpha\":\"0.01\",\"lambda\":\"0.1\"},\"seed\":3,\"steps\":1000000,"
                        + "\"revision\":\"4ba1\",\"parentSha256\":{\"teacher\":\"" + HASH
                        + "\"},\"platform\":\"Linux amd64, JDK 17\",\"results\":{\"success\":0.9995},\"command\":\"./digr train digr --task rfg\"}",
                EXAMPLE.toJson());
        assertEquals(EXAMPLE, Provenance.fromJson(EXAMPLE.toJson()));
    }

    @Test
    void aFileOfAnEarlierVersionHasNoCommand() {
        String json = EXAMPLE.toJson().replace(",\"command\":\"" + EXAMPLE.command() + "\"", "");
        assertEquals("", Provenance.fromJson(json).command());
        assertEquals(
                EXAMPLE.command(),
                Provenance.fromJson(json).goingOnFrom(EXAMPLE).command());
        assertEquals(
                EXAMPLE.command(),
                EXAMPLE.goingOnFrom(Provenance.fromJson(json)).command());
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        Map<String, NdArray> arrays = Map.of(NpzFile.PROVENANCE, NdArray.of(utf8, utf8.length));
        assertEquals(Provenance.fromJson(json), NpzFile.provenance(Path.of("masks.npz"), arrays));
    }

    @Test
    void aResultThatIsNoNumberSurvives() {
        Provenance odd = EXAMPLE.withResults(Map.of("auc", Double.NaN));
        assertEquals(odd, Provenance.fromJson(odd.toJson()));
    }

    @Test
    void diffHasALineForEachFieldThatDiffers() {
        Provenance other = new Provenance(
                "rfg",
                Map.of("alpha", "1", "beta", "2"),
                4,
                1_000_000,
                "4ba1",
                Map.of(),
                EXAMPLE.platform(),
                EXAMPLE.results(),
                EXAMPLE.command());
        assertEquals(
                List.of(
                        "options.alpha: 0.01 → 1",
                        "options.beta: – → 2",
                        "options.lambda: 0.1 → –",
                        "parentSha256.teacher: " + HASH + " → –",
                        "seed: 3 → 4"),
                EXAMPLE.diff(other));
        assertEquals(List.of(), EXAMPLE.diff(Provenance.fromJson(EXAMPLE.toJson())));
    }

    /** Nobody knows a file by 64 digits. */
    @Test
    void aRunOfAnotherFileIsToldByTheFilesPart() {
        Provenance other =
                EXAMPLE.withParent("teacher", "0123456789abcdef".repeat(4)).withParent("masks", HASH);
        String known = HASH.substring(0, 12);
        UserException e = assertThrows(UserException.class, () -> EXAMPLE.requireSameRun(other));
        assertEquals(
                "Checkpoint: it is of another run: the file of its masks, SHA-256 – → " + known
                        + "...; the file of its teacher, SHA-256 " + known + "... → 0123456789ab...",
                e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"task\":\"rfg\"}",
                "EXAMPLE x",
                "EXAMPLE{}",
                "\"seed\":3=\"seed\":3.5",
                "\"seed\":3=\"seed\":\"3\"",
                "\"seed\":3=\"seed\":null",
                "\"seed\":3=\"seed\":3,\"seed\":4",
                "\"seed\":3=\"seed\":3,\"size\":4",
                "\"rfg\"=null",
                "\"steps\":1000000=\"steps\":-1",
                "\"0.01\"=null",
                "ba78=zz78"
            })
    void anythingElseIsRefused(String text) {
        String[] change = text.split("=");
        String json = text.startsWith("EXAMPLE")
                ? text.replace("EXAMPLE", EXAMPLE.toJson())
                : change.length == 2 ? EXAMPLE.toJson().replace(change[0], change[1]) : text;
        UserException e = assertThrows(UserException.class, () -> Provenance.fromJson(json));
        assertTrue(e.getMessage().startsWith("Provenance: "), e.getMessage());
    }

    @Test
    void theRevisionIsThatOfTheCheckoutAndSaysWhenItDiffers(@TempDir Path checkout) throws Exception {
        assertEquals(Optional.empty(), Revision.of(checkout));
        git(checkout, "init", "-q");
        Path source =
                Files.writeString(Files.createDirectory(checkout.resolve("lib")).resolve("A.java"), "1");
        git(checkout, "add", "-A");
        git(checkout, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "a");
        String clean = Revision.of(checkout).orElseThrow();
        assertTrue(clean.matches("[0-9a-f]{40}"), clean);
        Files.writeString(checkout.resolve("notebook.ipynb"), "a result is no change of the sources");
        assertEquals(clean, Revision.of(checkout).orElseThrow());
        Files.writeString(source, "2");
        assertEquals(clean + "+dirty", Revision.of(checkout).orElseThrow());
    }

    /** As that of an installation which many use. */
    @Test
    void theRevisionOfAnothersCheckoutIsKnownToo(@TempDir Path checkout) throws Exception {
        git(checkout, "init", "-q");
        git(checkout, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "a");
        String ours = Revision.of(checkout).orElseThrow();
        for (Path path : List.of(checkout, checkout.resolve(".git"))) {
            try {
                Files.setAttribute(path, "unix:uid", 54321);
            } catch (IOException | UnsupportedOperationException e) {
                Assumptions.abort("only root gives files away");
            }
        }
        assertEquals(ours, Revision.of(checkout).orElseThrow());
    }

    @Test
    void whatIsMadeNowNamesThisMachine() {
        Provenance now = Provenance.of("rfg", Map.of(), 7);
        assertTrue(now.platform().contains(System.getProperty("java.version")));
        assertTrue(now.revision().matches("[0-9a-f]{40}(\\+dirty)?|unknown"), now.revision());
        assertEquals(5, now.withSteps(5).steps());
    }

    @Test
    void aResumedRunNamesEachRevisionOnce() {
        Provenance first = EXAMPLE;
        Provenance second = of("5c02+dirty").goingOnFrom(first);
        assertEquals("4ba1, 5c02+dirty", second.revision());
        assertEquals("4ba1, 5c02+dirty, 77aa", of("77aa").goingOnFrom(second).revision());
        assertEquals("4ba1, 5c02+dirty", of("5c02+dirty").goingOnFrom(second).revision());
        assertEquals(first, first.goingOnFrom(first));
    }

    private static Provenance of(String revision) {
        return new Provenance(
                EXAMPLE.task(),
                EXAMPLE.options(),
                EXAMPLE.seed(),
                EXAMPLE.steps(),
                revision,
                EXAMPLE.parentSha256(),
                EXAMPLE.platform(),
                EXAMPLE.results(),
                EXAMPLE.command());
    }

    private static void git(Path folder, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder git = new ProcessBuilder("git").directory(folder.toFile());
        git.command().addAll(List.of(arguments));
        assertEquals(0, git.start().waitFor());
    }
}
