package digr.cli;

import digr.eval.LabelledStates;
import digr.eval.MethodTimer;
import digr.eval.NamedPolicy;
import digr.eval.SaliencyDataset;
import digr.eval.TimingTable;
import digr.nn.NativeThreads;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.UserException;
import digr.saliency.Background;
import digr.saliency.GaussianBlur;
import digr.saliency.NamedMethod;
import digr.saliency.VanillaGradient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The paper's Figure 1b: what a map of one state costs. */
@Command(
        name = "time",
        description = {
            "Time every saliency method on single states, as in deployment: one frame in, one map out.",
            "All on the teacher, and DIGR: the gradient of the student. Writes timing-TASK.csv, with its provenance as"
                    + " JSON beside it."
        })
final class TimeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RegionOptions common;

    @Option(names = "--maps", defaultValue = "200", description = "Timed for each method; default ${DEFAULT-VALUE}.")
    private int maps;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Before the clock starts, for each method; default ${DEFAULT-VALUE}.")
    private double warmUp;

    @Option(
            names = "--threads",
            defaultValue = "1",
            description = "Native threads, which one state seldom gains from; default ${DEFAULT-VALUE}.")
    private int threads;

    @Override
    public Integer call() {
        common.requireAtLeast(2, "--maps", maps);
        common.requireAtLeast(1, "--threads", threads);
        if (!(warmUp >= 0 && warmUp <= 3600))
            throw new ParameterException(spec.commandLine(), "--warm-up must lie in [0, 3600] seconds, got " + warmUp);
        Path file = common.states();
        SaliencyDataset dataset = SaliencyDataset.load(file);
        List<NamedPolicy> policies = common.policies();
        NamedPolicy teacher = first(policies, "teacher");
        NamedPolicy student = first(policies, "digr");
        SafeFiles.createFolder(common.out);
        NativeThreads.use(threads);
        Optional<Background> background = common.background(dataset.states(), teacher.policy(), false);
        TimingTable timings = time(teacher, student, dataset.first(Math.min(maps, dataset.size())), background);
        Map<String, String> parents =
                Map.of("states", SafeFiles.sha256(file), "teacher", teacher.sha256(), "digr", student.sha256());
        Provenance provenance =
                Provenance.of(common.task.toString(), machine(), 0).withParents(parents);
        ResultFile.writeAndPrint(
                spec, common.out, "timing-" + common.task, timings.table(), common.withBackground(provenance));
        return 0;
    }

    private static NamedPolicy first(List<NamedPolicy> policies, String kind) {
        return policies.stream()
                .filter(policy -> policy.kind().equals(kind))
                .findFirst()
                .orElseThrow(
                        () -> new UserException("time: needed a policy " + kind + "-seedN, there are " + policies));
    }

    private TimingTable time(
            NamedPolicy teacher, NamedPolicy student, LabelledStates states, Optional<Background> background) {
        MethodTimer timer = new MethodTimer(warmUp, maps);
        TimingTable timings = new TimingTable();
        GaussianBlur perturbation = new GaussianBlur(common.task.perturbationRadius());
        NamedMethod[] methods = NamedMethod.values();
        try (Progress progress = Progress.console("time")) {
            progress.report(0, methods.length + 1, "");
            timings.add(student, "digr", "DIGR", timer.time(new VanillaGradient(), student.policy(), states));
            for (NamedMethod method : methods) {
                progress.report(method.ordinal() + 1, methods.length + 1, method.toString());
                if (method.needsBackground() && background.isEmpty()) continue;
                String name = method.toString();
                String kind = RegionOptions.perturbs(method) ? "perturbation" : "gradient";
                timings.add(
                        teacher,
                        name,
                        kind,
                        timer.time(method.with(perturbation, background.orElse(null), 0), teacher.policy(), states));
            }
            progress.report(methods.length + 1, methods.length + 1, "");
        }
        return timings;
    }

    /** What the times depend on beside the code. */
    private Map<String, String> machine() {
        Map<String, String> machine = new TreeMap<>();
        machine.put("warmUpSeconds", Double.toString(warmUp));
        machine.put("threads", Integer.toString(threads));
        machine.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("processor", processor());
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        machine.put("loadOfTheLastMinute", String.format(Locale.ROOT, "%.1f", load));
        return machine;
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.replaceFirst(".*?:\\s*", ""))
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
