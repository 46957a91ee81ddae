package digr.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digr.env.BreakoutRom;
import digr.env.driving.Highway;
import digr.env.driving.HighwayOptions;
import digr.run.NdArray;
import digr.run.NpyFile;
import digr.run.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayCommandTest {
    private static final String START = "{'objects': [{'type': 'key', 'colour': 'green', 'x': 3, 'y': 1},"
            + " {'type': 'ball', 'colour': 'yellow', 'x': 5, 'y': 5}, {'type': 'ball', 'colour': 'blue', 'x': 6, 'y': 5}],"
            + " 'agent': {'x': 1, 'y': 1, 'dir': 0}}";

    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    private int replay(String task, Path episodes) {
        return terminal.run(
                "replay",
                "--task=" + task,
                "--episodes=" + episodes,
                "--out=" + folder.resolve("frames.npy"),
                "--results=" + folder.resolve("results.json"));
    }

    private Path file(String json) throws IOException {
        return Files.writeString(folder.resolve("episodes.json"), json.replace('\'', '"'));
    }

    private static InputStream golden(String file) {
        return ReplayCommandTest.class.getResourceAsStream("/golden/minigrid/" + file);
    }

    @Test
    void replaysTheRecordedEpisodesOfMinigrid() throws IOException {
        Path episodes = folder.resolve("golden.json");
        try (InputStream in = golden("episodes.json")) {
            Files.copy(in, episodes);
        }
        assertEquals(0, replay("rfg", episodes), terminal::err);
        Path recorded = folder.resolve("recorded.npy");
        try (InputStream in = new GZIPInputStream(golden("frames.npy.gz"))) {
            Files.copy(in, recorded);
        }
        byte[] expected = NpyFile.read(recorded).bytes();
        NdArray frames = NpyFile.read(folder.resolve("frames.npy"));
        assertEquals("uint8 [1864, 3, 64, 64]", frames.toString());
        JsonNode given = new ObjectMapper().readTree(episodes.toFile()).get("episodes");
        JsonNode results = new ObjectMapper()
                .readTree(folder.resolve("results.json").toFile())
                .get("episodes");
        assertEquals(44, results.size());
        int n = 0;
        for (int e = 0; e < 44; e++) {
            for (int t = 0; t < given.get(e).get("actions").size(); t++) {
                JsonNode result = results.get(e);
                assertEquals(
                        given.get(e).get("rewards").get(t).asDouble(),
                        result.get("rewards").get(t).asDouble());
                assertEquals(
                        given.get(e).get("terminated").get(t),
                        result.get("terminated").get(t));
                assertEquals(
                        given.get(e).get("truncated").get(t),
                        result.get("truncated").get(t));
            }
            for (JsonNode frame : given.get(e).get("frames")) {
                if (frame.asInt() >= 0) assertFrame(expected, frame.asInt(), frames.bytes(), n);
                n++;
            }
        }
        assertEquals(1864, n);
    }

    private static void assertFrame(byte[] hwc, int row, byte[] chw, int n) {
        byte[] expected = new byte[3 * 4096];
        byte[] actual = new byte[3 * 4096];
        for (int pixel = 0; pixel < 4096; pixel++)
            for (int channel = 0; channel < 3; channel++) {
                expected[3 * pixel + channel] = hwc[(row * 4096 + pixel) * 3 + channel];
                actual[3 * pixel + channel] = chw[(n * 3 + channel) * 4096 + pixel];
            }
        assertArrayEquals(expected, actual);
    }

    @Test
    void replaysTheRecordedGamesOfBreakout() throws IOException {
        try {
            BreakoutRom.find();
        } catch (UserException e) {
            abort(e.getMessage());
        }
        Path episodes = folder.resolve("golden.json");
        try (InputStream in = getClass().getResourceAsStream("/golden/breakout/episodes.json")) {
            Files.copy(in, episodes);
        }
        assertEquals(0, replay("breakout", episodes), terminal::err);
        NdArray frames = NpyFile.read(folder.resolve("frames.npy"));
        assertEquals("uint8 [1982, 2, 84, 84]", frames.toString());
        JsonNode given = new ObjectMapper().readTree(episodes.toFile()).get("episodes");
        JsonNode results = new ObjectMapper()
                .readTree(folder.resolve("results.json").toFile())
                .get("episodes");
        int n = 0;
        for (int e = 0; e < given.size(); e++) {
            assertEquals(
                    given.get(e).get("rewards").toString(),
                    results.get(e).get("rewards").toString());
            assertEquals(given.get(e).get("done"), results.get(e).get("terminated"));
            for (JsonNode expected : given.get(e).get("crc32")) {
                var crc = new CRC32();
                crc.update(frames.bytes(), (2 * n++ + 1) * 84 * 84, 84 * 84);
                assertEquals(expected.asLong(), crc.getValue());
            }
        }
        assertEquals(1982, n);
    }

    @Test
    void anotherRomIsRefused() throws IOException {
        Path rom = Files.writeString(folder.resolve("rom.bin"), "tetris");
        String[] line = {"--task=breakout", "--rom=" + rom, "--episodes=" + file("{'episodes': []}"), "--out=frames.npy"
        };
        String[] arguments = Stream.concat(Stream.of("replay"), Stream.of(line)).toArray(String[]::new);
        assertEquals(1, terminal.run(arguments));
        assertRefused("needed the ROM with MD5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'episodes': 3}                                      | needs a list \"episodes\"",
                "[]                                                   | needs a list \"episodes\"",
                "{'episodes': [                                       | is no JSON",
                "{'episodes': []} {'episodes': []}                    | Trailing token",
                "{'episodes': [], 'episodes': []}                     | Duplicate field 'episodes'",
                "''                                                   | needs a list \"episodes\"",
                "{'episodes': [{}]}                                   | episode 0: \"actions\" must be a list, got nothing",
                "{'episodes': [{'actions': [1.5], 'initial': START}]} | episode 0: an action is a whole number, got 1.5",
                "{'episodes': [{'actions': [7], 'initial': START}]}   | episode 0: RedFetchGreen: an action is 0 to 6, got 7",
                "{'episodes': [{'actions': []}]}                      | episode 0: \"initial\" is missing",
                "{'episodes': [{'actions': [], 'initial': {}}]}       | episode 0: \"objects\" must be a list, got nothing",
                "{'episodes': [{'actions': [2, 3, 0], 'initial': START}]} | episode 0: ended with step 2, but has 3 actions"
            })
    void refusesWhatIsNoRecordingInOneLine(String json, String why) throws IOException {
        assertEquals(1, replay("rfg", file(json.replace("START", START))));
        assertRefused(why.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'x': 3, 'y': 1  | 'x': 1, 'y': 1   | agent and item share the cell",
                "'x': 3, 'y': 1  | 'x': 0, 'y': 1   | must stand in 1 to 6, got (0, 1)",
                "'x': 3, 'y': 1  | 'x': 3           | \"y\" must be a whole number, got nothing",
                "'dir': 0        | 'dir': 4         | a direction is 0 to 3, got 4",
                "'dir': 0        | 'dir': '0'       | \"dir\" must be a whole number, got \"0\"",
                "'colour': 'blue' | 'colour': 'red' | \"colour\" is one of green, yellow, blue, got \"red\"",
                "'colour': 'blue' | 'colour': 'green' | at most one item is GREEN",
                "'type': 'key'   | 'kind': 'key'    | \"type\" is one of key, ball, got "
            },
            quoteCharacter = '^')
    void refusesStartsThatCannotBe(String what, String with, String why) throws IOException {
        String start = START.replace(what, with);
        assertEquals(1, replay("rfg", file("{'episodes': [{'actions': [2], 'initial': " + start + "}]}")));
        assertRefused(why.strip());
    }

    @Test
    void framesAndResultsAreTwoFiles() throws IOException {
        Path one = folder.resolve("one.json");
        assertEquals(
                2,
                terminal.run(
                        "replay",
                        "--task=rfg",
                        "--episodes=" + file("{'episodes': []}"),
                        "--out=" + one,
                        "--results=" + folder.resolve("sub/../one.json")));
        assertEquals(
                "digr: --out and --results must be two files, got " + one + " for both",
                terminal.err().lines().findFirst().orElseThrow());
    }

    @Test
    void aMissingFileIsSaid() {
        assertEquals(1, replay("rfg", folder.resolve("none.json")));
        assertRefused("none.json");
    }

    @Test
    void anUnknownTaskIsWrongUsage() {
        assertEquals(2, replay("chess", folder.resolve("none.json")));
        assertFalse(Files.exists(folder.resolve("frames.npy")));
    }

    @Test
    void replaysADriveFromItsSeed() throws IOException {
        Path episodes = file("{'episodes': [{'seed': 3, 'actions': [1, 0, 2]}, {'seed': 4, 'actions': [1]}]}");
        assertEquals(0, replay("driving", episodes), terminal::err);
        NdArray frames = NpyFile.read(folder.resolve("frames.npy"));
        assertEquals("uint8 [6, 3, 128, 128]", frames.toString());
        byte[] first = new byte[3 * 128 * 128];
        var highway = new Highway(HighwayOptions.defaults());
        highway.reset(4);
        highway.observe(first, 0);
        assertArrayEquals(first, Arrays.copyOfRange(frames.bytes(), 4 * first.length, 5 * first.length));
    }

    @Test
    void aDriveNeedsAWholeNumberAsItsSeed() throws IOException {
        assertEquals(1, replay("driving", file("{'episodes': [{'seed': 'x', 'actions': []}]}")));
        assertRefused("\"seed\" must be a whole number");
    }

    private void assertRefused(String why) {
        assertEquals(true, terminal.err().contains(why), terminal::err);
        assertEquals(1, terminal.err().lines().count(), terminal::err);
        assertFalse(Files.exists(folder.resolve("frames.npy")));
        assertFalse(Files.exists(folder.resolve("results.json")));
    }
}
