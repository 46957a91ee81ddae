package digr.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import digr.env.Room;
import digr.run.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShiftedStatesTest {
    private static final int[] SHAPE = {2, 3, 4};

    /** Two channels of 3 x 4, and of the pixels one that matters, one that does not, one of the own car. */
    private static RecordedStates twoStates() {
        byte[] frames = new byte[2 * 24];
        for (int i = 0; i < frames.length; i++) frames[i] = (byte) i;
        byte[] marks = new byte[2 * 12];
        marks[0] = RecordedStates.UNIMPORTANT;
        marks[5] = RecordedStates.IMPORTANT;
        marks[11] = RecordedStates.OWN;
        return new RecordedStates(SHAPE, frames, marks);
    }

    @Test
    void rowsAndColumnsMoveAndTheFirstAreRepeated() {
        byte[] frames = new ShiftedStates(twoStates(), 1).frames();
        byte[] first = {0, 0, 1, 2, 0, 0, 1, 2, 4, 4, 5, 6};
        for (int plane = 0; plane < 4; plane++)
            for (int pixel = 0; pixel < 12; pixel++)
                assertEquals(first[pixel] + 12 * plane, frames[12 * plane + pixel], plane + ", " + pixel);
    }

    @Test
    void whatMattersMovesAlong() {
        var regions = new ShiftedStates(twoStates(), 1).regions(0);
        for (int pixel = 0; pixel < 12; pixel++) {
            assertEquals(pixel == 10, regions.important()[pixel], "important, " + pixel);
            boolean corner = pixel == 0 || pixel == 1 || pixel == 4 || pixel == 5;
            assertEquals(corner, regions.unimportant()[pixel], "unimportant, " + pixel);
            assertEquals(false, regions.own()[pixel], "own, " + pixel); // went over the edge
        }
    }

    @Test
    void partsAreThoseOfTheWhole() {
        var shifted = new ShiftedStates(twoStates(), 2);
        byte[] second = new byte[24];
        System.arraycopy(shifted.frames(), 24, second, 0, 24);
        assertArrayEquals(second, shifted.part(1, 2).frames());
        assertEquals(2, shifted.part(1, 2).shift());
        assertArrayEquals(twoStates().frames(), new ShiftedStates(twoStates(), 0).frames());
    }

    @Test
    void roomsStayOneStateAnEpisode() {
        var rooms = new RoomStates(List.of(Room.random(new Seeds(1).stream("start"))));
        assertEquals(1, new ShiftedStates(rooms, 3).statesAnEpisode());
        assertEquals(20, new ShiftedStates(twoStates(), 1).statesAnEpisode());
    }

    @Test
    void aShiftOutOfThePictureIsRefused() {
        for (int shift : new int[] {-1, 3}) {
            var refused = assertThrows(IllegalArgumentException.class, () -> new ShiftedStates(twoStates(), shift));
            assertEquals(
                    "ShiftedStates: pictures [2, 3, 4] are shifted by 0 to 2 pixels, got " + shift,
                    refused.getMessage());
        }
    }
}
