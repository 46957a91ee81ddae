package digr.cli;

import digr.eval.LabelledStates;
import digr.eval.MapScoring;
import digr.eval.NamedPolicy;
import digr.eval.SaliencyDataset;
import digr.eval.ShiftedStates;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.Seeds;
import digr.saliency.Background;
import digr.saliency.GaussianBlur;
import digr.saliency.NamedMethod;
import digr.saliency.SaliencyMethod;
import digr.study.Crew;
import digr.study.ScoreCell;
import digr.study.ScoreRun;
import digr.study.ScoreTables;
import digr.study.ScoreTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** The paper's Table 1, and a second one of measures that it does not have. */
@Command(
        name = "score",
        description = {
            "Score every saliency method on every policy: the paper's Table 1, and more.",
            "Writes table1-TASK.csv and checks-TASK.csv, each with its provenance as JSON beside it.",
            "Methods that perturb, which cost a hundred times as much, are scored on the first seed of each kind only.",
            "Can be stopped at any moment: started again, it goes on after the last method and policy that was done;"
                    + " what is done stands in table1-TASK.run."
        })
final class ScoreCommand implements Callable<Integer> {
    /** Of the bootstrap. */
    private static final long SEED = 0;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RegionOptions common;

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "M1,M2,...",
            hideParamSyntax = true,
            description = "Of: ${COMPLETION-CANDIDATES}; default: all.")
    private List<NamedMethod> methods;

    @Option(names = "--count", paramLabel = "N", description = "Only the first so many states; default: all.")
    private Integer count;

    @Option(
            names = "--count-costly",
            paramLabel = "N",
            description = {
                "The same for methods of many passes a state: integrated gradients, SmoothGrad, those that perturb;"
                        + " default: as many as the others."
            })
    private Integer countCostly;

    @Option(
            names = "--regions-only",
            description = "Only table1-TASK.csv: the other table's curves and sensitivity cost far more than the maps.")
    private boolean regionsOnly;

    @Option(
            names = "--stride",
            paramLabel = "D",
            defaultValue = "1",
            description = "Of methods that perturb: every so many pixels, bilinear between; default ${DEFAULT-VALUE}.")
    private int stride;

    @Option(
            names = "--shift",
            paramLabel = "D",
            defaultValue = "0",
            description = {
                "Move the pictures, and what matters in them, so many pixels right and down; default ${DEFAULT-VALUE}.",
                "Maps that hang on the grid of a network's windows, or of a method's tiles, are worse then.",
                "The tables have the same names: give another --out."
            })
    private int shift;

    @Option(names = "--threads", description = "Java threads that share the states; default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private CrewOption crew;

    @Override
    public Integer call() {
        common.requireAtLeast(1, "--threads", threads);
        common.requireAtLeast(1, "--stride", stride);
        Crew measuring = crew.of(1); // its threads share the states of a cell
        SaliencyDataset dataset = SaliencyDataset.load(common.states());
        List<NamedPolicy> policies = common.policies();
        common.requireSeenBy(policies, dataset);
        LabelledStates ofCheap = shifted(first("--count", count, dataset.states()));
        LabelledStates ofCostly = first("--count-costly", countCostly, ofCheap);
        List<ScoreTask> tasks = tasks(policies, ofCheap, ofCostly);
        Map<String, String> counts = Map.of(
                "count",
                Integer.toString(ofCheap.size()),
                "count-costly",
                Integer.toString(ofCostly.size()),
                "shift",
                Integer.toString(shift));
        SafeFiles.createFolder(common.out);
        ScoreRun run = new ScoreRun(
                common.task().description(),
                common.out.resolve("table1-" + common.task() + ".run"),
                regionsOnly ? MapScoring.regionsOnly(threads) : MapScoring.on(threads),
                measuring);
        Optional<List<ScoreCell>> cells = LongWork.run(
                spec, "score", "; the same command goes on", progress -> run.complete(tasks, dataset, progress));
        cells.ifPresent(scored -> write(scored, provenance(tasks, counts, dataset)));
        return cells.isPresent() ? 0 : 1;
    }

    private LabelledStates shifted(LabelledStates states) {
        common.requireAtLeast(0, "--shift", shift);
        if (shift == 0) return states;
        try {
            return new ShiftedStates(states, shift).requireRegions();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--shift: " + e.getMessage());
        }
    }

    private LabelledStates first(String option, Integer n, LabelledStates all) {
        if (n == null) return all;
        common.requireAtLeast(1, option, n);
        return all.part(0, Math.min(n, all.size()));
    }

    private List<ScoreTask> tasks(List<NamedPolicy> policies, LabelledStates states, LabelledStates ofCostly) {
        GaussianBlur perturbation = new GaussianBlur(common.task().perturbationRadius(), stride);
        Optional<Background> background = needBackground()
                ? common.background(states, policies.get(0).policy(), methods != null)
                : Optional.empty();
        List<ScoreTask> tasks = new ArrayList<>();
        Set<String> kinds = new HashSet<>();
        for (NamedPolicy policy : policies) {
            boolean first = kinds.add(policy.kind());
            for (NamedMethod method : asked()) {
                if (method.needsBackground() && background.isEmpty()) continue;
                if (method.perturbs() && !first) continue;
                SaliencyMethod made = method.with(perturbation, background.orElse(null), 0);
                tasks.add(new ScoreTask(policy, method.toString(), made, method.isCostly() ? ofCostly : states));
            }
        }
        return tasks;
    }

    private List<NamedMethod> asked() {
        return methods == null ? Arrays.asList(NamedMethod.values()) : methods;
    }

    private boolean needBackground() {
        return asked().stream().anyMatch(NamedMethod::needsBackground);
    }

    private Provenance provenance(List<ScoreTask> tasks, Map<String, String> counts, SaliencyDataset dataset) {
        Map<String, String> options = new TreeMap<>(counts);
        for (ScoreTask task : tasks)
            options.put("method." + task.name(), task.method().toString());
        Provenance made =
                Provenance.of(common.task().description(), options, SEED).withParent("states", dataset);
        made = NamedPolicy.parents(made, tasks.stream().map(ScoreTask::policy).toList());
        return needBackground() ? common.withBackground(made) : made;
    }

    private void write(List<ScoreCell> cells, Provenance provenance) {
        spec.commandLine().getErr().println("score: intervals by bootstrap");
        ScoreTables tables = new ScoreTables(cells, new Seeds(SEED));
        Table table1 = common.task().judging().staticControl() ? tables.controlled() : tables.regions();
        ResultFile.writeAndPrint(spec, common.out, "table1-" + common.task(), table1, provenance);
        if (regionsOnly) return;
        ResultFile.writeAndPrint(spec, common.out, "checks-" + common.task(), tables.checks(), provenance);
    }
}
