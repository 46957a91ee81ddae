package digr.env.driving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.run.Seeds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryTest {
    private static final Lanes LANES = new Lanes(4, 3.5);

    private static List<Vehicle> placed(TrafficOptions options, long seed) {
        var random = new Seeds(seed).stream("traffic");
        Entry entry = new Entry(options, LANES);
        List<Vehicle> vehicles = new ArrayList<>();
        for (int i = 0; i < options.cars(); i++)
            vehicles.add(entry.on(options.start(), 0, vehicles, random).vehicle());
        return vehicles;
    }

    @Test
    void twoLanesAreFreeOfAny30MetresAndCarsOfALaneAre18MetresApart() {
        for (int seed = 0; seed < 200; seed++) {
            List<Vehicle> vehicles = placed(TrafficOptions.defaults(), seed);
            for (double from = 0; from < 260; from += 0.5) {
                int taken = 0;
                for (Vehicle vehicle : vehicles)
                    if (vehicle.x >= from && vehicle.x <= from + 30) taken |= 1 << LANES.at(vehicle.y);
                assertTrue(Integer.bitCount(taken) <= 2, "seed " + seed + " from " + from);
            }
            for (Vehicle one : vehicles)
                for (Vehicle other : vehicles)
                    if (one != other && one.y == other.y) assertTrue(Math.abs(one.x - other.x) >= 18);
        }
    }

    @Test
    void carsStartOnTheirStretchWhereThatHasRoom() {
        for (int seed = 0; seed < 50; seed++)
            for (Vehicle vehicle : placed(TrafficOptions.defaults().withCars(6), seed)) {
                assertTrue(vehicle.x >= 35 && vehicle.x <= 220, "got " + vehicle.x);
                assertEquals(12, vehicle.speed);
            }
    }

    /** 32 cars by 18 m, two of four lanes at a time, need 288 m or more: they reach beyond the stretch of 185 m. */
    @Test
    void moreCarsThanTheStretchHoldsStandBeyondIt() {
        double last = placed(TrafficOptions.defaults().withCars(32), 1).stream()
                .mapToDouble(vehicle -> vehicle.x)
                .max()
                .orElseThrow();
        assertTrue(last > 288 && last < 1200, "got " + last);
    }

    @Test
    void whereNoCarFitsItIsSaid() {
        TrafficOptions wide = TrafficOptions.defaults().withCars(32).withRoom(200, 3, 200);
        assertEquals(
                "Highway: no room for a car on Stretch[from=35.0, to=220.0]; fewer cars or more room are needed",
                assertThrows(IllegalStateException.class, () -> placed(wide, 1)).getMessage());
    }
}
