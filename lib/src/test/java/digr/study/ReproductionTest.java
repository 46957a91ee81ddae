package digr.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.Safetensors;
import digr.run.UserException;
import digr.viz.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproductionTest {
    @TempDir
    Path checkout;

    private final List<String> launched = new ArrayList<>();

    @BeforeEach
    void folders() throws IOException {
        for (String folder : List.of("data/policies/rfg", "data/perturbation", "data/results", "figures"))
            Files.createDirectories(checkout.resolve(folder));
    }

    /** Does not run commands: copies what they would make. */
    private Reproduction copying(Path... made) {
        return reproduction((words, environment) -> {
            launched.add(String.join(" ", words).replaceAll("[^ ]*/runs/[a-z]+-[0-9a-f]{12}", "RUN"));
            copy(words, environment, made);
        });
    }

    private Reproduction reproduction(Reproduction.Runner runner) {
        DataFiles data = new DataFiles(checkout.resolve("data"));
        return new Reproduction(checkout, checkout.resolve("runs"), data, runner, Pictures::channels);
    }

    private static void copy(List<String> words, Map<String, String> environment, Path... made) {
        int out = Math.max(words.indexOf("--out"), words.indexOf("--csv"));
        Path target = Path.of(
                out >= 0 ? words.get(out + 1) : environment.getOrDefault("DIGR_FIGURES", words.get(words.size() - 1)));
        try {
            for (Path file : made)
                Files.copy(
                        file,
                        Files.isDirectory(target) ? target.resolve(file.getFileName()) : target,
                        StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Provenance made(String command, Map<String, String> parents) {
        return new Provenance("rfg", Map.of(), 0, 0, "abc", parents, "Linux amd64", Map.of(), command);
    }

    private Path policy(String name, Provenance made) {
        Path file = checkout.resolve("data/policies/rfg/" + name + ".safetensors");
        new Safetensors(Map.of("provenance", made.toJson()), Map.of("fc1.bias", NdArray.of(new float[] {1}, 1)))
                .write(file);
        return file;
    }

    private Path masks(Provenance made) {
        Path file = checkout.resolve("data/perturbation/rfg.npz");
        NpzFile.write(file, Map.of("levels", NdArray.of(new byte[] {1}, 1)), made);
        return file;
    }

    private static String message(Reproduction reproduction, Path file) {
        return assertThrows(UserException.class, () -> reproduction.of(file)).getMessage();
    }

    @Test
    void masksAreMadeOnceFromTheTeacherThatTheProjectHas() {
        Path teacher = policy("teacher-seed0", made("", Map.of()));
        Path masks = masks(made(
                "./digr perturb --task rfg --policy teacher.safetensors",
                Map.of("teacher", SafeFiles.sha256(teacher))));
        Reproduction reproduction = copying(masks);
        assertEquals("the same bytes", reproduction.of(masks).text());
        assertEquals(List.of("perturb --task rfg --policy " + teacher + " --out RUN/rfg.npz --resume"), launched);
        assertEquals("the same bytes", reproduction.of(masks).text());
        assertEquals(1, launched.size());
    }

    @Test
    void aTrainingIsRunAndItsPolicyTakenFromTheCheckpoint() {
        Path student = policy("digr-seed1", made("./digr train digr --task rfg --seed 1", Map.of()));
        Reproduction reproduction = copying(student);
        assertEquals("the same bytes", reproduction.of(student).text());
        assertEquals(
                List.of(
                        "train digr --task rfg --seed 1 --out RUN --resume",
                        "convert RUN/checkpoint.safetensors RUN/digr-seed1.safetensors"),
                launched);
    }

    @Test
    void aRunThatWasStoppedIsNotTakenForFinished() {
        Path masks = masks(made("./digr perturb --task rfg", Map.of()));
        Reproduction stopping = reproduction((words, environment) -> {
            copy(words, environment, masks); // as when it is killed before it ends
            throw new UserException("ended with exit code 143");
        });
        assertEquals("ended with exit code 143", message(stopping, masks));
        Reproduction again = copying();
        assertEquals("the same bytes", again.of(masks).text());
        assertEquals(1, launched.size());
    }

    @Test
    void howLongARunTookIsKnownTheNextTime() throws IOException {
        Path masks = masks(made("./digr perturb --task rfg", Map.of()));
        Path student = policy("digr-seed0", made("./digr train digr --task rfg", Map.of()));
        Files.writeString(checkout.resolve("data/times.txt"), "840,./digr train digr --task rfg\n");
        Reproduction reproduction = copying(masks);
        assertEquals(OptionalDouble.of(840), reproduction.seconds(reproduction.command(student)));
        String command = reproduction.command(masks);
        assertEquals(OptionalDouble.empty(), reproduction.seconds(command));
        reproduction.of(masks);
        assertTrue(reproduction.seconds(command).orElseThrow() < 60);
        Files.writeString(checkout.resolve("data/times.txt"), "fast\n");
        UserException e = assertThrows(UserException.class, () -> reproduction.seconds(reproduction.command(student)));
        assertTrue(e.getMessage().endsWith("times.txt: needed SECONDS,COMMAND, got fast"), e.getMessage());
    }

    @Test
    void quickRunsTakeSmallSizesInPlaceOfTheirOwn() throws IOException {
        Path table = Files.writeString(checkout.resolve("data/results/table1-rfg.csv"), "AUC\n1\n");
        Files.writeString(
                checkout.resolve("data/results/table1-rfg.json"),
                made("./digr score --task rfg --count=500 --count-costly 100 --stride 4", Map.of())
                        .toJson());
        Reproduction reproduction = copying(table);
        assertEquals("./digr score --task rfg --count=500 --count-costly 100 --stride 4", reproduction.command(table));
        reproduction.quickly(table);
        assertEquals(List.of("score --task rfg --stride 4 --count 2 --count-costly 1 --out RUN"), launched);
    }

    @Test
    void aFigureIsDrawnInAFolderOfItsOwn() throws IOException {
        Path figure = Files.writeString(checkout.resolve("figures/table1.csv"), "AUC\n1\n");
        Files.writeString(
                checkout.resolve("figures/table1.json"),
                "{\"caption\":\"Scores.\",\"command\":\"./digr figures --only table1\",\"dataSha256\":{}}");
        assertEquals("the same bytes", copying(figure).of(figure).text());
        assertEquals(List.of("figures --only table1"), launched);
    }

    @Test
    void parentsComeBeforeWhatIsMadeOfThemAndFiguresLast() throws IOException {
        Path teacher = policy("teacher-seed0", made("", Map.of()));
        Path masks = masks(made("", Map.of("teacher", SafeFiles.sha256(teacher))));
        Path student = policy(
                "digr-seed0", made("", Map.of("teacher", SafeFiles.sha256(teacher), "masks", SafeFiles.sha256(masks))));
        Path figure = Files.writeString(checkout.resolve("figures/fig1.svg"), "<svg/>");
        assertEquals(List.of(teacher, masks, student, figure), copying().all());
    }

    @Test
    void whatCannotBeMadeAgainSaysWhy() throws IOException {
        Path foreign = Files.writeString(checkout.resolve("data/results/notes.csv"), "a\n1\n");
        assertEquals(
                "reproduce: " + foreign + " has no provenance: it does not say how it was made",
                message(copying(), foreign));
        Path older = policy("teacher-seed0", made("", Map.of()));
        assertEquals(
                "reproduce: " + older
                        + " was made by revision abc, which did not keep the command; make it anew to have it",
                message(copying(), older));
        Path orphan = masks(made("./digr perturb --policy lost.safetensors", Map.of("teacher", "ab".repeat(32))));
        assertEquals(
                "reproduce: " + orphan + ": its teacher, SHA-256 abababababab..., is not among the data",
                message(copying(), orphan));
        Path idle = masks(made("./digr perturb --task rfg", Map.of()));
        assertEquals("reproduce: ./digr perturb --task rfg did not make rfg.npz", message(copying(), idle));
    }
}
