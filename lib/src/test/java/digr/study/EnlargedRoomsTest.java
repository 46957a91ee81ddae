package digr.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.env.RedFetchGreen;
import digr.env.Room;
import digr.run.Seeds;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EnlargedRoomsTest {
    private static final byte[] ROOM = RedFetchGreen.picture(Room.random(new Seeds(3).stream("rooms")));

    @Test
    void theOriginalsSizeIsTheOriginal() {
        assertArrayEquals(ROOM, EnlargedRooms.enlarged(ROOM, 64));
    }

    @Test
    void atTwiceTheSizeEachPixelIsFour() {
        byte[] twice = EnlargedRooms.enlarged(ROOM, 128);
        for (int channel = 0; channel < 3; channel++)
            for (int y = 0; y < 128; y++)
                for (int x = 0; x < 128; x++)
                    assertEquals(ROOM[(channel * 64 + y / 2) * 64 + x / 2], twice[(channel * 128 + y) * 128 + x]);
    }

    @Test
    void theBackgroundIsTheEmptyRoom() {
        EnlargedRooms rooms = new EnlargedRooms(96);
        byte[] empty = rooms.background().picture();
        for (byte[] frame : rooms.frames()) {
            long same = IntStream.range(0, empty.length)
                    .filter(i -> frame[i] == empty[i])
                    .count();
            assertTrue(same > 0.95 * empty.length && same < empty.length, same + " of " + empty.length);
        }
        assertEquals(
                100, rooms.frames().stream().map(Arrays::hashCode).distinct().count());
    }
}
