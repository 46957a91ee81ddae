package digr.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.env.Room.Colour;
import digr.env.Room.Item;
import digr.env.Room.Kind;
import digr.run.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static Item ball(Colour colour, int x, int y) {
        return new Item(Kind.BALL, colour, x, y);
    }

    @Test
    void anAgentWalledInByTwoDistractorsCannotReachGreen() {
        var corner = List.of(ball(Colour.GREEN, 6, 6), ball(Colour.YELLOW, 2, 1), ball(Colour.BLUE, 1, 2));
        assertFalse(new Room(corner, 1, 1, 0).solvable());
        assertTrue(new Room(corner, 2, 2, 0).solvable());
    }

    @Test
    void greenWalledInByTwoDistractorsCannotBeReached() {
        var corner = List.of(ball(Colour.GREEN, 6, 6), ball(Colour.YELLOW, 5, 6), ball(Colour.BLUE, 6, 5));
        assertFalse(new Room(corner, 1, 1, 0).solvable());
        var open = List.of(ball(Colour.GREEN, 6, 6), ball(Colour.YELLOW, 5, 5), ball(Colour.BLUE, 6, 5));
        assertTrue(new Room(open, 1, 1, 0).solvable());
    }

    @Test
    void aRoomWithoutAnItemHasTheOthersAndTheAgentWhereTheyWere() {
        var two = List.of(ball(Colour.GREEN, 2, 1), ball(Colour.YELLOW, 1, 2));
        Room room = new Room(two, 4, 5, 3);
        assertEquals(new Room(List.of(ball(Colour.YELLOW, 1, 2)), 4, 5, 3), room.without(two.get(0)));
        assertEquals(room, room.without(ball(Colour.BLUE, 2, 1)));
    }

    /** What a policy sees, and floor where the item was: the picture of another cell. */
    @Test
    void inThePictureOfARoomWithoutAnItemThereIsFloor() {
        RedFetchGreen environment = new RedFetchGreen();
        Room room = new Room(
                List.of(ball(Colour.GREEN, 2, 1), ball(Colour.YELLOW, 1, 2), ball(Colour.BLUE, 6, 6)), 4, 5, 3);
        environment.reset(room);
        byte[] seen = new byte[3 * 64 * 64];
        environment.observe(seen, 0);
        assertArrayEquals(seen, RedFetchGreen.picture(room));
        byte[] without = RedFetchGreen.picture(room.without(room.items().get(0)));
        for (int i = 0; i < seen.length; i++) {
            int x = i % 64;
            int y = i / 64 % 64;
            if (x / 8 == 2 && y / 8 == 1) assertEquals(seen[i + 8], without[i]); // floor at (3, 1)
            else assertEquals(seen[i], without[i]);
        }
    }

    @Test
    void greenBesideAWalledInAgentIsReached() {
        var items = List.of(ball(Colour.GREEN, 2, 1), ball(Colour.YELLOW, 1, 2));
        assertTrue(new Room(items, 1, 1, 2).solvable());
    }

    /**
     * Unsolvable starts are those with agent or green in a corner, its two neighbours yellow and blue: 2 · 4 corners ·
     * 2 orders of 36 · 35 · 34 placements times the 33 cells left for the fourth, that is 16 · 33 of 36 · 35 · 34 · 33,
     * one in 2677.5.
     */
    @Test
    void aStartIn2677CannotBeSolved() {
        var random = new Seeds(1).stream("starts");
        int starts = 400_000;
        int unsolvable = 0;
        for (int i = 0; i < starts; i++) if (!Room.random(random).solvable()) unsolvable++;
        double expected = starts * 16 / (36.0 * 35 * 34);
        assertEquals(expected, unsolvable, 4 * Math.sqrt(expected));
    }

    @Test
    void startsAreUniformInCellKindAndDirection() {
        var random = new Seeds(2).stream("starts");
        int starts = 72_000;
        var agents = new int[64];
        var blues = new int[64];
        var directions = new int[4];
        int keys = 0;
        for (int i = 0; i < starts; i++) {
            Room room = Room.random(random);
            agents[room.agentX() + 8 * room.agentY()]++;
            directions[room.direction()]++;
            Item blue = room.items().get(2);
            assertEquals(Colour.BLUE, blue.colour());
            blues[blue.x() + 8 * blue.y()]++;
            if (blue.kind() == Kind.KEY) keys++;
        }
        for (int cell = 0; cell < 64; cell++) {
            int expected = Room.isWall(cell % 8, cell / 8) ? 0 : starts / 36;
            assertEquals(expected, agents[cell], 5 * Math.sqrt(expected));
            assertEquals(expected, blues[cell], 5 * Math.sqrt(expected));
        }
        for (int count : directions) assertEquals(starts / 4.0, count, 5 * Math.sqrt(starts / 4.0));
        assertEquals(starts / 2.0, keys, 5 * Math.sqrt(starts / 4.0));
    }

    @Test
    void impossibleRoomsAreRefused() {
        assertRefused("the agent must stand in 1 to 6, got (0, 3)", List.of(), 0, 3, 0);
        assertRefused("the YELLOW must stand in 1 to 6, got (3, 7)", List.of(ball(Colour.YELLOW, 3, 7)), 1, 1, 0);
        assertRefused("a direction is 0 to 3, got 4", List.of(), 1, 1, 4);
        assertRefused("agent and item share", List.of(ball(Colour.BLUE, 2, 2)), 2, 2, 0);
        assertRefused("two items share", List.of(ball(Colour.BLUE, 2, 2), ball(Colour.GREEN, 2, 2)), 1, 1, 0);
        assertRefused("at most one item is BLUE", List.of(ball(Colour.BLUE, 2, 2), ball(Colour.BLUE, 2, 3)), 1, 1, 0);
        var noGreen = new Room(List.of(ball(Colour.BLUE, 2, 2)), 1, 1, 0);
        assertThrows(IllegalArgumentException.class, () -> new RedFetchGreen().reset(noGreen));
    }

    private static void assertRefused(String why, List<Item> items, int x, int y, int direction) {
        var e = assertThrows(IllegalArgumentException.class, () -> new Room(items, x, y, direction));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void whatIsMovedToAnotherCellIsThereAndNothingElseMoves() {
        var two = List.of(ball(Colour.GREEN, 2, 1), ball(Colour.YELLOW, 1, 2));
        Room room = new Room(two, 4, 5, 3);
        assertEquals(new Room(List.of(ball(Colour.GREEN, 6, 6), two.get(1)), 4, 5, 3), room.moved(2, 1, 6, 6));
        assertEquals(new Room(two, 1, 1, 3), room.moved(4, 5, 1, 1));
        assertEquals(room, room.moved(3, 3, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> room.moved(2, 1, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> room.moved(2, 1, 0, 1));
    }
}
