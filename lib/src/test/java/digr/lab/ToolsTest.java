package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digr.run.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./digr figures} says when it fails; with Jupyter's real parts, so only where .venv has been made. */
class ToolsTest {
    /** The command, but for Javadoc and for pointing the environment's kernel at this checkout. */
    private static final String FIGURES =
            "import api, kernel, failures; kernel.register = api.pages = lambda: None; import figures;"
                    + " failures.told(figures.main)";

    private static final String API = """
            import api, notebooks, os, pathlib
            api.SOURCES, api.MADE, api.CLASSPATH, notebooks.FIGURES = map(pathlib.Path, ("lib", "api", "classpath", "gallery"))
            """;

    private static final String LAB =
            "import kernel, runpy; kernel.register = lambda: None; runpy.run_path('tools/lab.py', run_name='__main__')";

    private final Path tools = Checkout.folder().resolve("tools");

    @TempDir
    Path folder;

    private static Path python() {
        Path python = Checkout.folder().resolve(".venv/bin/python");
        Assumptions.assumeTrue(Files.isExecutable(python), "no .venv; ./digr test makes it");
        return python;
    }

    /** Runs it with a kernel that ends at once; returns its words. */
    private List<String> figures(String... options) throws IOException, InterruptedException {
        Path spec = Files.createDirectories(folder.resolve("kernels/java")).resolve("kernel.json");
        Files.writeString(spec, "{\"argv\": [\"false\"], \"display_name\": \"Java\", \"language\": \"java\"}");
        List<String> command = new ArrayList<>(List.of(python().toString(), "-c", FIGURES, "--only", "fig3"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PYTHONPATH", tools.toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("JUPYTER_PATH", folder.toString()); // comes before the environment's own
        builder.environment().put("DIGR_FIGURES", folder.resolve("figures").toString());
        Path words = folder.resolve("words");
        Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(words.toFile())
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        assertEquals(1, process.exitValue());
        return Files.readAllLines(words);
    }

    @Test
    void aKernelThatDoesNotStartIsOneLine() throws IOException, InterruptedException {
        List<String> words = figures();
        assertEquals(1, words.size(), words::toString);
        assertEquals(
                "FAILED  03-examples: the kernel did not start: Kernel died before replying to kernel_info; it wrote "
                        + Checkout.folder().resolve("target/kernel-03-examples.log"),
                words.get(0));
    }

    @Test
    void verboseShowsWhereItCameFrom() throws IOException, InterruptedException {
        List<String> words = figures("--verbose");
        assertTrue(words.contains("Traceback (most recent call last):"), words::toString);
    }

    /** What nobody foresaw: here what a figure is made from is no JSON. */
    @Test
    void anUnforeseenFailureIsOneLineToo() throws IOException, InterruptedException {
        Files.writeString(Files.createDirectory(folder.resolve("figures")).resolve("fig3.json"), "none");
        assertEquals(
                "digr: JSONDecodeError, Expecting value: line 1 column 1 (char 0); --verbose shows where",
                figures().get(1));
    }

    /** JupyterLab ends where an option is given twice. */
    @Test
    void labTakesAnOptionThatItSetsItself() throws IOException, InterruptedException {
        Path words = folder.resolve("words");
        ProcessBuilder builder = new ProcessBuilder(
                        python().toString(), "-c", LAB, "--show-config-json", "--ServerApp.root_dir=" + folder)
                .directory(Checkout.folder().toFile());
        builder.environment().put("PYTHONPATH", tools.toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("JUPYTER_CONFIG_DIR", folder.toString());
        builder.environment().put("JUPYTER_DATA_DIR", folder.toString());
        Process process = builder.redirectOutput(words.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        JsonNode server = new ObjectMapper().readTree(words.toFile()).get("ServerApp");
        assertEquals(folder.toString(), server.get("root_dir").asText());
        assertEquals("127.0.0.1", server.get("ip").asText());
    }

    /** A live view that was saved, exported by JupyterLab's menu or by nbconvert: no network brings its script. */
    @Test
    void anExportedPageHoldsWhatStandsInALiveViewsPlace() throws IOException, InterruptedException {
        String script = """
                import lab, nbformat.v4 as v4
                from nbconvert import HTMLExporter
                from traitlets.config import Config
                data = {"application/vnd.jupyter.widget-view+json": {"model_id": "1", "version_major": 2, "version_minor": 0},
                        "text/html": "<p>in its place</p>", "text/plain": "a view"}
                cell = v4.new_code_cell("view", outputs=[v4.new_output("display_data", data)])
                saved = {"application/vnd.jupyter.widget-state+json": {"state": {"1": {}}, "version_major": 2, "version_minor": 0}}
                for settings in ("jupyter_server_config", "jupyter_nbconvert_config"):
                    exporter = HTMLExporter(config=Config(lab.SETTINGS.get(settings, {})))
                    page, _ = exporter.from_notebook_node(v4.new_notebook(cells=[cell], metadata={"widgets": saved}))
                    print(page.count("<p>in its place</p>"), page.count('widget-view+json">'))
                """;
        Path words = folder.resolve("words");
        ProcessBuilder builder = new ProcessBuilder(python().toString(), "-B", "-c", script);
        builder.environment().put("PYTHONPATH", tools.toString());
        Process process = builder.redirectOutput(words.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        assertEquals(List.of("1 0", "1 0"), Files.readAllLines(words));
    }

    /** Only {@code --save} writes what git has: the notebook, and the files of what it draws, no others. */
    @Test
    void savingKeepsWhatTheNotebookDraws() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("kept"));
        Files.createDirectories(folder.resolve("drawn"));
        for (String name : List.of("fig1a.png", "fig1a.json", "fig1b.png"))
            Files.writeString(folder.resolve("drawn").resolve(name), name);
        String script = "import notebooks, nbformat, pathlib; notebooks.KEPT = pathlib.Path('kept');"
                + " notebook = nbformat.v4.new_notebook(metadata={'digr': {'figures': ['fig1a']}});"
                + " notebooks.save('saved.ipynb', notebook)";
        ProcessBuilder builder = new ProcessBuilder(python().toString(), "-B", "-c", script).directory(folder.toFile());
        builder.environment().put("PYTHONPATH", tools.toString());
        builder.environment().put("DIGR_FIGURES", folder.resolve("drawn").toString());
        assertEquals(0, builder.inheritIO().start().waitFor());
        assertTrue(Files.exists(folder.resolve("saved.ipynb")));
        try (Stream<Path> kept = Files.list(folder.resolve("kept"))) {
            assertEquals(
                    List.of("fig1a.json", "fig1a.png"),
                    kept.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    /** Javadoc takes half a minute, so a stand-in writes its name into the page. */
    @Test
    void apiPagesAreMadeAgainOnlyAfterASourceWasChangedOrDeleted() throws IOException, InterruptedException {
        Path javadoc = Files.createDirectories(folder.resolve("bin")).resolve("javadoc");
        Files.writeString(javadoc, """
                #!/bin/sh
                echo called >> calls
                while [ "$1" != -d ]; do shift; done
                mkdir "$2" && echo page > "$2/index.html"
                """);
        assertTrue(javadoc.toFile().setExecutable(true));
        Files.writeString(folder.resolve("classpath"), "some.jar");
        Path source = Files.createDirectories(folder.resolve("lib/digr")).resolve("Digr.java");
        Files.writeString(source, "");
        String script = API + """
                def times():
                    api.pages()
                    return pathlib.Path("calls").read_text().count("called")

                then = 1_000_000_000
                for file in ("lib/digr/Digr.java", "lib/digr"):
                    os.utime(file, (then, then))
                made = [times(), times()]
                for file in ("lib/digr/Digr.java", "lib/digr"):  # a folder's time is that of the last deletion there
                    os.utime("api/index.html", (then + 1, then + 1))
                    os.utime(file, (then + 2, then + 2))
                    made += [times(), times()]
                    os.utime(file, (then, then))
                assert made == [1, 1, 2, 2, 3, 3], made
                assert pathlib.Path("gallery/api/index.html").read_text() == "page\\n"
                """;
        assertEquals("", said(script, folder.resolve("bin") + ":/usr/bin:/bin"));
    }

    @Test
    void aJdkWithoutJavadocIsOneLine() throws IOException, InterruptedException {
        String script = API + """
                try:
                    api.pages()
                except notebooks.Failed as e:
                    print(e, end="")
                """;
        assertEquals(
                "no javadoc found, so the gallery has no API pages; install a JDK, which has it beside javac",
                said(script, folder.toString()));
    }

    /** What a script prints that runs in the test's folder. */
    private String said(String script, String path) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(python().toString(), "-B", "-c", script);
        builder.directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("PYTHONPATH", tools.toString());
        builder.environment().put("PATH", path);
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void labOpensTheFirstLesson() throws IOException {
        assertTrue(Files.readString(tools.resolve("lab.py")).contains("\"/lab/tree/00-start-here.ipynb\""));
    }

    @Test
    void textsAreComparedAsTheirExamplesSay() throws IOException, InterruptedException {
        assertExamplesHold("python3", "outputs.py");
    }

    @Test
    void formulasAreShownAsTheirExamplesSay() throws IOException, InterruptedException {
        assertExamplesHold(python().toString(), "notebook_page.py");
    }

    private void assertExamplesHold(String python, String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(python, "-B", "-m", "doctest", script)
                .directory(tools.toFile())
                .inheritIO()
                .start();
        assertEquals(0, process.waitFor());
    }
}
