package digr.study;

import digr.env.driving.Crash;
import digr.env.driving.Highway;
import digr.env.driving.HighwayOptions;
import digr.eval.Baseline;
import digr.eval.Episode;
import digr.eval.IntervalColumns;
import digr.eval.ReturnEvaluator;
import digr.eval.Returns;
import digr.policy.Policy;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Whether a driver minds the other cars: a policy, by sampled and by its likeliest actions, beside drivers who see no car
 * and a planner who knows all, among few and many cars, all from the same starts. A cell a driver and number of cars.
 *
 * @param folder of the cells' files; made if missing
 * @param episodes drives a cell, at least 1
 * @param seed of the starts
 * @param crew who measures
 */
public record TrafficRun(Path folder, int episodes, long seed, Crew crew) {
    private static final String RETURN = "return";
    private static final String LENGTH = "length";
    private static final String CRASH = "crash"; // its number

    /** How somebody drives. */
    private record Driver(String name, Optional<Policy> policy, BiFunction<ReturnEvaluator, Seeds, Returns> drives) {
        static Driver of(String name, Baseline rule) {
            return new Driver(name, Optional.empty(), (road, seeds) -> road.evaluate(rule, seeds));
        }

        /** A cell is for one thread, so is a policy. */
        static Driver of(String name, Policy policy, boolean greedy) {
            return new Driver(name, Optional.of(policy), (road, seeds) -> road.withGreedy(greedy)
                    .evaluate(policy.copy(), seeds));
        }
    }

    private record Drives(TrafficRun study, int cars, Driver driver) implements Grid.Point {
        @Override
        public String name() {
            return cars + "." + driver.name.replaceAll("[^a-z]+", "-") + "." + study.episodes;
        }

        @Override
        public Provenance provenance() {
            Map<String, String> options =
                    Map.of("cars", "" + cars, "driver", driver.name, "episodes", "" + study.episodes);
            Provenance made = Provenance.of("driving", options, study.seed);
            return driver.policy
                    .map(policy -> made.withParent("policy", policy))
                    .orElse(made);
        }

        @Override
        public List<Map<String, Integer>> lengths() {
            return List.of(Map.of(RETURN, study.episodes, LENGTH, study.episodes, CRASH, study.episodes));
        }

        @Override
        public Cell measure(Progress progress) {
            HighwayOptions options = HighwayOptions.defaults().withCars(cars);
            List<Episode> driven = driver.drives
                    .apply(ReturnEvaluator.of(() -> new Highway(options), study.episodes), new Seeds(study.seed))
                    .episodes();
            Map<String, double[]> values = new LinkedHashMap<>();
            values.put(RETURN, driven.stream().mapToDouble(Episode::total).toArray());
            values.put(LENGTH, driven.stream().mapToDouble(Episode::length).toArray());
            values.put(CRASH, driven.stream().mapToDouble(Drives::crash).toArray());
            return new Cell(values, provenance());
        }

        private static int crash(Episode drive) {
            for (Crash crash : Crash.values()) if (crash.outcome().equals(drive.outcome())) return crash.ordinal();
            throw new IllegalStateException("TrafficRun: no such end of a drive: " + drive.outcome());
        }

        Returns of(Cell cell) {
            List<Episode> driven = new ArrayList<>();
            for (int i = 0; i < study.episodes; i++) {
                Crash crash = Crash.values()[(int) cell.values().get(CRASH)[i]];
                driven.add(new Episode(
                        cell.values().get(RETURN)[i],
                        (int) cell.values().get(LENGTH)[i],
                        crash == Crash.NONE,
                        crash.outcome()));
            }
            return new Returns(driven, new Seeds(study.seed));
        }

        @Override
        public String toString() {
            return cars + " cars, " + driver.name;
        }
    }

    /**
     * A row for each number of cars and driver: shares of drives that went whole, hit a vehicle, left the road, return and
     * steps, with 95 % intervals.
     *
     * @param progress told of cells, kept ones from the start
     * @throws digr.run.UserException if the policy is of another task, another run is at work in the folder, or that cannot
     *     be written
     */
    public Table among(List<Integer> cars, Policy policy, Progress progress) {
        ReturnEvaluator.of(() -> new Highway(HighwayOptions.defaults()), episodes)
                .requireFit(policy);
        List<Drives> points = new ArrayList<>();
        for (int count : cars) for (Driver driver : drivers(policy)) points.add(new Drives(this, count, driver));
        List<Cell> cells = new Grid(folder, crew).complete(points, progress, () -> {});
        Table table = Table.create(
                "Traffic", IntColumn.create("cars"), StringColumn.create("driver"), IntColumn.create("drives"));
        for (String measure : List.of("whole", "hit a vehicle", "left the road", RETURN, "steps"))
            IntervalColumns.add(table, measure);
        for (int i = 0; i < points.size(); i++)
            add(table.appendRow(), points.get(i), points.get(i).of(cells.get(i)));
        return table;
    }

    private static List<Driver> drivers(Policy policy) {
        return List.of(
                Driver.of("keeps its lane", (road, chance) -> ((Highway) road).laneKeepingAction()),
                Driver.of("straight on", (road, chance) -> road.actions() / 2),
                Driver.of("at random", (road, chance) -> chance.nextInt(road.actions())),
                Driver.of("planner", (road, chance) -> ((Highway) road).plannedAction()),
                Driver.of("policy", policy, false),
                Driver.of("policy, likeliest action", policy, true));
    }

    private void add(Row row, Drives drives, Returns returns) {
        row.setInt("cars", drives.cars);
        row.setString("driver", drives.driver.name);
        row.setInt("drives", episodes);
        IntervalColumns.set(row, "whole", returns.share(Crash.NONE.outcome()));
        IntervalColumns.set(row, "hit a vehicle", returns.share(Crash.VEHICLE.outcome()));
        IntervalColumns.set(row, "left the road", returns.share(Crash.EDGE.outcome()));
        IntervalColumns.set(row, RETURN, returns.mean());
        IntervalColumns.set(row, "steps", returns.length());
    }
}
