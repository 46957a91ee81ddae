package digr.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import digr.env.Room.Colour;
import digr.env.Room.Item;
import digr.env.Room.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Red-Fetch-Green against recordings of Farama minigrid 3.2.0, bit for bit (golden/minigrid). */
class RedFetchGreenGoldenTest {
    private static final int FRAME = 64 * 64 * 3;

    @Test
    void playsAllRecordedEpisodesBitForBit() throws IOException {
        JsonNode episodes = GoldenFiles.episodes("minigrid");
        byte[] frames = GoldenFiles.npy("minigrid/frames.npy.gz");
        var environment = new RedFetchGreen();
        int steps = 0;
        int pictures = 0;
        for (JsonNode episode : episodes) {
            String at = "episode " + episode.get("id");
            environment.reset(room(episode.get("initial")));
            pictures += assertFrame(frames, episode.get("frames").get(0).asInt(), environment, at);
            for (int t = 0; t < episode.get("actions").size(); t++, steps++) {
                Step step = environment.step(episode.get("actions").get(t).asInt());
                String when = at + ", action " + t;
                assertEquals(episode.get("rewards").get(t).asDouble(), step.reward(), when);
                assertEquals(episode.get("terminated").get(t).asBoolean(), step.terminated(), when);
                assertEquals(episode.get("truncated").get(t).asBoolean(), step.truncated(), when);
                Room room = environment.room();
                JsonNode pose = episode.get("agent").get(t);
                assertEquals(
                        pose.toString(),
                        "[" + room.agentX() + "," + room.agentY() + "," + room.direction() + "]",
                        when);
                pictures += assertFrame(frames, episode.get("frames").get(t + 1).asInt(), environment, when);
            }
            assertEquals(episode.get("ended").asBoolean(), environment.ended(), at);
        }
        assertEquals(44, episodes.size());
        assertEquals(1820, steps);
        assertEquals(603, pictures);
    }

    @Test
    void everyRecordedStartCanBeSolved() throws IOException {
        for (JsonNode episode : GoldenFiles.episodes("minigrid"))
            assertEquals(true, room(episode.get("initial")).solvable());
    }

    @Test
    void drawsEveryTileAsMinigrid() throws IOException {
        byte[] tiles = GoldenFiles.npy("minigrid/tiles.npy");
        byte[] frame = new byte[FRAME];
        int tile = 2;
        for (Kind kind : Kind.values())
            for (Colour colour : Colour.values()) {
                RoomPainter.paint(new Room(List.of(new Item(kind, colour, 4, 3)), 1, 1, 0), frame, 0);
                assertTile(tiles, tile++, frame, 4, 3);
            }
        for (int direction = 0; direction < 4; direction++) {
            RoomPainter.paint(new Room(List.of(), 2, 6, direction), frame, 0);
            assertTile(tiles, tile++, frame, 2, 6);
        }
        assertTile(tiles, 0, frame, 1, 1);
        assertTile(tiles, 1, frame, 7, 0);
        assertEquals(12 * 8 * 8 * 3, tiles.length);
    }

    private static void assertTile(byte[] tiles, int tile, byte[] frame, int x, int y) {
        for (int row = 0; row < 8; row++)
            for (int column = 0; column < 8; column++)
                for (int channel = 0; channel < 3; channel++)
                    assertEquals(
                            tiles[((tile * 8 + row) * 8 + column) * 3 + channel] & 255,
                            frame[(channel * 64 + y * 8 + row) * 64 + x * 8 + column] & 255,
                            "tile " + tile + ", row " + row + ", column " + column + ", channel " + channel);
    }

    /** Compares with row {@code index} of the recorded frames, HWC, and returns 1; or 0 where none was kept. */
    private static int assertFrame(byte[] frames, int index, Environment environment, String at) {
        if (index < 0) return 0;
        byte[] expected = new byte[FRAME];
        for (int pixel = 0; pixel < 64 * 64; pixel++)
            for (int channel = 0; channel < 3; channel++)
                expected[channel * 64 * 64 + pixel] = frames[index * FRAME + pixel * 3 + channel];
        byte[] frame = new byte[FRAME];
        environment.observe(frame, 0);
        assertArrayEquals(expected, frame, at);
        return 1;
    }

    private static Room room(JsonNode initial) {
        var items = new ArrayList<Item>();
        for (JsonNode item : initial.get("objects"))
            items.add(new Item(
                    Kind.valueOf(item.get("type").asText().toUpperCase()),
                    Colour.valueOf(item.get("colour").asText().toUpperCase()),
                    item.get("x").asInt(),
                    item.get("y").asInt()));
        JsonNode agent = initial.get("agent");
        return new Room(
                items,
                agent.get("x").asInt(),
                agent.get("y").asInt(),
                agent.get("dir").asInt());
    }
}
