package digr.cli;

import digr.attack.Attacks;
import digr.attack.Threat;
import digr.policy.LoadOptions;
import digr.policy.Policy;
import digr.policy.PolicyFile;
import digr.run.NdArray;
import digr.run.NpyFile;
import digr.run.Progress;
import digr.run.Seeds;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Adversarial states against anyone's policy. */
@Command(
        name = "attack",
        description = "Move states, by at most E in each input feature, so that a policy acts otherwise.")
final class AttackCommand implements Callable<Integer> {
    /** States at a time. */
    private static final int PART = 64;

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "F",
            description = "Safetensors, npz in PyTorch's names, or DL4J zip.")
    private Path file;

    @Option(
            names = "--states",
            required = true,
            paramLabel = "S.npy",
            description = "[n,C,H,W], uint8 or float32 in [0,1].")
    private Path statesFile;

    @Option(
            names = "--method",
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

    @Option(names = "--out", required = true, paramLabel = "ADV.npy", description = "float32 [n,C,H,W].")
    private Path out;

    @Option(
            names = "--seed",
            defaultValue = "0",
            description = "Decides random starts and noise; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--strides",
            split = ",",
            paramLabel = "S1,S2,...",
            hideParamSyntax = true,
            defaultValue = "4,2,1",
            description = "The convolutions' strides, where F does not hold them. Default: ${DEFAULT-VALUE}.")
    private List<Integer> strides;

    @Override
    public Integer call() {
        Threat threat = new Threat(Attacks.named(method), eps);
        StateFile states = StateFile.read(statesFile);
        Policy policy =
                PolicyFile.read(file, new LoadOptions(strides, states.shape())).policy();
        states.requireShape(policy.stateShape());
        float[] attacked = attack(threat, policy, states);
        NpyFile.write(out, NdArray.of(attacked, states.size(), states.channels(), states.height(), states.width()));
        return 0;
    }

    private float[] attack(Threat threat, Policy policy, StateFile states) {
        int length = states.channels() * states.height() * states.width();
        float[] attacked = new float[Math.multiplyExact(states.size(), length)];
        UniformRandomProvider random = new Seeds(seed).stream("attack");
        try (Progress progress = Progress.console("attack")) {
            for (int from = 0; from < states.size(); from += PART) {
                int to = Math.min(from + PART, states.size());
                INDArray part = threat.perturb(policy, states.part(from, to), random);
                System.arraycopy(part.dup('c').data().asFloat(), 0, attacked, from * length, (to - from) * length);
                progress.report(to, states.size(), "");
            }
        }
        return attacked;
    }
}
