package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class IJavaCommandTest {
    @Test
    void printsAClassPathAndAStartUpScriptThatExist() throws IOException {
        Terminal terminal = new Terminal();
        assertEquals(0, terminal.run("ijava"), terminal.err());
        JsonNode variables = new ObjectMapper().readTree(terminal.out());
        assertEquals(3, variables.size());
        assertEquals(
                "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
                variables.get("JDK_JAVA_OPTIONS").asText());
        String[] entries = variables.get("IJAVA_CLASSPATH").asText().split(":");
        assertTrue(entries.length > 20, entries.length + " entries");
        for (String entry : entries) assertTrue(Files.exists(Path.of(entry)), entry);
        List<String> script = Files.readAllLines(
                Path.of(variables.get("IJAVA_STARTUP_SCRIPTS_PATH").asText()));
        assertEquals("import digr.run.*;", script.get(0));
        assertEquals(
                "digr.lab.IJava.start(io.github.spencerpark.ijava.IJava.getKernelInstance());",
                script.get(script.size() - 1));
    }
}
