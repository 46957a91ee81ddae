package digr.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.env.Regions;
import digr.env.driving.Labels;
import digr.env.driving.Labels.Region;
import org.junit.jupiter.api.Test;

class RegionsTest {
    @Test
    void nearCarsMatterOthersAndTheRoadsEdgeMayAndAllTheRestDoesNot() {
        Region[] kinds = {
            Region.SKY,
            Region.LAND,
            Region.ROAD,
            Region.MARKING,
            Region.OWN,
            Region.BORDER,
            Region.VEHICLE,
            Region.VEHICLE,
            Region.VEHICLE,
            Region.VEHICLE
        };
        int[] vehicles = {-1, -1, -1, -1, -1, -1, 0, 1, 2, 3};
        Regions regions = new Labels(kinds, vehicles, new double[] {40, 40.1, -4.9, -5}).regions();
        boolean[] important = {false, false, false, false, false, false, true, false, true, false};
        boolean[] unimportant = {true, true, true, true, true, false, false, false, false, false};
        for (int i = 0; i < kinds.length; i++) {
            assertEquals(important[i], regions.important()[i], kinds[i] + " " + i);
            assertEquals(unimportant[i], regions.unimportant()[i], kinds[i] + " " + i);
            assertEquals(kinds[i] == Region.OWN, regions.own()[i], kinds[i] + " " + i);
        }
    }

    @Test
    void anotherTasksStatesComeBackFromTheirMarks() {
        RecordedStates states =
                new RecordedStates(new int[] {1, 1, 3}, new byte[] {5, 6, 7, 8, 9, 10}, new byte[] {1, 0, 2, 2, 3, 1});
        assertEquals(2, states.size());
        RecordedStates second = states.part(1, 2);
        assertEquals(8, second.frames()[0]);
        assertTrue(second.regions(0).unimportant()[0] && second.regions(0).unimportant()[1]);
        assertTrue(second.regions(0).own()[1] && !second.regions(0).own()[0]);
        assertTrue(second.regions(0).important()[2]);
        assertFalse(states.regions(0).important()[1] || states.regions(0).unimportant()[1]);
    }
}
