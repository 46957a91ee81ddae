package digr.cli;

import digr.attack.Attacks;
import digr.attack.Threat;
import digr.eval.ReturnEvaluator;
import digr.eval.Returns;
import digr.nn.NativeThreads;
import digr.policy.Policy;
import digr.policy.PolicyWeights;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.Seeds;
import digr.task.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** Lets a policy play, and says how well it did. */
@Command(
        name = "evaluate",
        description = {
            "Let a policy play episodes; print return, length and how the episodes ended, with 95 %% confidence intervals.",
            "Actions are sampled from the policy, starts depend on the seed alone."
        })
final class EvaluateCommand implements Callable<Integer> {
    /** What is done to every observation. */
    private static final class ThreatOptions {
        @Option(
                names = "--attack",
                required = true,
                paramLabel = "M",
                completionCandidates = AttackNames.class,
                description = "Attack every observation. One of: ${COMPLETION-CANDIDATES}.")
        private String method;

        @Option(
                names = "--eps",
                required = true,
                paramLabel = "E",
                description = "Size of the attack; pixels are in [0, 1].")
        private double eps;

        Threat threat() {
            return new Threat(Attacks.named(method), eps);
        }
    }

    /** For the help. */
    static final class AttackNames extends ArrayList<String> {
        AttackNames() {
            super(Attacks.names());
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private TaskOption chosen;

    @Mixin
    private PolicyOptions policyFile;

    @Mixin
    private CarlaOption carla;

    @Option(names = "--episodes", paramLabel = "N", defaultValue = "1000", description = "Default ${DEFAULT-VALUE}.")
    private int episodes;

    @Option(names = "--seed", defaultValue = "0", description = "Decides everything random; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--greedy", description = "Take the likeliest action instead of drawing one.")
    private boolean greedy;

    private Task task;

    @ArgGroup(exclusive = false)
    private ThreatOptions attack;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Also write the table there, and its provenance as JSON beside it.")
    private Path csv;

    @Option(names = "--threads", description = "Native threads; default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
        Counts.requireAtLeast(1, "--threads", threads, spec);
        Counts.requireAtLeast(1, "--episodes", episodes, spec);
        task = chosen.get();
        ReturnEvaluator evaluator = evaluator();
        NativeThreads.use(threads);
        if (csv != null) ResultFile.requireTargets(csv, policyFile.file);
        PolicyWeights policy = chosen.noted(policyFile.read(inputShape()), policyFile.file);
        spec.commandLine().getErr().println(title());
        Table table = evaluate(evaluator, policy.policy()).table();
        spec.commandLine().getOut().println(AlignedTable.of(table));
        if (csv != null) {
            ResultFile.write(csv, table);
            ResultFile.writeProvenance(csv, provenance(policy));
        }
        return 0;
    }

    private ReturnEvaluator evaluator() {
        ReturnEvaluator evaluator =
                ReturnEvaluator.of(carla.evaluation(task), episodes).withGreedy(greedy);
        if (carla.given()) evaluator = evaluator.oneAtATime();
        return attack == null ? evaluator : evaluator.withThreat(attack.threat());
    }

    private Returns evaluate(ReturnEvaluator evaluator, Policy policy) {
        try (Progress progress = Progress.console("evaluate")) {
            return evaluator.evaluate(policy, new Seeds(seed), progress);
        }
    }

    private Provenance provenance(PolicyWeights policy) {
        Map<String, String> options = new TreeMap<>();
        options.put("episodes", Integer.toString(episodes));
        options.put("greedy", Boolean.toString(greedy));
        if (carla.given()) options.put("simulator", carla.name(task));
        options.put("strides", PolicyOptions.strides(policy));
        if (attack != null) options.put("threat", attack.threat().toString());
        return Provenance.of(task.description(), options, seed).withParent("policy", policy);
    }

    private List<Integer> inputShape() {
        var input = task.architecture();
        return List.of(input.channels(), input.height(), input.width());
    }

    private String title() {
        String title = String.format(
                "%s: %,d %s of %s, %s actions, seed %d",
                policyFile.file,
                episodes,
                episodes == 1 ? "episode" : "episodes",
                carla.name(task),
                greedy ? "greedy" : "sampled",
                seed);
        if (attack != null) title += ", every observation attacked by " + attack.method + ", eps " + attack.eps;
        return episodes == 1 ? title + "; the return and length of one have no interval" : title;
    }
}
