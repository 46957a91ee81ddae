package digr.cli;

import digr.env.driving.Crash;
import digr.env.driving.Highway;
import digr.env.driving.HighwayOptions;
import digr.eval.Baseline;
import digr.eval.CarRemoval;
import digr.eval.IntervalColumns;
import digr.eval.ReturnEvaluator;
import digr.eval.Returns;
import digr.paper.PaperTasks;
import digr.policy.Policy;
import digr.policy.PolicyFile;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.Seeds;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Whether a driver minds the other cars, by what it does and by what it would do without them. */
@Command(
        name = "traffic",
        description = {
            "Let a driving policy drive among few and many cars, by sampled and by its likeliest actions, and beside it"
                    + " drivers who see no car (one that keeps to its lane, one that goes straight on, one that acts at"
                    + " random) and a planner who knows all places and speeds; all from the same starts. Then tell what"
                    + " becomes of the policy's actions when all other cars are taken out of the picture.",
            "Writes traffic-driving.csv and removal-driving.csv with their provenance as JSON beside them."
        })
final class TrafficCommand implements Callable<Integer> {
    /** Those who mind no other car, and one that knows all. */
    private static final Map<String, Baseline> BASELINES = new LinkedHashMap<>();

    static {
        BASELINES.put("keeps its lane", (highway, chance) -> ((Highway) highway).laneKeepingAction());
        BASELINES.put("straight on", (highway, chance) -> highway.actions() / 2);
        BASELINES.put("at random", (highway, chance) -> chance.nextInt(highway.actions()));
        BASELINES.put("planner", (highway, chance) -> ((Highway) highway).plannedAction());
    }

    private static final List<String> MEASURES = List.of("whole", "hit a vehicle", "left the road", "return", "steps");

    private static final int MOST_CARS = 8 * HighwayOptions.defaults().road().lanes();

    @Spec
    private CommandSpec spec;

    @Option(names = "--policy", paramLabel = "F", description = "Default the committed teacher.")
    private Path file = CommittedFiles.teacher(PaperTasks.DRIVING);

    @Option(
            names = "--cars",
            split = ",",
            paramLabel = "N",
            defaultValue = "8,12,16",
            description = "Cars on the road; default ${DEFAULT-VALUE}; the task has 12.")
    private List<Integer> cars;

    @Option(names = "--episodes", paramLabel = "N", defaultValue = "200", description = "Default ${DEFAULT-VALUE}.")
    private int episodes;

    @Option(
            names = "--removal-drives",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "Drives from which states are taken to remove the cars in, 20 of each; default ${DEFAULT-VALUE}.")
    private int removalDrives;

    @Option(names = "--seed", defaultValue = "100", description = "Of the starts; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "Default data/results.")
    private Path out = CommittedFiles.RESULTS;

    private final Table table = Table.create(
            "Traffic", IntColumn.create("cars"), StringColumn.create("driver"), IntColumn.create("drives"));

    @Override
    public Integer call() {
        Counts.requireAtLeast(1, "--episodes", episodes, spec);
        Counts.requireAtLeast(1, "--removal-drives", removalDrives, spec);
        for (int count : cars)
            if (count < 0 || count > MOST_CARS)
                throw new ParameterException(spec.commandLine(), "--cars must be 0 to " + MOST_CARS + ", got " + count);
        Policy policy = PolicyFile.load(file);
        SafeFiles.createFolder(out);
        MEASURES.forEach(measure -> IntervalColumns.add(table, measure));
        for (int count : cars) driveAmong(count, policy);
        String counts = cars.stream().map(String::valueOf).collect(Collectors.joining(","));
        write("traffic-", table, policy, Map.of("episodes", "" + episodes, "cars", counts));
        write("removal-", removal(policy), policy, Map.of("drives", "" + removalDrives));
        return 0;
    }

    private Table removal(Policy policy) {
        try (Progress progress = Progress.console("removal")) {
            return new CarRemoval(HighwayOptions.defaults(), removalDrives)
                    .of(policy, new Seeds(seed).split("removal", 0), progress);
        }
    }

    private void write(String name, Table result, Policy policy, Map<String, String> options) {
        Provenance provenance =
                Provenance.of(PaperTasks.DRIVING.name(), options, seed).withParent("policy", policy);
        ResultFile.writeAndPrint(spec, out, name + PaperTasks.DRIVING, result, provenance);
    }

    private void driveAmong(int count, Policy policy) {
        HighwayOptions options = HighwayOptions.defaults().withCars(count);
        ReturnEvaluator drives = ReturnEvaluator.of(() -> new Highway(options), episodes);
        BASELINES.forEach((name, baseline) -> add(count, name, drives.evaluate(baseline, new Seeds(seed))));
        for (boolean greedy : new boolean[] {false, true}) {
            String name = greedy ? "policy, likeliest action" : "policy";
            try (Progress progress = Progress.console("traffic")) {
                add(count, name, drives.withGreedy(greedy).evaluate(policy, new Seeds(seed), progress));
            }
        }
    }

    private void add(int count, String driver, Returns returns) {
        Row row = table.appendRow();
        row.setInt("cars", count);
        row.setString("driver", driver);
        row.setInt("drives", episodes);
        IntervalColumns.set(row, "whole", returns.share(Crash.NONE.outcome()));
        IntervalColumns.set(row, "hit a vehicle", returns.share(Crash.VEHICLE.outcome()));
        IntervalColumns.set(row, "left the road", returns.share(Crash.EDGE.outcome()));
        IntervalColumns.set(row, "return", returns.mean());
        IntervalColumns.set(row, "steps", returns.length());
    }
}
