package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digr.run.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LessonCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal = new Terminal();

    @TempDir
    private Path folder;

    @Test
    void studentsGetEveryNotebookWithoutOutputsAndAnswers() throws IOException {
        Path out = folder.resolve("course");
        assertEquals(0, terminal.run("lesson", out.toString()), terminal.err());
        List<String> ours = notebooks(Checkout.folder().resolve("notebooks"));
        assertEquals(ours, notebooks(out));
        for (String name : ours)
            for (JsonNode cell : cells(out.resolve(name))) {
                assertFalse(cell.toString().contains("// Answer"), cell::toString);
                assertTrue(cell.path("outputs").isEmpty()
                                && cell.path("execution_count").isNull()
                        || cell.get("cell_type").asText().equals("markdown"));
            }
    }

    /** Notebook 04 has four exercises. */
    @Test
    void eachAnswerHasAnEmptyCellInItsPlaceAndChecksStay() throws IOException {
        assertEquals(0, terminal.run("lesson", folder.toString()), terminal.err());
        String name = "04-saliency-dataset.ipynb";
        String students = Files.readString(folder.resolve(name));
        for (int n = 1; n <= 4; n++) assertTrue(students.contains("\"// Your answer " + n + "\""), "answer " + n);
        assertTrue(students.contains("check(\\\"04-1\\\")"));
        assertFalse(students.contains("open the answer"));
        assertFalse(students.contains("jp-MarkdownHeadingCollapsed"));
        assertEquals(cells(ours(name)).size(), cells(folder.resolve(name)).size());
    }

    @Test
    void solutionsAreTheSameCellsWithAnswersAndOutputsInSight() throws IOException {
        assertEquals(0, terminal.run("lesson", folder.toString()), terminal.err());
        List<String> solutions = notebooks(folder.resolve("solutions"));
        assertTrue(solutions.contains("01-motivation.ipynb"));
        assertFalse(solutions.contains("explorer.ipynb"), "it has no exercise");
        JsonNode open = cells(folder.resolve("solutions/01-motivation.ipynb"));
        JsonNode folded = cells(ours("01-motivation.ipynb"));
        assertEquals(folded.size(), open.size());
        for (int i = 0; i < open.size(); i++) {
            assertEquals(folded.get(i).get("source"), open.get(i).get("source"));
            assertEquals(folded.get(i).get("outputs"), open.get(i).get("outputs"));
            assertFalse(open.get(i).toString().contains("source_hidden"));
        }
    }

    @Test
    void aFolderWithSomethingInItIsRefusedAndLeftAlone() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");
        assertRefused("mine.txt", folder);
        assertEquals("mine", Files.readString(folder.resolve("mine.txt")));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void theLessonsOwnFolderIsRefused() throws IOException {
        Path notebooks = Checkout.folder().resolve("notebooks");
        assertRefused("where the lessons themselves are", notebooks);
        assertRefused("where the lessons themselves are", notebooks.resolve("students"));
        assertFalse(Files.exists(notebooks.resolve("students")));
    }

    @Test
    void aFileAndWhatCannotBeMadeAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertRefused("is a file", file);
        assertRefused("can't make folder", file.resolve("below"));
    }

    private static void assertRefused(String why, Path out) {
        Terminal terminal = new Terminal();
        assertEquals(2, terminal.run("lesson", out.toString()), terminal.err());
        assertTrue(terminal.err().startsWith("digr: lesson: "), terminal.err());
        assertTrue(terminal.err().contains(why), terminal.err());
        assertEquals("", terminal.out());
    }

    private static Path ours(String name) {
        return Checkout.folder().resolve("notebooks").resolve(name);
    }

    private static JsonNode cells(Path notebook) throws IOException {
        return JSON.readTree(notebook.toFile()).get("cells");
    }

    private static List<String> notebooks(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".ipynb"))
                    .sorted()
                    .toList();
        }
    }
}
