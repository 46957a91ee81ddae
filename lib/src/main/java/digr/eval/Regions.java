package digr.eval;

import digr.env.Breakout;
import digr.env.RedFetchGreen;
import digr.env.Room;
import digr.env.Room.Colour;
import digr.env.Room.Item;
import digr.env.ScreenBox;
import digr.env.driving.Labels;
import digr.env.driving.Labels.Region;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which pixels of a frame matter, which do not, and which are neither.
 *
 * @param important [H · W], row by row
 * @param unimportant the same
 * @param own the same: what shows the agent's own body in the foreground, at nearly the same place in every state; nothing
 *     where there is no such thing
 */
public record Regions(boolean[] important, boolean[] unimportant, boolean[] own) {
    private static final int TILE = RedFetchGreen.TILE;
    private static final int SIDE = Room.SIZE * TILE;
    private static final int BREAKOUT_SIDE = 84;

    /** Metres ahead between which other cars matter: a car's length behind, the agent has passed them. */
    private static final double PASSED = -5;

    private static final double NEAR = 40;

    /** Nothing shows the agent's own body in the foreground. */
    public Regions(boolean[] important, boolean[] unimportant) {
        this(important, unimportant, new boolean[important.length]);
    }

    /**
     * Of Red-Fetch-Green: important are the tiles of the red agent and the green object, unimportant those of empty
     * cells; walls, the yellow and the blue object are neither.
     *
     * @throws IllegalArgumentException if the room has no green object
     */
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

    /**
     * Of Breakout: important are paddle and ball wherever the observation's pictures show them, unimportant is what is
     * black in all of them; bricks, walls and the score are neither.
     *
     * @param game in the state that the frame shows
     * @param frame [stack, 84, 84]
     */
    public static Regions of(Breakout game, byte[] frame) {
        int pixels = BREAKOUT_SIDE * BREAKOUT_SIDE;
        var regions = new Regions(new boolean[pixels], new boolean[pixels]);
        for (ScreenBox box : game.objects()) box.mark(regions.important, BREAKOUT_SIDE);
        Arrays.fill(regions.unimportant, true);
        for (int i = 0; i < frame.length; i++) if (frame[i] != 0) regions.unimportant[i % pixels] = false;
        for (int i = 0; i < pixels; i++) regions.unimportant[i] &= !regions.important[i];
        return regions;
    }

    /**
     * Of driving: important are cars that are at most 40 m ahead and not yet passed, unimportant is all the rest but the
     * road's edges (outer lines, curbs, guard rails) and other cars, which may matter and need not.
     */
    public static Regions of(Labels labels) {
        boolean[] important = labels.vehiclesBetween(PASSED, NEAR);
        boolean[] border = labels.of(Region.BORDER);
        boolean[] vehicles = labels.of(Region.VEHICLE);
        boolean[] unimportant = new boolean[important.length];
        for (int i = 0; i < important.length; i++) unimportant[i] = !border[i] && !vehicles[i];
        return new Regions(important, unimportant, labels.of(Region.OWN));
    }

    private static void mark(boolean[] pixels, int x, int y) {
        for (int row = y * TILE; row < (y + 1) * TILE; row++)
            for (int column = x * TILE; column < (x + 1) * TILE; column++) pixels[row * SIDE + column] = true;
    }

    /**
     * What matters and what lies at most so many rows and columns beside it.
     *
     * @param width of the frame
     */
    boolean[] around(int width, int within) {
        return widened(widened(important, width, within, true), width, within, false);
    }

    /** What has a marked pixel at most {@code within} to its left or right, or, if not along rows, above or below. */
    private static boolean[] widened(boolean[] marked, int width, int within, boolean alongRows) {
        boolean[] wide = new boolean[marked.length];
        int height = marked.length / width;
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                if (!marked[y * width + x]) continue;
                int at = alongRows ? x : y;
                int last = (alongRows ? width : height) - 1;
                for (int k = Math.max(0, at - within); k <= Math.min(last, at + within); k++)
                    wide[alongRows ? y * width + k : k * width + x] = true;
            }
        return wide;
    }

    /** The values of a map [H · W] at the marked pixels, row by row. */
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
