package digr.cli;

import digr.env.driving.HighwayOptions;
import digr.eval.CarRemoval;
import digr.paper.PaperTasks;
import digr.policy.Policy;
import digr.policy.PolicyFile;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.Seeds;
import digr.study.Crew;
import digr.study.TrafficRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** Whether a driver minds the other cars, by what it does and by what it would do without them. */
@Command(
        name = "traffic",
        description = {
            "Let a driving policy drive among few and many cars, by sampled and by its likeliest actions, and beside it"
                    + " drivers who see no car (one that keeps to its lane, one that goes straight on, one that acts at"
                    + " random) and a planner who knows all places and speeds; all from the same starts. Then tell what"
                    + " becomes of the policy's actions when all other cars are taken out of the picture.",
            "Writes traffic-driving.csv and removal-driving.csv with their provenance as JSON beside them.",
            "Can be stopped at any moment: started again, it goes on after the last driver that was done."
        })
final class TrafficCommand implements Callable<Integer> {
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

    @Option(names = "--threads", description = "Java threads, each with a driver of its own; default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private CrewOption crew;

    @Option(names = "--out", paramLabel = "DIR", description = "Default data/results.")
    private Path out = CommittedFiles.RESULTS;

    @Override
    public Integer call() {
        Counts.requireAtLeast(1, "--episodes", episodes, spec);
        Counts.requireAtLeast(1, "--removal-drives", removalDrives, spec);
        Counts.requireAtLeast(1, "--threads", threads, spec);
        for (int count : cars)
            if (count < 0 || count > MOST_CARS)
                throw new ParameterException(spec.commandLine(), "--cars must be 0 to " + MOST_CARS + ", got " + count);
        Crew measuring = crew.of(threads);
        Policy policy = PolicyFile.load(file);
        SafeFiles.createFolder(out);
        TrafficRun traffic = new TrafficRun(out.resolve("traffic-driving.run"), episodes, seed, measuring);
        Optional<Table> driven = LongWork.run(
                spec, "traffic", "; the same command goes on", progress -> traffic.among(cars, policy, progress));
        if (driven.isEmpty()) return 1;
        String counts = cars.stream().map(String::valueOf).collect(Collectors.joining(","));
        write("traffic", driven.get(), policy, Map.of("episodes", "" + episodes, "cars", counts));
        write("removal", removal(policy), policy, Map.of("drives", "" + removalDrives));
        return 0;
    }

    private Table removal(Policy policy) {
        try (Progress progress = Progress.console("removal")) {
            return new CarRemoval(HighwayOptions.defaults(), removalDrives)
                    .of(policy, new Seeds(seed).split("removal", 0), progress);
        }
    }

    private void write(String name, Table result, Policy policy, Map<String, String> options) {
        Provenance made =
                Provenance.of(PaperTasks.DRIVING.name(), options, seed).withParent("policy", policy);
        ResultFile.writeAndPrint(spec, out, name + "-" + PaperTasks.DRIVING, result, made);
    }
}
