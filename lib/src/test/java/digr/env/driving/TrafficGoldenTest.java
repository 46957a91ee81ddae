package digr.env.driving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every part of the traffic against highway-env 1.12.1, numbers to 1e-9, decisions without exception. */
class TrafficGoldenTest {
    private static final double NEAR = 1e-9;
    private static final double DT = 0.05;
    private static final Lanes LANES = new Lanes(4, 4);
    private static final int CARS = 12;

    @Test
    void theBicycleGoesAsRecorded() {
        int steps = 0;
        for (JsonNode run : DrivingGolden.cases("kinematics")) {
            Vehicle vehicle = vehicle(run.get("states").get(0));
            int crash = run.get("crash_at").asInt();
            for (int t = 0; t < run.get("controls").size(); t++, steps++) {
                boolean crashed = crash >= 0 && t >= crash; // then it rolls to a stop
                vehicle.acceleration = crashed
                        ? -vehicle.speed
                        : run.get("controls").get(t).get(0).asDouble();
                vehicle.steering =
                        crashed ? 0 : run.get("controls").get(t).get(1).asDouble();
                vehicle.move(DT);
                assertState(run.get("states").get(t + 1), vehicle, run.get("kind") + ", step " + t);
            }
        }
        assertEquals(20 * 60, steps);
    }

    @Test
    void carFollowingAcceleratesAsRecorded() {
        JsonNode cases = DrivingGolden.cases("idm");
        for (JsonNode at : cases) {
            Vehicle vehicle = new Vehicle(0, 0, number(at, "heading"), number(at, "speed"), number(at, "target_speed"));
            Vehicle front = null;
            if (!at.get("distance").isNull()) {
                double distance = number(at, "distance");
                front = new Vehicle(distance, 0, number(at, "front_heading"), number(at, "front_speed"), 0);
                assertNear(number(at, "desired_gap_projected"), Idm.desiredGap(vehicle, front), at);
            }
            assertEquals(Lanes.SPEED_LIMIT, number(at, "speed_limit"));
            assertNear(number(at, "acceleration"), Idm.acceleration(vehicle, front), at);
        }
        assertEquals(300, cases.size());
    }

    @Test
    void laneKeepingSteersAsRecorded() {
        JsonNode cases = DrivingGolden.cases("lateral");
        for (JsonNode at : cases) {
            Vehicle vehicle = vehicle(at.get("state"));
            double steering = LaneKeeping.steering(
                    vehicle, LANES.centre(at.get("target_lane").asInt()));
            assertNear(number(at, "steering"), steering, at);
            assertEquals(at.get("lane").asInt(), LANES.at(vehicle.y));
        }
        assertEquals(200, cases.size());
    }

    @Test
    void lanesAreChangedAsRecorded() {
        JsonNode cases = DrivingGolden.cases("mobil");
        for (JsonNode at : cases) {
            Traffic traffic = traffic(at);
            List<Vehicle> all = traffic.vehicles();
            Vehicle first = all.get(0);
            int lane = LANES.at(first.y);
            for (int side = -1; side <= 1; side += 2) {
                JsonNode told = at.get(side < 0 ? "left" : "right");
                assertEquals(!LANES.has(lane + side), told.isNull());
                if (told.isNull()) continue;
                assertEquals(told.get("old_preceding").asInt(), all.indexOf(traffic.front(first, lane)));
                assertEquals(told.get("old_following").asInt(), all.indexOf(traffic.rear(first, lane)));
                assertEquals(told.get("new_preceding").asInt(), all.indexOf(traffic.front(first, lane + side)));
                assertEquals(told.get("new_following").asInt(), all.indexOf(traffic.rear(first, lane + side)));
                assertEquals(
                        told.get("recommended").asBoolean(),
                        Mobil.isBetter(first, lane, lane + side, traffic),
                        told.toString());
            }
            assertDecides(at, traffic);
        }
        assertEquals(200, cases.size());
    }

    @Test
    void aChangeIsGivenUpAsRecorded() {
        JsonNode cases = DrivingGolden.cases("abort");
        for (JsonNode at : cases) assertDecides(at, traffic(at));
        assertEquals(60, cases.size());
    }

    private static void assertDecides(JsonNode at, Traffic traffic) {
        Vehicle first = traffic.vehicles().get(0);
        first.timer = number(at, "timer_before");
        Mobil.chooseLane(first, traffic);
        assertEquals(at.get("target_lane_after").asInt(), first.targetLane, at.toString());
        assertEquals(number(at, "timer_after"), first.timer);
    }

    @Test
    void twelveCarsForFifteenSecondsGoAsRecorded() {
        assertRuns("rollout", DrivingGolden.json("rollouts").get("rollouts"), 5);
    }

    @Test
    void trafficAroundACarWithoutADriverGoesAsRecorded() {
        assertRuns("mixed", DrivingGolden.json("rollouts").get("mixed"), 2);
    }

    private static void assertRuns(String name, JsonNode runs, int count) {
        double[] states = DrivingGolden.doubles(name + "_state");
        double[] actions = DrivingGolden.doubles(name + "_action");
        double[] timers = DrivingGolden.doubles(name + "_timer");
        int[] lanes = DrivingGolden.ints(name + "_lane");
        int[] targets = DrivingGolden.ints(name + "_target_lane");
        assertEquals(count, runs.size());
        assertEquals(count * 301 * CARS * 4, states.length);
        for (int run = 0; run < count; run++) {
            List<Vehicle> vehicles = new ArrayList<>();
            for (JsonNode row : runs.get(run).get("initial")) vehicles.add(start(row));
            boolean mixed = name.equals("mixed");
            if (mixed) vehicles.get(0).targetLane = Vehicle.NO_DRIVER;
            Traffic traffic = new Traffic(LANES, Drivers.CHANGING_LANES, vehicles);
            for (int t = 0; t < runs.get(run).get("steps").asInt(); t++) {
                int action = (run * 300 + t) * CARS * 2;
                traffic.step(DT);
                if (mixed) {
                    vehicles.get(0).acceleration = actions[action];
                    vehicles.get(0).steering = actions[action + 1];
                    vehicles.get(0).move(DT);
                }
                for (int i = 0; i < CARS; i++) {
                    String at = name + " " + run + ", step " + t + ", vehicle " + i;
                    Vehicle vehicle = vehicles.get(i);
                    int now = (run * 301 + t + 1) * CARS + i;
                    assertEquals(actions[action + 2 * i], vehicle.acceleration, NEAR, at);
                    assertEquals(actions[action + 2 * i + 1], vehicle.steering, NEAR, at);
                    assertEquals(states[4 * now], vehicle.x, NEAR, at);
                    assertEquals(states[4 * now + 1], vehicle.y, NEAR, at);
                    assertEquals(states[4 * now + 2], vehicle.heading, NEAR, at);
                    assertEquals(states[4 * now + 3], vehicle.speed, NEAR, at);
                    assertEquals(lanes[now], LANES.at(vehicle.y), at);
                    assertEquals(targets[now], vehicle.targetLane, at);
                    if (vehicle.driven()) assertEquals(timers[now], vehicle.timer, NEAR, at);
                }
            }
        }
    }

    private static Vehicle start(JsonNode row) {
        return Vehicle.driven(
                row.get(0).asDouble(),
                row.get(1).asDouble(),
                row.get(2).asDouble(),
                row.get(3).asDouble(),
                row.get(4).asDouble(),
                LANES);
    }

    private static Traffic traffic(JsonNode at) {
        List<Vehicle> vehicles = new ArrayList<>();
        for (JsonNode vehicle : at.get("vehicles")) vehicles.add(DrivingGolden.vehicle(vehicle, LANES));
        return new Traffic(LANES, Drivers.CHANGING_LANES, vehicles);
    }

    private static Vehicle vehicle(JsonNode state) {
        return new Vehicle(
                state.get(0).asDouble(),
                state.get(1).asDouble(),
                state.get(2).asDouble(),
                state.get(3).asDouble(),
                0);
    }

    private static void assertState(JsonNode state, Vehicle vehicle, String at) {
        assertNear(state.get(0).asDouble(), vehicle.x, at);
        assertNear(state.get(1).asDouble(), vehicle.y, at);
        assertNear(state.get(2).asDouble(), vehicle.heading, at);
        assertNear(state.get(3).asDouble(), vehicle.speed, at);
    }

    private static double number(JsonNode parent, String field) {
        return DrivingGolden.number(parent, field);
    }

    /** Absolutely where small, relatively where great: a car a centimetre ahead asks for millions of m/s². */
    private static void assertNear(double expected, double actual, Object at) {
        assertEquals(expected, actual, NEAR * Math.max(1, Math.abs(expected)), at.toString());
    }
}
