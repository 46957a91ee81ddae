package digr.eval;

import digr.env.Room;
import digr.env.Room.Colour;
import digr.env.Room.Item;
import digr.env.Room.Kind;
import digr.run.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rooms as bytes, uint8 [n, 12], a row each: the agent's x, y and direction, then kind (0 key, 1 ball), x and y of the
 * green, the yellow and the blue object.
 */
final class RoomRows {
    private static final int AGENT = 3;
    private static final int ITEM = 3;
    private static final int ROW = AGENT + ITEM * Colour.values().length;

    private RoomRows() {}

    static NdArray of(List<Room> rooms) {
        byte[] numbers = new byte[rooms.size() * ROW];
        for (int i = 0; i < rooms.size(); i++) System.arraycopy(row(rooms.get(i)), 0, numbers, i * ROW, ROW);
        return NdArray.of(numbers, rooms.size(), ROW);
    }

    /** @throws IllegalArgumentException if they are not rows of rooms, at least one */
    static List<Room> rooms(NdArray rows) {
        int[] shape = rows.shape();
        if (shape.length != 2 || shape[0] < 1 || shape[1] != ROW)
            throw new IllegalArgumentException("rooms must be uint8 [n, " + ROW + "] with n at least 1, got " + rows);
        List<Room> rooms = new ArrayList<>();
        for (int i = 0; i < shape[0]; i++)
            try {
                rooms.add(room(Arrays.copyOfRange(rows.bytes(), i * ROW, (i + 1) * ROW)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "row " + i + " is no room: " + e.getMessage() + "; the file is damaged", e);
            }
        return rooms;
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
                            "RoomRows: a room needs an object of each colour, got " + room));
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
}
