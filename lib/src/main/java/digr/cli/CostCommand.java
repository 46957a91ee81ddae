package digr.cli;

import digr.nn.NativeThreads;
import digr.nn.Width;
import digr.run.Machine;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.UserException;
import digr.saliency.NamedMethod;
import digr.study.CostRun;
import digr.study.CostRun.Point;
import digr.study.CostTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the cost of a map grows. */
@Command(
        name = "cost",
        description = {
            "Measure how the time and the memory of a saliency map grow with picture and network: one frame in, one map out.",
            "Pictures are Red-Fetch-Green's rooms enlarged, networks have random weights and the widths 16, 32, 32, 256"
                    + " (small) and 32, 64, 64, 512 (nature). Writes cost.csv, and the exponents by which times grow, cost-growth.csv, each with its provenance as JSON beside it. Needs a"
                    + " machine with nothing else to do."
        })
final class CostCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--sides",
            split = ",",
            paramLabel = "S1,S2,...",
            defaultValue = "36,64,96,128,192,256",
            description = "Of the pictures, in pixels; default ${DEFAULT-VALUE}.")
    private List<Integer> sides;

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "M1,M2,...",
            defaultValue = "vanilla-gradient,gaussian-blur,counterfactual,rise",
            description = "Of: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private List<NamedMethod> methods;

    @Option(
            names = "--widths",
            split = ",",
            paramLabel = "W1,W2",
            defaultValue = "small,nature",
            description = "Of the networks; default ${DEFAULT-VALUE}.")
    private List<Width> widths;

    @Option(
            names = "--seconds",
            defaultValue = "1",
            description = "Of warming up, and of timing, at least, for each point; default ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--threads", defaultValue = "1", description = "Native threads; default ${DEFAULT-VALUE}.")
    private int threads;

    @Option(names = "--out", paramLabel = "DIR", description = "Default data/results.")
    private Path out = CommittedFiles.RESULTS;

    /** Of the program that this one starts for each point, so that nothing else was ever in its memory. */
    @Option(names = "--peak", hidden = true)
    private boolean peak;

    @Override
    public Integer call() {
        Counts.requireAtLeast(1, "--threads", threads, spec);
        for (int side : sides) Counts.requireAtLeast(CostRun.LEAST_SIDE, "--sides", side, spec);
        if (!(seconds >= 0 && seconds <= 3600))
            throw new ParameterException(spec.commandLine(), "--seconds must lie in [0, 3600], got " + seconds);
        NativeThreads.use(threads);
        if (peak) return tellPeak();
        SafeFiles.createFolder(out);
        Optional<CostTable> costs = LongWork.run(spec, "cost", "", this::measure);
        if (costs.isEmpty()) return 1;
        Map<String, String> options = new TreeMap<>(Machine.described(threads));
        options.put("loadOfTheLastMinute", Machine.load());
        options.put("seconds", "" + seconds);
        Provenance made = Provenance.of("cost", options, 0);
        ResultFile.writeAndPrint(spec, out, "cost", costs.get().costs(), made);
        ResultFile.writeAndPrint(spec, out, "cost-growth", costs.get().growth(), made);
        return 0;
    }

    private CostTable measure(Progress progress) {
        CostRun run = new CostRun(seconds);
        List<Point> points = points();
        run.time(points.get(0)); // Java compiles what it runs often
        CostTable costs = new CostTable();
        for (int n = 0; n < points.size(); n++) {
            progress.report(n, points.size(), points.get(n).toString());
            costs.add(points.get(n), run.time(points.get(n)), bytes(points.get(n)));
        }
        return costs;
    }

    private List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (Width width : widths)
            for (NamedMethod method : methods)
                for (int side : new TreeSet<>(sides)) points.add(new Point(method, width, side));
        return points;
    }

    /** In this program: what one map adds to the most memory that it ever had. */
    private int tellPeak() {
        Runnable map = points().get(0).map();
        long before = Machine.peakBytes().orElse(0);
        map.run();
        spec.commandLine().getOut().println(Machine.peakBytes().orElse(0) - before);
        return 0;
    }

    /** Asks another program; only Linux tells. */
    private OptionalLong bytes(Point point) {
        if (Machine.peakBytes().isEmpty()) return OptionalLong.empty();
        ProcessBuilder asked = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "cost",
                "--peak",
                "--methods=" + point.method(),
                "--widths=" + point.width(),
                "--sides=" + point.side(),
                "--threads=" + threads);
        asked.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process other = null;
        try {
            other = asked.start();
            String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (other.waitFor() != 0)
                throw new UserException("cost: can't measure the memory of " + point + ": Java ended with exit code "
                        + other.exitValue());
            return OptionalLong.of(Long.parseLong(said));
        } catch (IOException e) {
            throw new UserException("cost: can't run Java: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } finally {
            if (other != null) other.destroy();
        }
    }
}
