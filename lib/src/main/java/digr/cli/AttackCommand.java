package digr.cli;

import digr.attack.Attacks;
import digr.attack.Threat;
import digr.policy.Policy;
import digr.policy.PolicyWeights;
import digr.policy.StateFile;
import digr.run.NdArray;
import digr.run.NpyFile;
import digr.run.Progress;
import digr.run.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.rng.UniformRandomProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Adversarial states against anyone's policy. */
@Command(
        name = "attack",
        description = "Move states, by at most E in each input feature, so that a policy acts otherwise.")
final class AttackCommand implements Callable<Integer> {
    /** States at a time. */
    private static final int PART = 64;

    @Mixin
    private PolicyAndStates input;

    @Option(
            names = "--attack",
            required = true,
            paramLabel = "M",
            completionCandidates = EvaluateCommand.AttackNames.class,
            description = "One of: ${COMPLETION-CANDIDATES}.")
    private String method;

    @Option(
            names = "--eps",
            required = true,
            paramLabel = "E",
            description = "Radius of the l-infinity ball; pixels are in [0, 1], so 8/255 is 0.031.")
    private double eps;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "ADV.npy",
            description = "float32 [n,C,H,W]; its provenance goes to ADV.json.")
    private Path out;

    @Option(
            names = "--seed",
            defaultValue = "0",
            description = "Decides random starts and noise; default ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() {
        Threat threat = new Threat(Attacks.named(method), eps);
        ResultFile.requireTargets(out, input.files());
        try (StateFile states = input.states()) {
            PolicyWeights policy = input.policy(states);
            int[] shape = {states.size(), states.channels(), states.height(), states.width()};
            NpyFile.write(out, NdArray.Type.FLOAT32, shape, file -> attack(threat, policy.policy(), states, file));
            Map<String, String> options = Map.of("attack", threat.attack().toString(), "eps", Double.toString(eps));
            ResultFile.writeProvenance(out, input.provenance(policy, options, seed));
        }
        return 0;
    }

    private void attack(Threat threat, Policy policy, StateFile states, NpyFile.Part file) throws IOException {
        UniformRandomProvider random = new Seeds(seed).stream("attack");
        try (Progress progress = Progress.console("attack")) {
            for (int from = 0; from < states.size(); from += PART) {
                int to = Math.min(from + PART, states.size());
                float[] part = threat.perturb(policy, states.part(from, to), random)
                        .dup('c')
                        .data()
                        .asFloat();
                file.add(NdArray.of(part, part.length));
                progress.report(to, states.size(), "");
            }
        }
    }
}
