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
import java.util.List;
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
    private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w.:/])/(home|root|Users|tmp|work|mnt|opt)/");

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
        }
    }

    @Test
    void theReadmesIndexNamesEveryNotebook() throws IOException {
        String readme = Files.readString(Checkout.folder().resolve("README.md"));
        for (Path path : notebooks()) {
            String name = path.getFileName().toString();
            assertTrue(readme.contains("(notebooks/" + name + ")"), name + " is not in README.md");
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
        StringBuilder texts = new StringBuilder(text(cell.get("source")));
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
