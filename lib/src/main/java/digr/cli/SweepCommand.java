package digr.cli;

import digr.attack.Attack;
import digr.attack.Attacks;
import digr.attack.Threat;
import digr.eval.NamedPolicy;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.Seeds;
import digr.study.Crew;
import digr.study.Sweep;
import digr.study.SweepCell;
import digr.study.SweepTables;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
import tech.tablesaw.api.Table;

/** The paper's Figure 8: return under attacks of growing size. */
@Command(
        name = "sweep",
        description = {
            "Let every policy play under every attack, at every eps: the paper's Figure 8, and more.",
            "Writes robustness-TASK.csv (a row a policy, attack and eps), robustness-areas-TASK.csv (areas under the"
                    + " curves) and robustness-checks-TASK.csv (whether attacks are as strong as they ought to be), each"
                    + " with its provenance as JSON beside it.",
            "Can be stopped at any moment: started again, it goes on with what is missing. On Ctrl-C it writes the rows of"
                    + " the first table that are finished."
        })
final class SweepCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ResultOptions common;

    @Option(
            names = "--attacks",
            split = ",",
            paramLabel = "M1,M2,...",
            hideParamSyntax = true,
            defaultValue = "fgsm,pgd,mi-fgsm,mad,pgd-margin,noise",
            completionCandidates = EvaluateCommand.AttackNames.class,
            description = "Of: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private List<String> attacks;

    @Option(
            names = "--eps",
            split = ",",
            paramLabel = "E1,E2,...",
            hideParamSyntax = true,
            defaultValue = "0.004,0.008,0.012,0.016,0.032",
            description = "Sizes of each attack, beside none; pixels are in [0, 1]. Default: ${DEFAULT-VALUE}.")
    private double[] eps;

    @Option(
            names = "--episodes",
            paramLabel = "N",
            defaultValue = "50",
            description = "For each policy, attack and eps, always the same starts; default ${DEFAULT-VALUE}.")
    private int episodes;

    @Option(names = "--seed", defaultValue = "0", description = "Decides everything random; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--threads", description = "Java threads, each at a point of its own; default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private CrewOption crew;

    @Override
    public Integer call() {
        common.requireAtLeast(1, "--episodes", episodes);
        common.requireAtLeast(1, "--threads", threads);
        if (Arrays.stream(eps).allMatch(e -> e == 0))
            throw new ParameterException(
                    spec.commandLine(),
                    "--eps must hold a size above 0, got " + Arrays.toString(eps)
                            + "; play without an attack is part of every sweep");
        Map<String, Attack> chosen = new LinkedHashMap<>();
        for (String name : attacks) chosen.put(name, Attacks.named(name));
        for (double e : eps) new Threat(Attacks.named("noise"), e); // before hours of work
        Crew measuring = crew.of(threads);
        List<NamedPolicy> all = common.policies();
        SafeFiles.createFolder(common.out);
        Sweep sweep = new Sweep(
                common.out.resolve("robustness-" + common.task() + ".run"),
                common.task().description(),
                common.task()::environment,
                episodes,
                seed,
                measuring);
        Provenance provenance = provenance(all, chosen);
        Optional<List<SweepCell>> cells = LongWork.run(
                spec,
                "sweep",
                "; the same command goes on",
                progress -> sweep.complete(all, chosen, eps, progress),
                () -> writeFinished(sweep.finished(all, chosen, eps), provenance));
        cells.ifPresent(played -> write(played, provenance));
        return cells.isPresent() ? 0 : 1;
    }

    private Provenance provenance(List<NamedPolicy> all, Map<String, Attack> chosen) {
        Map<String, String> options = new TreeMap<>();
        chosen.forEach((name, attack) -> options.put("attack." + name, attack.toString()));
        options.put("eps", Arrays.toString(eps));
        options.put("episodes", Integer.toString(episodes));
        return NamedPolicy.parents(Provenance.of(common.task().description(), options, seed), all);
    }

    /** Areas and checks wait for the last cell. */
    private void writeFinished(List<SweepCell> cells, Provenance provenance) {
        if (cells.isEmpty()) return;
        ResultFile.write(
                common.out,
                "robustness-" + common.task(),
                points(new SweepTables(cells, new Seeds(seed))),
                provenance.withResults(Map.of("finished cells", (double) cells.size())));
    }

    private Table points(SweepTables tables) {
        return common.task().succeeds() ? tables.points() : tables.points().rejectColumns("success");
    }

    private void write(List<SweepCell> cells, Provenance provenance) {
        SweepTables tables = new SweepTables(cells, new Seeds(seed));
        Map<String, Table> named = new LinkedHashMap<>();
        named.put("robustness-" + common.task(), points(tables));
        named.put("robustness-areas-" + common.task(), tables.areas());
        named.put("robustness-checks-" + common.task(), tables.checks());
        named.forEach((name, table) -> ResultFile.writeAndPrint(spec, common.out, name, table, provenance));
    }
}
