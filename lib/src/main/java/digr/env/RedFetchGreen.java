package digr.env;

import digr.env.Room.Colour;
import digr.env.Room.Item;
import digr.env.Room.Kind;
import digr.run.Seeds;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Red-Fetch-Green: a red agent in a room with a green, a yellow and a blue object, which is to pick up the green one.
 *
 * <p><b>Actions</b>, 7: 0 turn left, 1 turn right, 2 forward (into an empty cell only), 3 pick up what is in front,
 * 4 drop, 5 toggle, 6 done; the last three change nothing.
 *
 * <p><b>Observation</b>, uint8 [3, 64, 64]: the whole room from above, RGB, 8 x 8 pixels a cell.
 *
 * <p><b>Start</b>: {@link Room#random}. About 0.04 % of starts cannot be solved and stay in.
 *
 * <p><b>Reward</b>: 1 for picking up green, −1 for another object, else 0.
 *
 * <p><b>End</b>: terminated by picking up; truncated at step 320. Picking up in step 320 is both.
 *
 * <p><b>Options</b>: none.
 *
 * <p>Pixel for pixel and reward for reward MiniGrid 3.2.0's Fetch environment in full view, except for the random
 * numbers.
 */
public final class RedFetchGreen implements Environment, Marked {
    public static final int LEFT = 0;
    public static final int RIGHT = 1;
    public static final int FORWARD = 2;
    public static final int PICK_UP = 3;
    public static final int DROP = 4;
    public static final int TOGGLE = 5;
    public static final int DONE = 6;

    /** Pixels along each side of a cell. */
    public static final int TILE = RoomPainter.TILE;

    /** Pixels of the picture, on each of its two sides. */
    public static final int SIDE = RoomPainter.SIDE;

    /** The time limit. */
    public static final int MAX_STEPS = 320;

    private static final String NAME = "RedFetchGreen";
    private static final String TAG = "RFG1";
    private static final int ACTIONS = 7;
    private static final int OBJECTS = 3;

    private Room room; // null before the first episode
    private int steps;

    @Override
    public int[] observationShape() {
        return new int[] {3, SIDE, SIDE};
    }

    @Override
    public int actions() {
        return ACTIONS;
    }

    @Override
    public Controls controls() {
        return new Controls(
                List.of("turn left", "turn right", "forward", "pick up", "drop", "toggle", "done"),
                Map.of("ArrowLeft", LEFT, "ArrowRight", RIGHT, "ArrowUp", FORWARD, " ", PICK_UP),
                DONE,
                0);
    }

    @Override
    public void reset(long seed) {
        begin(Room.random(new Seeds(seed).stream("start")));
    }

    /**
     * Starts an episode from a given room.
     *
     * @throws IllegalArgumentException unless there is one object of each colour
     */
    public void reset(Room start) {
        if (start.items().size() != OBJECTS)
            throw new IllegalArgumentException(
                    NAME + ": a start needs a green, a yellow and a blue object, got " + start.items());
        begin(start);
    }

    /** @throws IllegalArgumentException if the recording has no start */
    @Override
    public void reset(Recording recording) {
        reset(recording.start().orElseThrow(() -> new IllegalArgumentException("\"initial\" is missing")));
    }

    private void begin(Room start) {
        room = start;
        steps = 0;
    }

    /** The room as it is now, from which masks of agent, objects, walls and empty cells follow. */
    public Room room() {
        Checks.started(NAME, room != null);
        return room;
    }

    @Override
    public Regions regions() {
        return room().regions();
    }

    @Override
    public Step step(int action) {
        Checks.action(NAME, action, ACTIONS);
        Checks.running(NAME, ended());
        Item picked = null;
        switch (action) {
            case LEFT -> room = room.turned(-1);
            case RIGHT -> room = room.turned(1);
            case FORWARD -> {
                if (room.frontIsEmpty()) room = room.moved();
            }
            case PICK_UP -> {
                picked = room.itemAt(room.frontX(), room.frontY()).orElse(null);
                if (picked != null) room = room.without(picked);
            }
            default -> {}
        }
        steps++;
        float reward = picked == null ? 0 : picked.colour() == Colour.GREEN ? 1 : -1;
        return new Step(reward, picked != null, steps >= MAX_STEPS);
    }

    @Override
    public boolean ended() {
        return room == null || room.items().size() < OBJECTS || steps >= MAX_STEPS;
    }

    @Override
    public String outcome() {
        Checks.started(NAME, room != null);
        if (room.items().size() == OBJECTS) return "ran out of time";
        boolean green = room.items().stream().anyMatch(item -> item.colour() == Colour.GREEN);
        return green ? "took another object" : "took the green object";
    }

    @Override
    public void observe(byte[] frame, int offset) {
        Checks.started(NAME, room != null);
        Checks.fits(NAME, RoomPainter.FRAME, frame, offset);
        RoomPainter.paint(room, frame, offset);
    }

    /** The picture of a room as a policy sees it, uint8 [3, 64, 64]; objects may be missing. */
    public static byte[] picture(Room room) {
        byte[] picture = new byte[3 * SIDE * SIDE];
        RoomPainter.paint(room, picture, 0);
        return picture;
    }

    /** Tag RFG1, int steps; bytes agent x, y and direction, number of items; kind, colour, x and y of each. */
    @Override
    public byte[] saveState() {
        Checks.started(NAME, room != null);
        return StateBytes.write(TAG, out -> {
            out.writeInt(steps);
            out.writeByte(room.agentX());
            out.writeByte(room.agentY());
            out.writeByte(room.direction());
            out.writeByte(room.items().size());
            for (Item item : room.items()) {
                out.writeByte(item.kind().ordinal());
                out.writeByte(item.colour().ordinal());
                out.writeByte(item.x());
                out.writeByte(item.y());
            }
        });
    }

    @Override
    public void restoreState(byte[] state) {
        record Saved(int steps, Room room) {}
        Saved saved =
                StateBytes.read(NAME, TAG, state, in -> new Saved(StateBytes.readInt(in, 0, MAX_STEPS), readRoom(in)));
        steps = saved.steps;
        room = saved.room;
    }

    private static Room readRoom(DataInputStream in) throws IOException {
        int x = in.readByte();
        int y = in.readByte();
        int direction = in.readByte();
        var items = new ArrayList<Item>();
        for (int left = StateBytes.readByte(in, 0, OBJECTS); left > 0; left--) {
            Kind kind = Kind.values()[StateBytes.readByte(in, 0, Kind.values().length - 1)];
            Colour colour = Colour.values()[StateBytes.readByte(in, 0, Colour.values().length - 1)];
            items.add(new Item(kind, colour, in.readByte(), in.readByte()));
        }
        return new Room(items, x, y, direction);
    }
}
