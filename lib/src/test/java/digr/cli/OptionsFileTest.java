package digr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.distill.DigrOptions;
import digr.paper.DigrLoss;
import digr.paper.PaperTasks;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsFileTest {
    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void jsonAndPropertiesSayTheSame() throws IOException {
        Map<String, String> expected = Map.of("learningRate", "5.0E-4", "annealed", "false", "horizon", "256");
        String json = "{\"learningRate\": 5.0E-4, \"annealed\": false, \"horizon\": \"256\"}";
        assertEquals(expected, OptionsFile.read(file("a.json", json)));
        assertEquals(expected, OptionsFile.read(file("b.json", "{\"task\": \"rfg\", \"options\": " + json + "}")));
        String lines = "# ours\nlearningRate=5.0E-4\nannealed = false\nhorizon: 256\n";
        assertEquals(expected, OptionsFile.read(file("c.properties", lines)));
    }

    @Test
    void aPolicyGivesBackWhatItWasTrainedWith() {
        Map<String, String> options =
                OptionsFile.read(CommittedFiles.policies(PaperTasks.RFG).resolve("digr-seed0.safetensors"));
        DigrOptions preset = PaperTasks.RFG.digr();
        assertEquals(DigrLoss.everywhere(preset, 6), preset.with(options)); // its masks are counterfactual
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.json | [1] | must hold an object",
                "a.json | {\"a\": {\"b\": 1}} | a must be a number, a text or true or false, got {\"b\":1}",
                "a.json | {\"a\": null} | a must be a number",
                "a.json | {\"a\": 1 | --options: ",
                "a.json | {\"a\": NaN} | a.json: Non-standard token 'NaN' is not of JSON",
                "a.json | `` | a.json: it is empty",
                "a.json | {\"a\": 1, \"a\": 2} | --options: ",
                "a.properties | a=\\u12 | Malformed"
            })
    void whatIsNoOptionsIsRefusedInOneLine(String name, String text, String why) throws IOException {
        Path file = file(name, text);
        String message =
                assertThrows(UserException.class, () -> OptionsFile.read(file)).getMessage();
        assertTrue(message.contains(why), message);
        assertTrue(message.startsWith("--options: " + file), message);
        assertEquals(1, message.lines().count());
    }
}
