package digr.cli;

import digr.eval.MapScoring;
import digr.eval.NamedPolicy;
import digr.eval.SaliencyDataset;
import digr.eval.ScoreCell;
import digr.eval.ScoreRun;
import digr.eval.ScoreTables;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.Seeds;
import digr.run.StopSignal;
import digr.run.UserException;
import digr.saliency.GaussianBlur;
import digr.saliency.NamedMethod;
import digr.saliency.SaliencyMethod;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The paper's Table 1, and a second one of measures that it does not have. */
@Command(
        name = "score",
        description = {
            "Score every saliency method on every policy: the paper's Table 1, and more.",
            "Writes table1-TASK.csv and checks-TASK.csv, each with its provenance as JSON beside it.",
            "Can be stopped at any moment: started again, it goes on after the last method and policy that was done."
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
    private List<NamedMethod> methods = Arrays.asList(NamedMethod.values());

    @Option(names = "--count", description = "Only the first so many states; default: all.")
    private Integer count;

    @Option(names = "--threads", description = "Java threads that share the states; default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
        common.requireAtLeast(1, "--threads", threads);
        if (count != null) common.requireAtLeast(1, "--count", count);
        Path file = common.states();
        SaliencyDataset dataset = SaliencyDataset.load(file);
        int n = count == null ? dataset.size() : Math.min(count, dataset.size());
        List<NamedPolicy> policies = common.policies();
        SafeFiles.createFolder(common.out);
        ScoreRun run = new ScoreRun(common.out.resolve("table1-" + common.task + ".run"), MapScoring.on(threads));
        List<ScoreCell> cells;
        try (StopSignal stop = StopSignal.watch();
                Progress progress = Progress.console("score")) {
            cells = run.complete(dataset.rooms().subList(0, n), SafeFiles.sha256(file), policies, chosen(), progress);
        } catch (CancellationException e) {
            throw new UserException("score: " + e.getMessage() + "; the same command goes on");
        }
        write(cells, provenance(n, file, policies));
        return 0;
    }

    private Map<String, SaliencyMethod> chosen() {
        GaussianBlur perturbation = new GaussianBlur(common.task.perturbationRadius());
        Map<String, SaliencyMethod> chosen = new LinkedHashMap<>();
        for (NamedMethod method : methods) chosen.put(method.toString(), method.with(perturbation));
        return chosen;
    }

    private Provenance provenance(int n, Path file, List<NamedPolicy> policies) {
        Map<String, String> options = new TreeMap<>();
        chosen().forEach((name, method) -> options.put("method." + name, method.toString()));
        options.put("states", Integer.toString(n));
        Map<String, String> parents = new TreeMap<>(Map.of("states", SafeFiles.sha256(file)));
        for (NamedPolicy policy : policies) parents.put(policy.toString(), policy.sha256());
        return Provenance.of(common.task.toString(), options, SEED).withParents(parents);
    }

    private void write(List<ScoreCell> cells, Provenance provenance) {
        spec.commandLine().getErr().println("score: intervals by bootstrap");
        ScoreTables tables = new ScoreTables(cells, new Seeds(SEED));
        PrintWriter answer = spec.commandLine().getOut();
        answer.println(
                AlignedTable.of(ResultFile.write(common.out, "table1-" + common.task, tables.regions(), provenance)));
        answer.println(
                AlignedTable.of(ResultFile.write(common.out, "checks-" + common.task, tables.checks(), provenance)));
    }
}
