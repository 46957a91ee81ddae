package digr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.policy.PolicyFile;
import digr.run.NdArray;
import digr.run.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/saliency/rfg/weights.npz");

    private final Terminal terminal = new Terminal();

    @TempDir
    Path folder;

    @Test
    void thereAndBackThroughEveryFormatGivesTheSameFile() throws IOException {
        Path first = folder.resolve("a.safetensors");
        Path last = folder.resolve("b.safetensors");
        assertEquals(0, convert(GOLDEN, first), terminal::err);
        assertEquals(0, convert(first, folder.resolve("a.zip")), terminal::err);
        assertEquals(0, convert(folder.resolve("a.zip"), folder.resolve("a.npz")), terminal::err);
        assertEquals(0, convert(folder.resolve("a.npz"), last), terminal::err);
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(last));
    }

    @Test
    void whatWasAssumedOfForeignNamesIsTold() {
        Map<String, NdArray> foreign = new LinkedHashMap<>();
        PolicyFile.read(GOLDEN)
                .parameters()
                .forEach((name, array) ->
                        foreign.put(name.replace("conv", "network.").replaceFirst("^fc2", "actor"), array));
        Path in = folder.resolve("agent.safetensors");
        new Safetensors(Map.of(), foreign).write(in);
        assertEquals(0, convert(in, folder.resolve("b.safetensors")), terminal::err);
        assertTrue(terminal.err().startsWith("digr: assumed of " + in + ": network.1 is conv1, "), terminal.err());
        assertTrue(terminal.err().contains("actor is fc2"), terminal.err());
    }

    @Test
    void troubleIsOneLineAndLeavesNothing() throws IOException {
        Path truncated = folder.resolve("a.npz");
        Files.write(truncated, Arrays.copyOf(Files.readAllBytes(GOLDEN), 1000));
        Path out = folder.resolve("b.safetensors");
        assertEquals(1, convert(truncated, out));
        assertEquals(1, convert(GOLDEN, out, "--input", "1,64,64"));
        assertEquals(1, convert(GOLDEN, out, "--strides", "0,0,0"));
        assertEquals(1, convert(GOLDEN, folder.resolve("b.pt")));
        assertEquals(1, convert(GOLDEN, folder.resolve("none/b.npz")));
        assertEquals(
                5,
                terminal.err()
                        .lines()
                        .filter(line -> !line.startsWith("digr: assumed of "))
                        .count(),
                terminal.err());
        assertEquals(2, convert(GOLDEN, out, "--input", "a,b"));
        assertArrayEquals(new String[] {"a.npz"}, folder.toFile().list());
    }

    private int convert(Path in, Path out, String... options) {
        String[] args = new String[3 + options.length];
        args[0] = "convert";
        args[1] = in.toString();
        args[2] = out.toString();
        System.arraycopy(options, 0, args, 3, options.length);
        return terminal.run(args);
    }
}
