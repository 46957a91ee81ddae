package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digr.run.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every notebook keeps to, whatever it says. */
class NotebooksTest {
    private static final long SIZE_LIMIT = 3_000_000;
    private static final int CELL_LINES = 25;
    private static final Pattern LINK = Pattern.compile("]\\((?!\\w+:|#)([^)#]+)");
    private static final Pattern NUMBER = Pattern.compile("\\d\\d-.*");
    private static final Pattern EXERCISE = Pattern.compile("(?m)^\\d\\. ");
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.:/])(file:/*)?/(home|root|Users|tmp|work|mnt|opt)/");

    /** See {@code tools/outputs.py} and CONTRIBUTING.md. */
    private static final List<String> TAGS = List.of("answer", "timing", "shortened");

    @TestFactory
    Stream<DynamicTest> isSmallFreeOfMachinePathsAndMadeOfShortCells() throws IOException {
        return notebooks().stream()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> check(path)));
    }

    private static void check(Path path) throws IOException {
        assertTrue(Files.size(path) < SIZE_LIMIT, "has " + Files.size(path) + " bytes");
        JsonNode notebook = new ObjectMapper().readTree(path.toFile());
        assertEquals(4, notebook.at("/nbformat").asInt());
        assertEquals("java", notebook.at("/metadata/kernelspec/name").asText());
        for (JsonNode cell : notebook.get("cells")) {
            if (cell.get("cell_type").asText().equals("code"))
                assertTrue(text(cell.get("source")).lines().count() <= CELL_LINES, () -> text(cell.get("source")));
            assertFalse(MACHINE_PATH.matcher(texts(cell)).find(), () -> texts(cell));
            assertFalse(names(System.getProperty("user.name"), notebook, cell), () -> texts(cell));
            for (JsonNode tag : cell.at("/metadata/tags"))
                assertTrue(TAGS.contains(tag.asText()), () -> tag + " is none of " + TAGS);
        }
    }

    /** Else JupyterLab writes the kernel's words there, and a notebook that was only opened counts as changed. */
    @TestFactory
    Stream<DynamicTest> isNotChangedByBeingOpened() throws IOException {
        JJavaStandIn kernel = new JJavaStandIn();
        LabExtension.describe(kernel);
        JsonNode said = new ObjectMapper()
                .valueToTree(Map.of(
                        "name", kernel.getLanguageInfo().getName(),
                        "version", kernel.getLanguageInfo().getVersion(),
                        "mimetype", kernel.getLanguageInfo().getMimetype(),
                        "file_extension", kernel.getLanguageInfo().getFileExtension(),
                        "pygments_lexer", kernel.getLanguageInfo().getPygmentsLexer(),
                        "codemirror_mode", kernel.getLanguageInfo().getCodemirrorMode()));
        return notebooks().stream()
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> {
                    JsonNode notebook = new ObjectMapper().readTree(path.toFile());
                    assertEquals(said, notebook.at("/metadata/language_info"));
                }));
    }

    /** True if a cell's outputs name a user whose name is none of the words that the notebook itself is written in. */
    private static boolean names(String user, JsonNode notebook, JsonNode cell) {
        Pattern name = Pattern.compile("\\b" + Pattern.quote(user) + "\\b");
        return user.length() > 3
                && !user.equals("root")
                && notebook.findValues("source").stream()
                        .noneMatch(source -> name.matcher(text(source)).find())
                && name.matcher(outputs(cell)).find();
    }

    @Test
    void seesAUsersNameInAnOutputButNotACommonWord() throws IOException {
        JsonNode notebook = new ObjectMapper()
                .readTree("{\"cells\": [{\"source\": [\"the green key\"], \"outputs\": [{\"text\": [\"green ada2\\n"
                        + "\"]}]}]}");
        JsonNode cell = notebook.at("/cells/0");
        assertTrue(names("ada2", notebook, cell));
        assertFalse(names("green", notebook, cell));
        assertFalse(names("ada", notebook, cell));
        assertFalse(names("gree", notebook, cell));
    }

    @TestFactory
    Stream<DynamicTest> aLessonSaysWhatItTeachesNeedsAndTakes() throws IOException {
        return lessons(cells -> {
            String opening = text(cells.get(0).get("source"));
            assertTrue(opening.startsWith("# "), opening);
            for (String said : List.of("\\bTeaches\\b", "\\bNeeds\\b", "\\b(seconds?|minutes?)\\b"))
                assertTrue(Pattern.compile(said).matcher(opening).find(), said + " is not in: " + opening);
        });
    }

    @TestFactory
    Stream<DynamicTest> aLessonEndsInTwoToFourExercisesEachWithAnAnswer() throws IOException {
        return lessons(cells -> {
            int n = 0;
            for (int i = 0; i < cells.size(); i++) {
                String text = text(cells.get(i).get("source"));
                if (isAnswer(cells.get(i))) {
                    String question = text(cells.get(i - 1).get("source"));
                    assertTrue(isExercise(++n, question), "no exercise " + n + " before: " + text);
                    assertTrue(text.startsWith("// Answer " + n + "\n"), "JupyterLab shows the first line: " + text);
                } else if (n > 0 && cells.get(i).get("cell_type").asText().equals("markdown"))
                    assertTrue(EXERCISE.matcher(text).results().count() <= 1, "an exercise without answer in: " + text);
            }
            assertTrue(n >= 2 && n <= 4, n + " answers");
        });
    }

    private static boolean isExercise(int n, String question) {
        return question.startsWith("## Exercise " + n + "\n") || question.contains(n + ". ");
    }

    /** JupyterLab opens the outputs of every cell that runs; below a folded heading they stay out of sight. */
    @TestFactory
    Stream<DynamicTest> anExercisesHeadingFoldsItsAnswer() throws IOException {
        return lessons(cells -> {
            for (int i = 0; i < cells.size(); i++) {
                String text = text(cells.get(i).get("source"));
                if (!text.startsWith("## Exercise ")) continue;
                assertTrue(
                        cells.get(i).at("/metadata/jp-MarkdownHeadingCollapsed").asBoolean(), text);
                assertTrue(isAnswer(cells.get(i + 1)), text);
                // JupyterLab adds it where it is missing, and then the notebook has changed
                assertTrue(cells.get(i + 1).at("/metadata/collapsed").asBoolean(), text);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aLessonsAnswersAreRunAndHidden() throws IOException {
        return lessons(cells -> {
            for (JsonNode cell : cells) {
                if (!isAnswer(cell)) continue;
                String text = text(cell.get("source"));
                assertEquals("code", cell.get("cell_type").asText(), text);
                assertFalse(cell.get("outputs").isEmpty(), () -> "an answer that says nothing: " + text);
                for (String what : List.of("source_hidden", "outputs_hidden"))
                    assertTrue(cell.at("/metadata/jupyter/" + what).asBoolean(), () -> what + " is not set: " + text);
            }
        });
    }

    /** By its tag; what is hidden without it must be one, too. */
    private static boolean isAnswer(JsonNode cell) {
        boolean tagged = false;
        for (JsonNode tag : cell.at("/metadata/tags")) tagged |= tag.asText().equals("answer");
        assertTrue(tagged || cell.at("/metadata/jupyter").isMissingNode(), () -> "hidden: " + text(cell.get("source")));
        return tagged;
    }

    /** A test of the cells of every numbered notebook: the lessons. */
    private static Stream<DynamicTest> lessons(Consumer<List<JsonNode>> test) throws IOException {
        return notebooks().stream()
                .filter(path -> NUMBER.matcher(path.getFileName().toString()).matches())
                .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> {
                    List<JsonNode> cells = new ArrayList<>();
                    new ObjectMapper().readTree(path.toFile()).get("cells").forEach(cells::add);
                    test.accept(cells);
                }));
    }

    @Test
    void theReadmesIndexAndTheFirstNotebookNameEveryNotebook() throws IOException {
        String readme = Files.readString(Checkout.folder().resolve("README.md"));
        String first = "00-start-here.ipynb";
        String start = Files.readString(Checkout.folder().resolve("notebooks").resolve(first));
        for (Path path : notebooks()) {
            String name = path.getFileName().toString();
            assertTrue(readme.contains("(notebooks/" + name + ")"), name + " is not in README.md");
            assertTrue(name.equals(first) || start.contains("](" + name + ")"), name + " is not in " + first);
        }
    }

    @Test
    void linksToOtherFilesLeadThere() throws IOException {
        for (Path path : notebooks())
            for (JsonNode cell : new ObjectMapper().readTree(path.toFile()).get("cells")) {
                if (!cell.get("cell_type").asText().equals("markdown")) continue;
                Matcher link = LINK.matcher(text(cell.get("source")));
                while (link.find())
                    assertTrue(
                            Files.exists(path.resolveSibling(link.group(1))),
                            path.getFileName() + " leads to " + link.group(1) + ", which is not there");
            }
    }

    /** Source and what the outputs say in words; pictures are left out. */
    private static String texts(JsonNode cell) {
        return text(cell.get("source")) + outputs(cell);
    }

    private static String outputs(JsonNode cell) {
        StringBuilder texts = new StringBuilder();
        for (JsonNode output : cell.path("outputs")) {
            texts.append('\n').append(text(output.path("text")));
            for (String type : List.of("text/plain", "text/html"))
                texts.append('\n').append(text(output.path("data").path(type)).replaceAll("data:image/[^\"']*", ""));
        }
        return texts.toString();
    }

    /** nbformat keeps a text as one string or as a list of lines. */
    private static String text(JsonNode lines) {
        if (lines.isTextual()) return lines.asText();
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.asText()));
        return text.toString();
    }

    private static List<Path> notebooks() throws IOException {
        Path folder = Checkout.folder().resolve("notebooks");
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList();
        }
    }
}
