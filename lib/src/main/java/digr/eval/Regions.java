package digr.eval;

import digr.env.RedFetchGreen;
import digr.env.Room;
import digr.env.Room.Colour;
import digr.env.Room.Item;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which pixels of a Red-Fetch-Green frame matter: important are the tiles of the red agent and the green object,
 * unimportant those of empty cells; walls, the yellow and the blue object are neither. Each of them [64 · 64], row by
 * row.
 */
public record Regions(boolean[] important, boolean[] unimportant) {
    private static final int TILE = RedFetchGreen.TILE;
    private static final int SIDE = Room.SIZE * TILE;

    /** @throws IllegalArgumentException if the room has no green object */
    public static Regions of(Room room) {
        var regions = new Regions(new boolean[SIDE * SIDE], new boolean[SIDE * SIDE]);
        boolean green = false;
        for (int y = 0; y < Room.SIZE; y++)
            for (int x = 0; x < Room.SIZE; x++) {
                Optional<Item> item = room.itemAt(x, y);
                boolean agent = x == room.agentX() && y == room.agentY();
                boolean target = item.isPresent() && item.get().colour() == Colour.GREEN;
                if (agent || target) mark(regions.important, x, y);
                else if (item.isEmpty() && !Room.isWall(x, y)) mark(regions.unimportant, x, y);
                green |= target;
            }
        if (!green) throw new IllegalArgumentException("Regions: the room must have a green object, got " + room);
        return regions;
    }

    private static void mark(boolean[] pixels, int x, int y) {
        for (int row = y * TILE; row < (y + 1) * TILE; row++)
            for (int column = x * TILE; column < (x + 1) * TILE; column++) pixels[row * SIDE + column] = true;
    }

    /** The values of a map [64 · 64] at the marked pixels, row by row. */
    static float[] pick(float[] map, boolean[] pixels) {
        if (map.length != pixels.length)
            throw new IllegalArgumentException(
                    "Regions: a map must have " + pixels.length + " pixels, got " + map.length);
        float[] picked = new float[map.length];
        int n = 0;
        for (int i = 0; i < map.length; i++) if (pixels[i]) picked[n++] = map[i];
        return Arrays.copyOf(picked, n);
    }
}
