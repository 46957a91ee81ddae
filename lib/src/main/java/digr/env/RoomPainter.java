package digr.env;

import digr.env.Room.Colour;
import digr.env.Room.Item;
import digr.env.Room.Kind;
import java.util.Map;

/**
 * Draws a {@link Room} as MiniGrid 3.2.0 does at tile size 8 without highlight, byte for byte.
 *
 * <p>Shapes in the unit square are sampled at the centres of 24 x 24 sub-pixels, averaged 3 x 3, first along x, then
 * along y, and cut to whole numbers. A picture is the empty room with at most four tiles over it.
 *
 * @see <a href="https://github.com/Farama-Foundation/Minigrid">Minigrid: utils/rendering.py, core/world_object.py</a>
 */
final class RoomPainter {
    static final int TILE = 8;
    static final int SIDE = Room.SIZE * TILE;
    static final int FRAME = 3 * SIDE * SIDE;

    private static final int SAMPLES = 3;
    private static final int FINE = TILE * SAMPLES;
    private static final int[] GREY = {100, 100, 100};
    private static final int[] RED = {255, 0, 0};
    private static final Map<Colour, int[]> COLOURS =
            Map.of(Colour.GREEN, new int[] {0, 255, 0}, Colour.YELLOW, new int[] {255, 255, 0}, Colour.BLUE, new int[] {
                0, 0, 255
            });

    private static final byte[][] ITEMS = new byte[Kind.values().length * Colour.values().length][];
    private static final byte[][] AGENT = new byte[4][];
    private static final byte[] EMPTY_ROOM = new byte[FRAME];

    static {
        for (Kind kind : Kind.values())
            for (Colour colour : Colour.values()) ITEMS[index(kind, colour)] = itemTile(kind, COLOURS.get(colour));
        for (int direction = 0; direction < 4; direction++) AGENT[direction] = agentTile(direction);
        byte[] wall = canvas().fill(rectangle(0, 1, 0, 1), GREY).tile();
        byte[] empty = floor().tile();
        for (int y = 0; y < Room.SIZE; y++)
            for (int x = 0; x < Room.SIZE; x++) put(Room.isWall(x, y) ? wall : empty, x, y, EMPTY_ROOM, 0);
    }

    private RoomPainter() {}

    /** Writes the picture of a room, uint8 [3, 64, 64], to {@code frame} from {@code offset} on. */
    static void paint(Room room, byte[] frame, int offset) {
        System.arraycopy(EMPTY_ROOM, 0, frame, offset, FRAME);
        for (Item item : room.items()) put(ITEMS[index(item.kind(), item.colour())], item.x(), item.y(), frame, offset);
        put(AGENT[room.direction()], room.agentX(), room.agentY(), frame, offset);
    }

    private static int index(Kind kind, Colour colour) {
        return kind.ordinal() * Colour.values().length + colour.ordinal();
    }

    /** Copies a tile [3, 8, 8] into cell (x, y) of a frame [3, 64, 64]. */
    private static void put(byte[] tile, int x, int y, byte[] frame, int offset) {
        for (int channel = 0; channel < 3; channel++)
            for (int row = 0; row < TILE; row++)
                System.arraycopy(
                        tile,
                        (channel * TILE + row) * TILE,
                        frame,
                        offset + (channel * SIDE + y * TILE + row) * SIDE + x * TILE,
                        TILE);
    }

    private static byte[] itemTile(Kind kind, int[] colour) {
        return switch (kind) {
            case KEY ->
                floor().fill(rectangle(0.50, 0.63, 0.31, 0.88), colour) // shaft
                        .fill(rectangle(0.38, 0.50, 0.59, 0.66), colour) // teeth
                        .fill(rectangle(0.38, 0.50, 0.81, 0.88), colour)
                        .fill(circle(0.56, 0.28, 0.190), colour) // ring
                        .fill(circle(0.56, 0.28, 0.064), new int[3])
                        .tile();
            case BALL -> floor().fill(circle(0.5, 0.5, 0.31), colour).tile();
        };
    }

    private static byte[] agentTile(int direction) {
        Shape looksRight = triangle(0.12, 0.19, 0.87, 0.50, 0.12, 0.81);
        double angle = direction * Math.PI / 2;
        Shape turned = (x, y) -> looksRight.contains(
                0.5 + (x - 0.5) * Math.cos(angle) + (y - 0.5) * Math.sin(angle),
                0.5 + (y - 0.5) * Math.cos(angle) - (x - 0.5) * Math.sin(angle));
        return floor().fill(turned, RED).tile();
    }

    private static Canvas floor() {
        return canvas().fill(rectangle(0, 0.031, 0, 1), GREY).fill(rectangle(0, 1, 0, 0.031), GREY);
    }

    private static Canvas canvas() {
        return new Canvas(new int[FINE][FINE][3]);
    }

    /** A set of points of the unit square, y downwards. */
    private interface Shape {
        boolean contains(double x, double y);
    }

    private static Shape rectangle(double left, double right, double top, double bottom) {
        return (x, y) -> x >= left && x <= right && y >= top && y <= bottom;
    }

    private static Shape circle(double centreX, double centreY, double radius) {
        return (x, y) -> (x - centreX) * (x - centreX) + (y - centreY) * (y - centreY) <= radius * radius;
    }

    /** The triangle abc by barycentric coordinates: p = a + u (c − a) + v (b − a) with u, v ≥ 0 and 1 > u + v. */
    private static Shape triangle(double ax, double ay, double bx, double by, double cx, double cy) {
        double area = (cx - ax) * (by - ay) - (bx - ax) * (cy - ay);
        return (x, y) -> {
            double u = ((x - ax) * (by - ay) - (bx - ax) * (y - ay)) / area;
            double v = ((cx - ax) * (y - ay) - (x - ax) * (cy - ay)) / area;
            return u >= 0 && v >= 0 && u + v < 1;
        };
    }

    /** 24 x 24 sub-pixels of a tile, [y][x][channel]. */
    private record Canvas(int[][][] pixels) {
        Canvas fill(Shape shape, int[] colour) {
            for (int y = 0; y < FINE; y++)
                for (int x = 0; x < FINE; x++)
                    if (shape.contains((x + 0.5) / FINE, (y + 0.5) / FINE)) pixels[y][x] = colour;
            return this;
        }

        /** The tile, [3, 8, 8]. */
        byte[] tile() {
            var tile = new byte[3 * TILE * TILE];
            for (int i = 0; i < tile.length; i++) {
                double sum = 0;
                for (int y = 0; y < SAMPLES; y++)
                    sum += rowMean(i / (TILE * TILE), i / TILE % TILE * SAMPLES + y, i % TILE * SAMPLES);
                tile[i] = (byte) (int) (sum / SAMPLES);
            }
            return tile;
        }

        private double rowMean(int channel, int y, int x) {
            double sum = 0;
            for (int sample = 0; sample < SAMPLES; sample++) sum += pixels[y][x + sample][channel];
            return sum / SAMPLES;
        }
    }
}
