package digr.bench;

import digr.env.gymnasium.GymnasiumPackages;
import digr.run.Checkout;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * {@code ./digr bench [--peers] [NAME]}: runs the benchmark classes whose name holds the name in any case, then, if
 * asked to, the peers on the same work, and prints the best of either.
 */
public final class Bench {
    /**
     * How often both sides are measured in turn: a machine that others share has slow minutes, and both should meet
     * them.
     */
    private static final int TURNS = 2;

    private Bench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(Arrays.asList(args));
        boolean peers = arguments.remove("--peers");
        if (arguments.size() > 1 || arguments.stream().anyMatch(a -> a.startsWith("-"))) {
            System.err.println(
                    "digr: unknown argument " + arguments.get(arguments.size() - 1) + "\nTry ./digr bench --help");
            System.exit(2);
        }
        String name = arguments.isEmpty() ? "" : arguments.get(0);
        try {
            Path results = Files.createDirectories(Checkout.folder().resolve("bench/target/results"));
            List<Measurement> ours = new ArrayList<>();
            List<Measurement> theirs = new ArrayList<>();
            for (int turn = 0; turn < TURNS; turn++) {
                ours.addAll(ours(name, results.resolve("jmh.json")));
                if (LiveMoves.isNamed(name)) addLiveMoves(ours, results);
                if (peers) theirs.addAll(theirs(name, results));
            }
            System.out.println(Ratios.table(Measurement.best(ours), Measurement.best(theirs))
                    .printAll());
        } catch (UserException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Where they cannot be measured, whatever else was measured counts. */
    private static void addLiveMoves(List<Measurement> ours, Path results) throws IOException, InterruptedException {
        try {
            ours.addAll(LiveMoves.measured(results));
        } catch (UserException e) {
            if (ours.isEmpty()) throw e;
            System.err.println(e.getMessage());
        }
    }

    private static List<Measurement> ours(String name, Path results) throws IOException {
        Options options = new OptionsBuilder()
                .include(pattern(name))
                .exclude(isMissing(name) ? "GymnasiumBenchmark" : "^$")
                .shouldFailOnError(true)
                .forks(1)
                .warmupIterations(6) // the compiler is busy that long
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .resultFormat(ResultFormatType.JSON)
                .result(results.toString())
                .build();
        try {
            new Runner(options).run();
        } catch (NoBenchmarksException e) {
            if (LiveMoves.isNamed(name)) return List.of();
            throw new UserException(
                    "bench: no benchmark has a name that holds " + name + "; ./digr bench --help names them", e);
        } catch (RunnerException e) {
            throw new UserException("bench: a benchmark failed, see above", e);
        }
        return Measurement.ofJmh(results);
    }

    /** Of benchmarks whose class has this in its name; behind a point, whose method begins so. */
    static String pattern(String name) {
        String[] parts = name.split("\\.", 2);
        String method = parts.length == 1 ? "" : Pattern.quote(parts[1]);
        return "(?i)" + Pattern.quote(parts[0]) + ".*Benchmark\\." + method;
    }

    /** Whether the benchmark of Gymnasium was asked for, which is not there. */
    private static boolean isMissing(String name) {
        if (!"gymnasium".contains(name.toLowerCase(Locale.ROOT).split("\\.", 2)[0])) return false;
        try {
            GymnasiumPackages.find(Duration.ofMinutes(1));
            return false;
        } catch (UserException e) {
            System.err.println("bench: without GymnasiumBenchmark: " + e.getMessage());
            return true;
        }
    }

    private static List<Measurement> theirs(String name, Path results) throws IOException, InterruptedException {
        Path python = Checkout.folder().resolve(".peers/bin/python");
        List<Measurement> all = new ArrayList<>();
        for (Path script : scripts(Checkout.folder().resolve("bench/peers"))) {
            Path result = results.resolve(script.getFileName().toString().replace(".py", ".json"));
            Process run = new ProcessBuilder(
                            python.toString(), script.toString(), "--only", name, "--out", result.toString())
                    .inheritIO()
                    .start();
            if (run.waitFor() != 0) throw new UserException("bench: the peer " + script.getFileName() + " failed");
            all.addAll(Measurement.ofPeer(result));
        }
        return all;
    }

    private static List<Path> scripts(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith("_peer.py")).sorted().toList();
        }
    }
}
