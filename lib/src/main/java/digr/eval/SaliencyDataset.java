package digr.eval;

import digr.env.Room;
import digr.env.Room.Colour;
import digr.env.Room.Item;
import digr.env.Room.Kind;
import digr.policy.Policy;
import digr.run.NdArray;
import digr.run.NpzFile;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.Seeds;
import digr.run.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The states on which saliency maps of Red-Fetch-Green are scored (the paper's Figure 7), kept as the rooms they show;
 * {@link Regions} has the definition of their important and unimportant pixels.
 *
 * <p>In its file, a .npz: {@code rooms}, uint8 [n, 12], a row each of the agent's x, y and direction, then kind (0 key, 1
 * ball), x and y of the green, the yellow and the blue object; {@code provenance}, JSON as uint8.
 *
 * @param rooms at least one, each with an object of each colour
 */
public record SaliencyDataset(List<Room> rooms, Provenance provenance) {
    /** Names the stream of seeds: these states are drawn for no other purpose. */
    private static final String PURPOSE = "saliency dataset";

    private static final String ROOMS = "rooms";
    private static final String PROVENANCE = "provenance";
    private static final int AGENT = 3;
    private static final int ITEM = 3;
    private static final int ROW = AGENT + ITEM * Colour.values().length;

    public SaliencyDataset {
        rooms = List.copyOf(rooms);
        if (rooms.isEmpty()) throw new IllegalArgumentException("SaliencyDataset: at least one room is needed");
    }

    /**
     * States that a policy sees, one of each of {@code count} episodes, so that no start dominates: every state before
     * the episode's end is equally likely. Actions are sampled.
     *
     * @param sha256 of the policy's file
     * @param seed decides starts, actions and the choice of states
     */
    public static SaliencyDataset collect(Policy teacher, String sha256, int count, long seed, Progress progress) {
        if (count < 1) throw new IllegalArgumentException("SaliencyDataset: at least 1 state is needed, got " + count);
        List<Room> rooms = RoomStates.roomsSeenBy(teacher, count, new Seeds(seed), PURPOSE, progress);
        Map<String, String> options =
                Map.of("count", Integer.toString(count), "actions", "sampled", "statesAnEpisode", "1");
        return new SaliencyDataset(rooms, Provenance.of("rfg", options, seed).withParents(Map.of("teacher", sha256)));
    }

    public int size() {
        return rooms.size();
    }

    /** The first {@code n} states, painted. */
    public RoomStates first(int n) {
        if (n < 1 || n > size())
            throw new IllegalArgumentException("SaliencyDataset: there are 1 to " + size() + " states, asked for " + n);
        return RoomStates.of(rooms.subList(0, n));
    }

    /** Writes or replaces a file; the same dataset gives the same bytes. */
    public void write(Path path) {
        byte[] numbers = new byte[size() * ROW];
        for (int i = 0; i < size(); i++) System.arraycopy(row(rooms.get(i)), 0, numbers, i * ROW, ROW);
        byte[] json = provenance.toJson().getBytes(StandardCharsets.UTF_8);
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put(ROOMS, NdArray.of(numbers, size(), ROW));
        arrays.put(PROVENANCE, NdArray.of(json, json.length));
        NpzFile.write(path, arrays);
    }

    /**
     * Reads a file.
     *
     * @throws UserException if it is not what {@link #write} writes
     */
    public static SaliencyDataset load(Path path) {
        Map<String, NdArray> arrays = NpzFile.read(path);
        NdArray numbers = uint8(path, arrays, ROOMS);
        int[] shape = numbers.shape();
        if (shape.length != 2 || shape[0] < 1 || shape[1] != ROW)
            throw refuse(path, "rooms must be uint8 [n, " + ROW + "] with n at least 1, got " + numbers);
        List<Room> rooms = new ArrayList<>();
        for (int i = 0; i < shape[0]; i++) {
            byte[] row = Arrays.copyOfRange(numbers.bytes(), i * ROW, (i + 1) * ROW);
            try {
                rooms.add(room(row));
            } catch (IllegalArgumentException e) {
                throw refuse(path, "row " + i + " is no room: " + e.getMessage() + "; the file is damaged");
            }
        }
        byte[] json = uint8(path, arrays, PROVENANCE).bytes();
        return new SaliencyDataset(rooms, Provenance.fromJson(new String(json, StandardCharsets.UTF_8)));
    }

    private static byte[] row(Room room) {
        byte[] row = new byte[ROW];
        row[0] = (byte) room.agentX();
        row[1] = (byte) room.agentY();
        row[2] = (byte) room.direction();
        for (Colour colour : Colour.values()) {
            Item item = room.items().stream()
                    .filter(candidate -> candidate.colour() == colour)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "SaliencyDataset: a room needs an object of each colour, got " + room));
            int at = AGENT + ITEM * colour.ordinal();
            row[at] = (byte) item.kind().ordinal();
            row[at + 1] = (byte) item.x();
            row[at + 2] = (byte) item.y();
        }
        return row;
    }

    private static Room room(byte[] row) {
        List<Item> items = new ArrayList<>();
        for (Colour colour : Colour.values()) {
            int at = AGENT + ITEM * colour.ordinal();
            if (row[at] < 0 || row[at] >= Kind.values().length)
                throw new IllegalArgumentException("an object's kind must be 0 or 1, got " + (row[at] & 255));
            items.add(new Item(Kind.values()[row[at]], colour, row[at + 1], row[at + 2]));
        }
        return new Room(items, row[0], row[1], row[2]);
    }

    private static NdArray uint8(Path path, Map<String, NdArray> arrays, String name) {
        NdArray array = arrays.get(name);
        if (array == null || array.type() != NdArray.Type.UINT8)
            throw refuse(
                    path,
                    "needed an array " + name + " of type uint8, got " + (array == null ? "none of this name" : array));
        return array;
    }

    private static UserException refuse(Path path, String why) {
        return new UserException("SaliencyDataset: " + path + ": " + why);
    }

    @Override
    public String toString() {
        return "SaliencyDataset[" + size() + " states]";
    }
}
