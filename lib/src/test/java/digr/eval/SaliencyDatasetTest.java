package digr.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.env.Room;
import digr.nn.NativeThreads;
import digr.policy.Policy;
import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Progress;
import digr.run.Seeds;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

class SaliencyDatasetTest {
    private static SaliencyDataset dataset;

    @TempDir
    Path folder;

    @BeforeAll
    static void collect() {
        NativeThreads.use(1);
        dataset = collect(12);
    }

    @Test
    void oneStateAnEpisodeFromItsOwnStreamOfSeeds() {
        assertEquals(12, dataset.size());
        assertEquals(12, new HashSet<>(rooms(dataset)).size());
        assertEquals("1", dataset.provenance().get().options().get("statesAnEpisode"));
        assertEquals(rooms(dataset), rooms(collect(12)));
        List<Room> validation =
                RoomStates.seenBy(policy(), 12, new Seeds(3), "validation").rooms();
        assertNotEquals(validation, rooms(dataset));
    }

    @Test
    void comesBackFromItsFileAndTheFileIsSmall() throws IOException {
        Path file = folder.resolve("states.npz");
        dataset.write(file);
        SaliencyDataset back = SaliencyDataset.load(file);
        assertEquals(dataset.provenance(), back.provenance());
        assertArrayEquals(dataset.first(12).frames(), back.first(12).frames());
        assertTrue(Files.size(file) < 2_000, Files.size(file) + " bytes");
        byte[] once = Files.readAllBytes(file);
        back.write(file);
        assertArrayEquals(once, Files.readAllBytes(file));
    }

    @Test
    void aRoomIsTwelveBytes() {
        Path file = folder.resolve("states.npz");
        dataset.write(file);
        NdArray rooms = NpzFile.read(file).get("rooms");
        assertArrayEquals(new int[] {12, 12}, rooms.shape());
        Room first = rooms(dataset).get(0);
        assertEquals(first.agentX(), rooms.bytes()[0]);
        assertEquals(first.agentY(), rooms.bytes()[1]);
        assertEquals(first.direction(), rooms.bytes()[2]);
        int blueX = rooms.bytes()[10];
        int blueY = rooms.bytes()[11];
        assertEquals(Room.Colour.BLUE, first.itemAt(blueX, blueY).orElseThrow().colour());
    }

    @Test
    void aDamagedFileIsRefusedWithItsReason() {
        assertRefused("rooms must be uint8 [n, 12]", NdArray.of(new byte[11], 1, 11));
        assertRefused("rooms must be uint8 [n, 12]", NdArray.of(new byte[0], 0, 12));
        assertRefused("of type uint8, got int32 [1, 12]", NdArray.of(new int[12], 1, 12));
        byte[] good = {1, 1, 0, 0, 2, 2, 1, 3, 3, 0, 4, 4};
        for (int[] change :
                new int[][] {{0, 0}, {0, 7}, {2, 4}, {2, -1}, {3, 2}, {3, -1}, {4, 1, 5, 1}, {7, 2, 8, 2}}) {
            byte[] bad = good.clone();
            for (int i = 0; i < change.length; i += 2) bad[change[i]] = (byte) change[i + 1];
            assertRefused("row 0 is no room", NdArray.of(bad, 1, 12));
        }
        assertRefused(
                "provenance", "needed an array provenance of type uint8, got int32 [1]", NdArray.of(new int[1], 1));
        Path file = folder.resolve("empty.npz");
        NpzFile.write(file, Map.of());
        assertTrue(message(file).contains("needed an array rooms"), message(file));
    }

    /** As numpy.savez writes it of somebody's own states. */
    @Test
    void aFileWithoutProvenanceIsReadAndEachOfItsStatesNeedsBothKindsOfPixels() {
        Path file = folder.resolve("mine.npz");
        byte[] regions = {1, 2, 0, 0, 1, 0, 0, 3, 1, 1, 0, 0};
        NdArray states = NdArray.of(new byte[12], 3, 1, 2, 2);
        NpzFile.write(file, Map.of("states", states, "regions", NdArray.of(regions, 3, 2, 2)));
        assertEquals(
                "SaliencyDataset: " + file + ": state 2 needs pixels that are important, 1, and others that are not,"
                        + " 2 or 3, got no unimportant one; leave it out",
                message(file));
        regions[9] = 2;
        NpzFile.write(file, Map.of("states", states, "regions", NdArray.of(regions, 3, 2, 2)));
        SaliencyDataset mine = SaliencyDataset.load(file);
        assertEquals(Optional.empty(), mine.provenance());
        assertArrayEquals(
                new boolean[] {true, false, false, false},
                mine.states().regions(2).important());
        Path copy = folder.resolve("copy.npz");
        mine.write(copy);
        assertEquals(Set.of("states", "regions"), NpzFile.read(copy).keySet());
    }

    @Test
    void askingForMoreThanThereIsIsAMistake() {
        assertThrows(IllegalArgumentException.class, () -> dataset.first(13));
        assertThrows(IllegalArgumentException.class, () -> dataset.first(0));
        assertThrows(IllegalArgumentException.class, () -> collect(0));
    }

    private void assertRefused(String why, NdArray rooms) {
        assertRefused("rooms", why, rooms);
    }

    private void assertRefused(String name, String why, NdArray array) {
        Path file = folder.resolve("bad.npz");
        dataset.write(file);
        Map<String, NdArray> arrays = new LinkedHashMap<>(NpzFile.read(file));
        arrays.put(name, array);
        NpzFile.write(file, arrays);
        assertTrue(message(file).contains(why), message(file));
    }

    private static String message(Path file) {
        return assertThrows(UserException.class, () -> SaliencyDataset.load(file))
                .getMessage();
    }

    private static SaliencyDataset collect(int count) {
        return SaliencyDataset.collect("rfg", StateCollector.ofRooms(), policy(), count, 3, Progress.NONE);
    }

    private static List<Room> rooms(SaliencyDataset dataset) {
        return ((RoomStates) dataset.states()).rooms();
    }

    private static Policy policy() {
        return new Policy(Golden.rfgNetwork("weights.npz", DataType.FLOAT));
    }
}
