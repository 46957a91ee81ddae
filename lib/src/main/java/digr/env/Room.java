package digr.env;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The room of {@link RedFetchGreen} at one moment: 8 x 8 cells, of which the outermost are walls. x grows to the right,
 * y grows downwards, (0, 0) is the top left wall.
 *
 * @param items at most one of each colour, each in a free cell of its own
 * @param agentX the agent's column, 1 to 6
 * @param agentY the agent's row, 1 to 6
 * @param direction where the agent looks: 0 right, 1 down, 2 left, 3 up
 */
public record Room(List<Item> items, int agentX, int agentY, int direction) {
    /** Cells along each side of the room, walls included. */
    public static final int SIZE = 8;

    /** What an item is. */
    public enum Kind {
        KEY,
        BALL
    }

    /** Colours of items, in the order in which a random start places them. */
    public enum Colour {
        GREEN,
        YELLOW,
        BLUE
    }

    /** An object to pick up, and its cell. */
    public record Item(Kind kind, Colour colour, int x, int y) {}

    private static final int[] DX = {1, 0, -1, 0};
    private static final int[] DY = {0, 1, 0, -1};

    /** @throws IllegalArgumentException if something stands in a wall or on something else, or a colour comes twice */
    public Room {
        items = List.copyOf(items);
        requireFree("the agent", agentX, agentY);
        if (direction < 0 || direction > 3)
            throw new IllegalArgumentException("Room: a direction is 0 to 3, got " + direction);
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            requireFree("the " + item.colour, item.x, item.y);
            if (item.x == agentX && item.y == agentY)
                throw new IllegalArgumentException("Room: agent and item share the cell of " + item);
            for (Item other : items.subList(0, i)) {
                if (item.x == other.x && item.y == other.y)
                    throw new IllegalArgumentException("Room: two items share the cell of " + item);
                if (item.colour == other.colour)
                    throw new IllegalArgumentException("Room: at most one item is " + item.colour);
            }
        }
    }

    private static void requireFree(String what, int x, int y) {
        if (isWall(x, y))
            throw new IllegalArgumentException("Room: " + what + " must stand in 1 to 6, got (" + x + ", " + y + ")");
    }

    /**
     * A start as MiniGrid draws it: for green, yellow and blue in turn the kind, then x and y over the whole grid,
     * again while that cell is not empty; likewise the agent; last its direction. One start in 2677.5 walls in the
     * agent or the green item; see {@link #solvable()}.
     */
    public static Room random(UniformRandomProvider random) {
        var items = new ArrayList<Item>();
        for (Colour colour : Colour.values()) {
            Kind kind = Kind.values()[random.nextInt(2)];
            int cell = randomEmptyCell(items, random);
            items.add(new Item(kind, colour, cell % SIZE, cell / SIZE));
        }
        int agent = randomEmptyCell(items, random);
        return new Room(items, agent % SIZE, agent / SIZE, random.nextInt(4));
    }

    private static int randomEmptyCell(List<Item> items, UniformRandomProvider random) {
        while (true) {
            int x = random.nextInt(SIZE);
            int y = random.nextInt(SIZE);
            if (!isWall(x, y) && itemAt(items, x, y).isEmpty()) return x + SIZE * y;
        }
    }

    /** Whether (x, y) is a wall. */
    public static boolean isWall(int x, int y) {
        return x <= 0 || y <= 0 || x >= SIZE - 1 || y >= SIZE - 1;
    }

    /** The item in (x, y), if there is one. */
    public Optional<Item> itemAt(int x, int y) {
        return itemAt(items, x, y);
    }

    private static Optional<Item> itemAt(List<Item> items, int x, int y) {
        for (Item item : items) if (item.x == x && item.y == y) return Optional.of(item);
        return Optional.empty();
    }

    /** The column that the agent looks at. */
    public int frontX() {
        return agentX + DX[direction];
    }

    /** The row that the agent looks at. */
    public int frontY() {
        return agentY + DY[direction];
    }

    boolean frontIsEmpty() {
        return !isWall(frontX(), frontY()) && itemAt(frontX(), frontY()).isEmpty();
    }

    /** Whether some walk brings the agent before the green item; a breadth-first search over the empty cells. */
    public boolean solvable() {
        var reached = new BitSet();
        var queue = new ArrayList<Integer>(List.of(agentX + SIZE * agentY));
        reached.set(queue.get(0));
        for (int head = 0; head < queue.size(); head++) {
            for (int d = 0; d < 4; d++) {
                int x = queue.get(head) % SIZE + DX[d];
                int y = queue.get(head) / SIZE + DY[d];
                Optional<Item> item = itemAt(x, y);
                if (item.isPresent() && item.get().colour == Colour.GREEN) return true;
                if (item.isPresent() || isWall(x, y) || reached.get(x + SIZE * y)) continue;
                reached.set(x + SIZE * y);
                queue.add(x + SIZE * y);
            }
        }
        return false;
    }

    /**
     * What matters in the room's picture: the tiles of the red agent and the green object; those of empty cells do not;
     * walls, the yellow and the blue object are neither.
     *
     * @throws IllegalArgumentException if the room has no green object
     */
    public Regions regions() {
        int side = RoomPainter.SIDE;
        var regions = new Regions(new boolean[side * side], new boolean[side * side]);
        boolean green = false;
        for (int y = 0; y < SIZE; y++)
            for (int x = 0; x < SIZE; x++) {
                Optional<Item> item = itemAt(x, y);
                boolean agent = x == agentX && y == agentY;
                boolean target = item.isPresent() && item.get().colour == Colour.GREEN;
                if (agent || target) markTile(regions.important(), x, y);
                else if (item.isEmpty() && !isWall(x, y)) markTile(regions.unimportant(), x, y);
                green |= target;
            }
        if (!green) throw new IllegalArgumentException("Regions: the room must have a green object, got " + this);
        return regions;
    }

    private static void markTile(boolean[] pixels, int x, int y) {
        int tile = RoomPainter.TILE;
        for (int row = y * tile; row < (y + 1) * tile; row++)
            for (int column = x * tile; column < (x + 1) * tile; column++)
                pixels[row * RoomPainter.SIDE + column] = true;
    }

    Room turned(int quarters) {
        return new Room(items, agentX, agentY, (direction + quarters) & 3);
    }

    Room moved() {
        return new Room(items, frontX(), frontY(), direction);
    }

    /**
     * The same room with what stands in one cell, item or agent, in another; unchanged if nothing stands there.
     *
     * @throws IllegalArgumentException if the other cell is a wall or taken
     */
    public Room moved(int fromX, int fromY, int toX, int toY) {
        List<Item> there = items.stream()
                .map(item -> item.x == fromX && item.y == fromY ? new Item(item.kind, item.colour, toX, toY) : item)
                .toList();
        boolean agent = agentX == fromX && agentY == fromY;
        return new Room(there, agent ? toX : agentX, agent ? toY : agentY, direction);
    }

    /** The same room without an item; unchanged if it is not there. */
    public Room without(Item item) {
        return new Room(items.stream().filter(other -> !other.equals(item)).toList(), agentX, agentY, direction);
    }
}
