package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digr.run.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./digr register} leaves for another Jupyter; with Jupyter's real parts, so only where .venv has been made. */
class RegisterTest {
    private static final Path ROOT = Checkout.folder();

    @TempDir
    Path folder;

    private Path prefix;
    private Path spec;

    @BeforeEach
    void makeAnEnvironment() throws IOException {
        prefix = Files.createDirectory(folder.toRealPath().resolve("other env"));
        spec = prefix.resolve("share/jupyter/kernels/java/kernel.json");
    }

    /** Runs the environment's Python with the other Jupyter's folders; returns its words. */
    private String python(int exitCode, String... arguments) throws IOException, InterruptedException {
        Path python = ROOT.resolve(".venv/bin/python");
        Assumptions.assumeTrue(Files.isExecutable(python), "no .venv; ./digr test makes it");
        List<String> command = new ArrayList<>(List.of(python.toString(), "-B"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JUPYTER_DATA_DIR", folder.resolve("user").toString());
        builder.environment()
                .put("JUPYTER_PATH", prefix.resolve("share/jupyter").toString());
        Process process = builder.start();
        String words = new String(process.getInputStream().readAllBytes());
        assertEquals(exitCode, process.waitFor(), words);
        return words;
    }

    private String register(int exitCode, String... options) throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of(ROOT.resolve("tools/register.py").toString()));
        arguments.addAll(List.of(options));
        return python(exitCode, arguments.toArray(String[]::new));
    }

    @Test
    void anotherJupyterFindsAKernelThatStartsThisCheckout() throws IOException, InterruptedException {
        assertEquals("kernel: " + spec.getParent() + "\n", register(0, "--prefix", "other env"));
        JsonNode found = new ObjectMapper().readTree(python(0, "-m", "jupyter", "kernelspec", "list", "--json"));
        JsonNode java = found.at("/kernelspecs/java");
        assertEquals(spec.getParent().toString(), java.get("resource_dir").asText());
        JsonNode argv = java.at("/spec/argv");
        assertEquals(ROOT.resolve("digr").toString(), argv.get(0).asText());
        assertEquals("kernel java -jar", words(argv, 1, 4));
        assertEquals("{connection_file}", argv.get(6).asText());
        for (int i : List.of(0, 4, 5))
            assertTrue(Files.exists(Path.of(argv.get(i).asText())), argv::toString);
    }

    private static String words(JsonNode texts, int from, int to) {
        List<String> words = new ArrayList<>();
        for (int i = from; i < to; i++) words.add(texts.get(i).asText());
        return String.join(" ", words);
    }

    @Test
    void withoutAPrefixAllJupytersOfTheUserHaveIt() throws IOException, InterruptedException {
        Path mine = folder.resolve("user/kernels/java");
        assertEquals("kernel: " + mine + "\n", register(0));
        assertTrue(Files.exists(mine.resolve("kernel.json")));
    }

    @Test
    void aKernelOfAnotherCheckoutIsReplaced() throws IOException, InterruptedException {
        Files.createDirectories(spec.getParent());
        Files.writeString(spec, "{\"argv\": [\"/gone/digr\"], \"metadata\": {\"digr\": \"/gone\"}}");
        register(0, "--prefix", prefix.toString());
        assertEquals(
                ROOT.toString(),
                new ObjectMapper().readTree(spec.toFile()).at("/metadata/digr").asText());
    }

    /** Whoever wrote it, also where that is no kernel.json at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"argv\": [\"ijava\"], \"display_name\": \"Java\", \"language\": \"java\"}",
                "{\"metadata\": null}",
                "[]",
                "half a"
            })
    void aKernelOfAnotherProjectStays(String others) throws IOException, InterruptedException {
        Files.createDirectories(spec.getParent());
        Files.writeString(spec, others);
        assertEquals(
                "digr: " + spec.getParent() + " is another Java kernel, and the notebooks ask for one of that name;"
                        + " remove it with: jupyter kernelspec remove java\n",
                register(1, "--prefix", prefix.toString()));
        assertEquals(others, Files.readString(spec));
    }

    @Test
    void aPrefixThatIsNoEnvironmentIsOneLine() throws IOException, InterruptedException {
        assertEquals(
                "digr: --prefix is none, which is no folder; it needs what the other Jupyter's Python prints for:"
                        + " python -c \"import sys; print(sys.prefix)\"\n",
                register(1, "--prefix", "none"));
        Files.createFile(prefix.resolve("share"));
        assertEquals(
                "digr: can't write " + spec
                        + ": Not a directory; --prefix names a Python environment that you may write to\n",
                register(1, "--prefix", prefix.toString()));
        assertEquals("digr: unrecognized arguments: --here\nTry ./digr register --help\n", register(2, "--here"));
    }
}
