package digr.cli;

import digr.eval.NamedPolicy;
import digr.eval.SaliencyDataset;
import digr.nn.NativeThreads;
import digr.run.Machine;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.UserException;
import digr.saliency.Background;
import digr.saliency.GaussianBlur;
import digr.saliency.NamedMethod;
import digr.saliency.SaliencyMethod;
import digr.saliency.VanillaGradient;
import digr.study.Grid;
import digr.study.MethodTimer;
import digr.study.TimingRun;
import digr.study.TimingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
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
                    + " JSON beside it.",
            "Can be stopped at any moment: started again, it goes on after the last method that was done."
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
            description = "Before the clock starts, for each method, and four times that for the first; default"
                    + " ${DEFAULT-VALUE}.")
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
        SaliencyDataset dataset = SaliencyDataset.load(common.states());
        List<NamedPolicy> policies = common.policies();
        common.requireSeenBy(policies, dataset);
        NamedPolicy teacher = first(policies, "teacher");
        NamedPolicy student = first(policies, "digr");
        SafeFiles.createFolder(common.out);
        NativeThreads.use(threads);
        Map<String, String> machine = Machine.described(threads);
        TimingRun run = new TimingRun(
                common.task().description(),
                common.out.resolve("timing-" + common.task() + ".run"),
                new MethodTimer(warmUp, maps),
                machine);
        List<TimingRun.Timed> timed =
                timed(teacher, student, common.background(dataset.states(), teacher.policy(), false));
        Optional<TimingTable> timings = LongWork.run(
                spec, "time", "; the same command goes on", progress -> run.complete(timed, dataset, progress));
        if (timings.isEmpty()) return 1;
        Map<String, String> options = new TreeMap<>(machine);
        options.put("loadOfTheLastMinute", Machine.load());
        options.put("warmUpSeconds", Double.toString(warmUp));
        Provenance made = Provenance.of(common.task().description(), options, 0).withParent("states", dataset);
        ResultFile.writeAndPrint(
                spec,
                common.out,
                "timing-" + common.task(),
                timings.get().table(),
                common.withBackground(NamedPolicy.parents(made, List.of(teacher, student))));
        Grid.delete(run.folder()); // or the times of this machine and code would be kept for another's
        return 0;
    }

    private static NamedPolicy first(List<NamedPolicy> policies, String kind) {
        return policies.stream()
                .filter(policy -> policy.kind().equals(kind))
                .findFirst()
                .orElseThrow(
                        () -> new UserException("time: needed a policy " + kind + "-seedN, there are " + policies));
    }

    private List<TimingRun.Timed> timed(NamedPolicy teacher, NamedPolicy student, Optional<Background> background) {
        GaussianBlur perturbation = new GaussianBlur(common.task().perturbationRadius());
        List<TimingRun.Timed> timed = new ArrayList<>();
        timed.add(new TimingRun.Timed(student, "digr", "DIGR", new VanillaGradient()));
        for (NamedMethod method : NamedMethod.values()) {
            if (method.needsBackground() && background.isEmpty()) continue;
            String kind = method.perturbs() ? "perturbation" : "gradient";
            SaliencyMethod made = method.with(perturbation, background.orElse(null), 0);
            timed.add(new TimingRun.Timed(teacher, method.toString(), kind, made));
        }
        return timed;
    }
}
